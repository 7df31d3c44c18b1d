"""Refusals of the edge itself."""

from payables.kit.errors import Refusal


class MissingCredentials(Refusal):
    """Send both headers on every request: X-API-Key, and Authorization: Bearer with a token from POST /v1/oauth/token."""

    status = 401
    code = "missing_credentials"
    headers = {"WWW-Authenticate": "Bearer"}


class InvalidApiKey(Refusal):
    """The X-API-Key is unknown, expired or revoked: ask your operator for a valid one."""

    status = 401
    code = "invalid_api_key"
    headers = {"WWW-Authenticate": "Bearer"}


class WrongEnvironmentKey(Refusal):
    """This is the {here} environment and the credential belongs to {theirs}: use the base URL or the credential of the other one."""

    status = 401
    code = "wrong_environment"
    headers = {"WWW-Authenticate": "Bearer"}


class InvalidToken(Refusal):
    """The access token is unknown, expired or revoked, or belongs to another account's key: ask for a new one at POST /v1/oauth/token."""

    status = 401
    code = "invalid_token"
    headers = {"WWW-Authenticate": 'Bearer error="invalid_token"'}


class TooManyFailures(Refusal):
    """Too many failed sign-ins from here: wait {retry_after} seconds and check the credentials."""

    status = 429
    code = "too_many_failures"
    headers = {"Retry-After": "{retry_after}"}


class RateLimited(Refusal):
    """More requests than the plan allows: wait {retry_after} seconds and go on more slowly."""

    status = 429
    code = "rate_limited"
    headers = {"Retry-After": "{retry_after}"}


class QuotaUsedUp(Refusal):
    """The {quota} requests a day of this API key's plan are used up: go on after 00:00 UTC, or ask your operator for more."""

    status = 429
    code = "daily_quota_exceeded"
    headers = {"Retry-After": "{retry_after}"}


class UnknownVersion(Refusal):
    """X-API-Version may be 1.0.0 or 1.1.0, or be left out."""

    status = 400
    code = "unknown_api_version"


class InvalidJson(Refusal):
    """The body is not acceptable JSON: {reason}."""

    status = 400
    code = "invalid_json"


class UnsupportedMediaType(Refusal):
    """The body must be {expected}: set the Content-Type header accordingly."""

    status = 400
    code = "unsupported_media_type"


class BodyTooLarge(Refusal):
    """The body is larger than the {limit} bytes this request may have: send less at a time."""

    status = 413
    code = "body_too_large"


class InvalidIdempotencyKey(Refusal):
    """Idempotency-Key must be 1 to 128 characters of A-Z a-z 0-9 . _ - + = / and be sent once."""

    status = 400
    code = "invalid_idempotency_key"


class IdempotencyKeyReused(Refusal):
    """This Idempotency-Key was already used for another request: use a new key for a new request."""

    status = 422
    code = "idempotency_key_reused"


class IdempotencyKeyInProgress(Refusal):
    """A request with this Idempotency-Key is still running: repeat it after a second to read its result."""

    status = 409
    code = "idempotency_key_in_progress"
    headers = {"Retry-After": "1"}


class AlreadyReported(Refusal):
    """This request was carried out before and its answer is not repeated, since it is large or holds a secret: read the state with a GET."""

    status = 208
    code = "already_reported"


class Conflict(Refusal):
    """Another request changed the same thing at the same time: read it again and repeat your request."""

    status = 409
    code = "conflict"
    headers = {"Retry-After": "1"}


class InvalidValue(Refusal):
    """A value in the request is out of range or cannot be stored: check the documentation of its field."""

    status = 400
    code = "invalid_value"


class NoSuchPath(Refusal):
    """There is no such path: see the API reference for the paths that exist."""

    status = 404
    code = "no_such_path"


class MethodNotAllowed(Refusal):
    """This path does not answer that method: see the Allow header."""

    status = 405
    code = "method_not_allowed"
    headers = {"Allow": "{allow}"}


class Unavailable(Refusal):
    """The service cannot answer at the moment: repeat the request after a second, with the same Idempotency-Key."""

    status = 503
    code = "temporarily_unavailable"
    headers = {"Retry-After": "1"}


class TimedOut(Refusal):
    """The request took longer than {seconds} seconds and was given up: ask for less at a time; before you repeat a change, read whether it happened, or repeat it with the same Idempotency-Key."""

    status = 503
    code = "request_timed_out"
    headers = {"Retry-After": "5"}


class InternalError(Refusal):
    """Something failed on our side and nothing was changed: repeat the request, and quote the request_id if it fails again."""

    status = 500
    code = "internal_error"


class InvalidMultipart(Refusal):
    """The body is not a form that can be read ({reason}): send multipart/form-data as your HTTP library builds it."""

    status = 400
    code = "invalid_multipart"
