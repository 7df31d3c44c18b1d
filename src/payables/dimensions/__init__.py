"""Dimensions of a company: GL accounts, departments, projects and the other categories invoices are coded with."""
