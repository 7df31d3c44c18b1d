"""Pages for people to look at: their sizes, a picture of each, and its words with their places."""
