"""People sign in: logins, links to set a password, sessions."""

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    pass
