"""Backups: one file with all tables, blobs and keys, checked on the way out and on the way in."""
