"""QR codes and barcodes: found on pages, Swiss QR-bills and GiroCodes read and held against the print."""
