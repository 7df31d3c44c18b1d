"""Is this invoice there already? Pure comparison, the fingerprints that invoices are found by, and the pairs that were found."""
