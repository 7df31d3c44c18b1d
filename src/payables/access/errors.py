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
    """The account has no live credential {id}: `payables credentials list` and GET /v1/credentials show those it has."""

    status = 404
    code = "no_such_credential"


class TooManyCredentials(Refusal):
    """There may be {most} {what} that work: revoke those that nobody uses first."""

    status = 409
    code = "too_many_credentials"


class ClientNameTaken(Refusal):
    """This API user has or had an OAuth client of the name {name}: give the new one another name."""

    status = 409
    code = "client_name_taken"


class RoleBeyondYours(Refusal):
    """An API user of the role {role} may do what you may not ({permission}): ask somebody of that role for its credentials."""

    status = 403
    code = "role_beyond_yours"


class WrongPassword(Refusal):
    """The e-mail address and the password do not belong together: check both, or ask your operator for a new link."""

    status = 401
    code = "wrong_password"


class WrongOwnPassword(Refusal):
    """This is not your present password, and nothing was changed: type it again."""

    status = 403
    code = "wrong_own_password"


class WrongCode(Refusal):
    """This code is not right, has ended or was used before: type the one that your authenticator shows now, or a recovery code."""

    status = 401
    code = "wrong_code"


class SignInAgain(Refusal):
    """Your sign-in has ended: begin with your password again."""

    status = 401
    code = "sign_in_again"


class TooManyAttempts(Refusal):
    """Too many attempts did not succeed: try again in {retry_after} seconds, at {at:%H:%M:%S} UTC. Nothing is locked."""

    status = 429
    code = "too_many_attempts"
    headers = {"Retry-After": "{retry_after}"}


class SignInBusy(Refusal):
    """Too many people are signing in at this moment: try again in a few seconds."""

    status = 503
    code = "sign_in_busy"
    headers = {"Retry-After": "3"}


class LinkEnded(Refusal):
    """This link was used, replaced by a newer one, or is older than 72 hours: ask your operator for a new one."""

    status = 410
    code = "link_ended"


class NotYourAccount(Refusal):
    """You are not, or no longer, a person of this account: choose one of those that are listed."""

    status = 403
    code = "not_your_account"


class WrongNewCode(Refusal):
    """This code is not right: scan the picture once more, and type the code that your authenticator shows now."""

    status = 401
    code = "wrong_new_code"


class SecondFactorIsOn(Refusal):
    """The second factor is on already. Its recovery codes were shown when it was switched on, and nobody can show them again:
    make new ones here."""

    status = 409
    code = "second_factor_is_on"


class NothingOffered(Refusal):
    """No second factor is waiting to be confirmed here: what is offered ends after 15 minutes, and with another sign-in or a new
    password. Begin again with your password."""

    status = 409
    code = "nothing_offered"


class NobodyWithAddress(Refusal):
    """No account has an active person with the address {email}, and it is no operator's: add the person to the org file and run `payables provision`."""

    status = 404
    code = "nobody_with_address"


class NoSuchLogin(Refusal):
    """Nobody with the address {email} was invited yet: `payables people invite` makes a link."""

    status = 404
    code = "no_such_login"


class LastOperator(Refusal):
    """{email} is the only operator of the installation who can sign in: make somebody an operator first who has set a password."""

    status = 409
    code = "last_operator"
