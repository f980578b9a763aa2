"""Rounds of assessments: making and following them, inviting organisations, and taking part."""
