"""Deleting an organisation, and erasing a person: nothing of them stays but what is said."""
