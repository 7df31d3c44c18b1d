"""A page as words with boxes, its rows and its cells."""
