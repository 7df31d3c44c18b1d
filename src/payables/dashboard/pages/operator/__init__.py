"""The installation, for its operators: across accounts, and without any record of them."""
