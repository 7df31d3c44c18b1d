"""E-invoices: UBL 2.1 and CII (D16B, D22B, ZUGFeRD 1), bare or taken out of a PDF."""
