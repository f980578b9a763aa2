"""Attacks on published releases, written without looking at how they are defended, and with another solver."""
