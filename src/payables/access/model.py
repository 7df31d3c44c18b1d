"""Values of access."""

from dataclasses import dataclass
from uuid import UUID

from payables.platform.limits import Plan


@dataclass(frozen=True, slots=True)
class User:
    """A person or an API user, as histories and approvals show them."""

    id: int
    email: str | None
    first_name: str
    last_name: str
    kind: str
    role: str
    active: bool

    @property
    def display_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip() or self.email or f"user {self.id}"


@dataclass(frozen=True, slots=True)
class KeyHolder:
    """An account recognised by its API key alone, as on the token call."""

    account_id: UUID
    api_key_id: UUID
    plan: Plan


@dataclass(frozen=True, slots=True)
class Token:
    """A new access token; the text is shown once."""

    text: str
    expires_in: int
    scope: str
