"""Tesseract, when the system has it."""
