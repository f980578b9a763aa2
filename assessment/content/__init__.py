"""Questionnaires as files: found, read strictly, checked, fingerprinted and translated."""
