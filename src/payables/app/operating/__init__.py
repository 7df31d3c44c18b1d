"""What the pages of the installation's operators look at and do, across accounts: what `payables` commands do, behind a page."""
