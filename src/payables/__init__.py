"""Open-source accounts-payable automation."""

__version__ = "0.1.0"
