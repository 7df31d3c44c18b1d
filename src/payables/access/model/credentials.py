"""Keys, clients and their secrets as those see them who manage them: never the secrets themselves."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class CredentialState(StrEnum):
    """Whether it works. `ending`: until its end, since it was replaced."""

    LIVE = "live"
    ENDING = "ending"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Credential:
    """An API key with its label, or a secret of a client with the client's name."""

    id: UUID
    name: str
    hint: str
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    issued_by: int | None = None  # who made the secret of a client; None for the operator

    def state(self, now: datetime) -> CredentialState:
        if self.revoked_at is not None:
            return CredentialState.REVOKED
        if self.expires_at is None:
            return CredentialState.LIVE
        return CredentialState.ENDING if self.expires_at > now else CredentialState.EXPIRED


@dataclass(frozen=True, slots=True)
class Client:
    """An OAuth client and whom it acts for; `secrets` oldest first."""

    id: str
    name: str
    user_id: int
    user_name: str
    role: str
    user_active: bool
    created_at: datetime
    revoked_at: datetime | None
    secrets: list[Credential] = field(default_factory=list[Credential])
