"""What an org file says."""

from dataclasses import dataclass

import msgspec

from payables.access.model import ApiUserEntry, PersonEntry
from payables.accounts.model import AccountEntry
from payables.custom_fields.model import FieldEntry


class OrgAccount(msgspec.Struct, frozen=True):
    """One account with its structure and those who work with it."""

    structure: AccountEntry
    people: tuple[PersonEntry, ...] = ()
    api_users: tuple[ApiUserEntry, ...] = ()
    custom_fields: tuple[FieldEntry, ...] = ()


class Org(msgspec.Struct, frozen=True):
    """All accounts of an org file."""

    accounts: tuple[OrgAccount, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a file, and where."""

    name: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.name}:{self.line}: {self.reason}"


class BadOrgFile(Exception):
    """The file cannot be used; `faults` in the order of their lines."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = sorted(faults, key=lambda fault: fault.line)
        super().__init__("\n".join(str(fault) for fault in self.faults))
