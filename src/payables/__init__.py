"""Open-source accounts-payable automation."""
