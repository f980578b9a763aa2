"""What an assessment means: frozen values and functions that need nothing but the standard library."""
