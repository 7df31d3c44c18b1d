"""The table of a vendor's statement of account: which of its columns say what, and where it stands in a PDF."""
