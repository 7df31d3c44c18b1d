"""API shapes of approvals, by what they are about."""
