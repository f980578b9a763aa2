"""Disclosure control: which aggregates may be published so that nobody can work out one organisation's figures."""
