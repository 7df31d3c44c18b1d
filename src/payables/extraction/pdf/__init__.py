"""PDF: words of the text layer, rendered pages, embedded files."""
