"""What people say about a subject, and whom they mention."""
