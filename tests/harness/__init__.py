"""What tests stand on: a real database, a real server, a client that checks every answer against the contract."""
