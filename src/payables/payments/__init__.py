"""What was paid of which invoice: recorded by hand, by file, from the ERP."""
