"""Pages for people: a client of the API that runs in its process. No rule, no SQL."""
