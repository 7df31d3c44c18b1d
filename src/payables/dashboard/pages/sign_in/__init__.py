"""Signing in and out, and one's own sign-in."""
