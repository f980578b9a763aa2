"""Workshops: people of an organisation answer together before a projector, with a facilitator."""
