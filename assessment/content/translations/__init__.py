"""Catalogues of translations as people work on them: kept true to their sources, checked, sent out and taken in."""
