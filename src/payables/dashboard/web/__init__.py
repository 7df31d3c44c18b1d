"""How a page is asked for, signed in, rendered and answered."""
