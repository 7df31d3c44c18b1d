"""People who sign in: their sessions, where they come from, and what a step of signing in leads to."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Self
from uuid import UUID

from payables.access.model import Person
from payables.access.rules.typed import agent_of
from payables.platform.caller import Caller
from payables.platform.limits import Plan

IDLE_END = timedelta(hours=12)  # a session that nobody used for so long is over
SESSION_END = timedelta(days=14)  # and any session after so long
CODE_END = timedelta(minutes=10)  # how long a right password waits for its second factor
SEEN_EVERY = timedelta(minutes=1)  # how exactly a session remembers when it was last used
LINK_END = timedelta(hours=72)  # how long a link to set a password can be used


class LoginAction(StrEnum):
    """What is kept of what happens at the door."""

    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    CODE_FAILED = "code_failed"
    RECOVERY_CODE_USED = "recovery_code_used"
    SIGNED_OUT = "signed_out"
    SESSION_REVOKED = "session_revoked"
    SESSIONS_REVOKED = "sessions_revoked"
    LINK_MADE = "link_made"
    PASSWORD_SET = "password_set"  # noqa: S105
    PASSWORD_CHANGED = "password_changed"  # noqa: S105
    PASSWORD_CHECK_FAILED = "password_check_failed"  # noqa: S105
    TOTP_ON = "totp_on"
    TOTP_OFF = "totp_off"
    RECOVERY_CODES_MADE = "recovery_codes_made"
    OPERATOR_ON = "operator_on"
    OPERATOR_OFF = "operator_off"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Where an attempt comes from: an address, what the browser says of itself, and which request it was."""

    source: str
    user_agent: str = ""
    request_id: str | None = None

    @classmethod
    def of(cls, source: str, agent: str | None, request_id: str) -> Self:
        """`agent`: the header as it came."""
        return cls(source, agent_of(agent), request_id)


@dataclass(frozen=True, slots=True)
class Session:
    """A person who is signed in, with the rights of this moment.

    `caller`, `plan` and `person` are None while no account is chosen, where the person is no longer active in it, and while
    the second factor is owed. `company_id` narrows what pages show; None is every company that the person sees.
    `place` names both together. `accounts` counts those that the login may enter.
    """

    id: UUID
    login_id: UUID
    email: str
    is_operator: bool
    second_factor_pending: bool
    form_token: str
    place: str
    account_id: UUID | None
    account_name: str
    company_id: int | None
    company_name: str | None
    accounts: int
    caller: Caller | None
    plan: Plan | None
    person: Person | None
    role: str
    seen_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class NewSession:
    """The secret of a new session, for a cookie; it is never stored. With `second_factor_pending` it is good for nothing
    but showing a code."""

    secret: str
    ends_at: datetime
    second_factor_pending: bool = False


def cookie_name(env: str, *, secure: bool) -> str:
    """Cookies know no port: the two environments of one machine must not read each other's. Over TLS the browser itself
    refuses to let another host or path set it."""
    return f"{'__Host-' if secure else ''}payables_{env}_session"


@dataclass(frozen=True, slots=True)
class Enterable:
    """An account that a login may enter, and as whom."""

    account_id: UUID
    name: str
    user_id: int
    role: str


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A live session as its owner sees it in a list."""

    id: UUID
    created_at: datetime
    seen_at: datetime
    source: str
    user_agent: str


@dataclass(frozen=True, slots=True)
class OwnLogin:
    """What a person sees of their own login."""

    password_changed_at: datetime | None
    totp_since: datetime | None
    recovery_codes_left: int


@dataclass(frozen=True, slots=True)
class ShownEvent:
    """Something that happened to a login: see LoginAction."""

    at: datetime
    action: str
    source: str
    user_agent: str
    details: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class ListedLogin:
    """Somebody who may sign in, or could be invited to, as the operator sees them. `accounts` are keys of org files."""

    email: str
    accounts: list[str]
    is_operator: bool
    has_password: bool
    has_totp: bool
    link_ends_at: datetime | None
    sessions: int
    seen_at: datetime | None


@dataclass(frozen=True, slots=True)
class Link:
    """A one-time link to set a password: `text` is the last part of its address, told once."""

    text: str
    email: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class OfferedTotp:
    """A second factor that begins to count when the person has shown a code of it."""

    readable: str
    address: str
