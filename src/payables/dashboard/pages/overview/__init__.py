"""The overview: what was bought and is owed, how fast and by how many hands, and with whom it waits."""
