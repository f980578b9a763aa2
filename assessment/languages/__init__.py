"""The languages of the program: their catalogues, how far they are complete, and how they write, sort and count."""
