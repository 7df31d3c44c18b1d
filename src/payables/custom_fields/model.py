"""Values of custom fields (contract/invoices-and-catalog.md section 9): which fields an account's records may have."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

import msgspec

from payables.kit.errors import FieldError
from payables.kit.money import check_quantity


class Subject(StrEnum):
    """What has custom fields."""

    INVOICE = "invoice"
    ITEM = "item"
    GL_SPLIT = "gl_split"
    PURCHASE_ORDER = "purchase_order"


class FieldType(StrEnum):
    """What a value may be. Numbers are exact decimals: stored as text, shown as JSON numbers."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    BOOLEAN = "boolean"
    CHOICE = "choice"


class FieldSpec(msgspec.Struct, frozen=True, kw_only=True):
    """One field of one kind of record. `default` is as it is stored; without a company it is the account's."""

    key: str
    subject: Subject
    type: FieldType
    label: str
    required: bool = False
    default: Any = None
    choices: tuple[str, ...] = ()
    company_id: int | None = None
    active: bool = True


class FieldEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A field of an org file; `company` is the key of the one it is for, None for the whole account."""

    key: str
    subject: Subject
    type: FieldType
    label: str
    required: bool = False
    default: Any = None
    choices: tuple[str, ...] = ()
    company: str | None = None


@dataclass(frozen=True, slots=True)
class Resolution:
    """By path: the values as they are stored, None where the account has no such fields; and all faults."""

    found: dict[str, dict[str, Any] | None] = field(default_factory=dict)
    faults: list[FieldError] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class NumberFields:
    """Which stored texts are numbers: (company, subject, key), with None for fields of the whole account."""

    of_company: dict[tuple[int | None, Subject, str], bool] = field(default_factory=dict)

    def shown(self, company_id: int, subject: Subject, values: dict[str, Any] | None) -> dict[str, Any] | None:
        """Stored values as the API shows them."""
        if values is None:
            return None
        return {key: self._shown(company_id, subject, key, value) for key, value in values.items()}

    def _shown(self, company_id: int, subject: Subject, key: str, value: Any) -> Any:
        everywhere = self.of_company.get((None, subject, key), False)
        is_number = isinstance(value, str) and self.of_company.get((company_id, subject, key), everywhere)
        return Decimal(value) if is_number else value


def number_text(value: Decimal | int) -> str:
    """The one way in which a number is stored: 1, 1.0 and 1.00 are "1". Raises BadValueError."""
    number = check_quantity(Decimal(value))
    return format(number.normalize(), "f") if number else "0"
