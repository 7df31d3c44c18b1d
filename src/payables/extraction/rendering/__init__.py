"""An e-invoice as a page that people read and print: our own HTML over what was read, no script, nothing from elsewhere."""
