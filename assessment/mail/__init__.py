"""Messages out: one safe message, and the ways in which an installation sends it. Standard library only."""
