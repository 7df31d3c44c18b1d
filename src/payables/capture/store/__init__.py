"""What is written of uploads, in SQL."""
