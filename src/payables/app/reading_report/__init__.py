"""How readings turned out, as a picture and as tables."""
