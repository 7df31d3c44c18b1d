"""Some pages of a file as a file of their own, cut in a child process of its own as all untrusted bytes are opened."""
