"""Retention: nothing is kept longer than it is needed, by rules that everybody can read."""
