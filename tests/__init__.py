"""The tests mirror the program; `python -m tests` runs every check."""
