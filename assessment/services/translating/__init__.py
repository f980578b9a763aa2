"""Keeping translations true: their files on the disk, and what translators do with them."""
