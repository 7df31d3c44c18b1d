"""Client accounts, companies, locations, groups, features; provisioning."""
