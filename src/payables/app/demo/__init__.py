"""The demo: three tenants, their ERPs as integrators through the HTTP API, and their papers, on one machine."""
