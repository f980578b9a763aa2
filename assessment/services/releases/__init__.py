"""Releases: gathering what organisations contribute, making the tables, approval, and reading what is out."""
