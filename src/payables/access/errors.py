"""Refusals of access."""

from payables.kit.errors import Refusal


class UnsupportedGrant(Refusal):
    """grant_type must be client_credentials."""

    status = 400
    code = "unsupported_grant_type"


class UnsupportedScope(Refusal):
    """The scope {scope} is not offered: leave it out or ask for accounts.can_access_dashboard."""

    status = 400
    code = "invalid_scope"


class InvalidClient(Refusal):
    """The client_id and client_secret do not belong together, are revoked, or belong to another account than the X-API-Key."""

    status = 401
    code = "invalid_client"
    headers = {"WWW-Authenticate": "Bearer"}


class NoSuchCredential(Refusal):
    """The account has no live credential {id}: `payables credentials list` shows those it has."""

    status = 404
    code = "no_such_credential"
