"""Pages of integration: keys, clients and API users, and what they asked of the API."""
