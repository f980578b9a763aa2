"""The semantic rules, one small function each, grouped as a reader would look for them."""
