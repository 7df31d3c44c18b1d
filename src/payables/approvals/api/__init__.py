"""Routes of approvals, by what they are about."""
