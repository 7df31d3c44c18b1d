"""Single invoices, and those of a batch, read or locked by their ids."""

from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any
from uuid import UUID

import msgspec

from payables.access.model import User
from payables.invoices.model import Facts, Invoice, InvoiceType, Reason, State, Status, shown_status
from payables.invoices.rules.exportable import refuse_in_export
from payables.kit.errors import NotFound
from payables.kit.ids import parse_int_id, parse_uuid
from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.vendors.queries import held_by

FIELDS = tuple(Invoice.__dataclass_fields__)
_columns = itemgetter(*FIELDS)
_TYPE, _STATE, _REASONS = map(FIELDS.index, ("type", "state", "reasons"))

LOCKED = f"""
-- the row's lock is the one lock of an invoice: whatever changes it, its lines, images or approvals takes it first
SELECT {", ".join(FIELDS)} FROM invoices
 WHERE account_id = $1 AND {{key}} = $2
   AND ($3::int[] IS NULL OR company_id = ANY($3)) AND ($4::int[] IS NULL OR location_id = ANY($4))
   FOR UPDATE
"""  # noqa: S608

LOCKED_MANY = f"""
-- locked in the order of their ids, so that two batches never wait for each other in a circle
SELECT {", ".join(f"i.{name}" for name in FIELDS)}, v.erp_vendor_id
  FROM invoices i LEFT JOIN vendors v ON v.account_id = i.account_id AND v.id = i.vendor_id
 WHERE i.account_id = $1 AND (i.id = ANY($2::uuid[]) OR i.invoice_id = ANY($3::int[]))
   AND ($4::int[] IS NULL OR i.company_id = ANY($4)) AND ($5::int[] IS NULL OR i.location_id = ANY($5))
 ORDER BY i.id FOR UPDATE OF i
"""  # noqa: S608

SEEN = f"""
SELECT {", ".join(f"i.{name}" for name in FIELDS)}, l.name AS location_name, v.erp_vendor_id, v.erp_vendor_name,
       v.bank_hold, v.bank_hold_until, u.email, u.first_name, u.last_name, u.kind, u.role, u.active
"""

JOINED = """
  FROM invoices i
  JOIN locations l ON l.account_id = i.account_id AND l.id = i.location_id
  LEFT JOIN vendors v ON v.account_id = i.account_id AND v.id = i.vendor_id
  LEFT JOIN users u ON u.account_id = i.account_id AND u.id = i.updated_by
"""

ONE = f"""
{SEEN} {JOINED}
 WHERE i.account_id = $1 AND i.{{key}} = $2
   AND ($3::int[] IS NULL OR i.company_id = ANY($3)) AND ($4::int[] IS NULL OR i.location_id = ANY($4))
"""

FOUND = """
SELECT id, created_at FROM invoices
 WHERE account_id = $1 AND {key} = $2
   AND ($3::int[] IS NULL OR company_id = ANY($3)) AND ($4::int[] IS NULL OR location_id = ANY($4))
"""


@dataclass(frozen=True, slots=True)
class Seen:
    """An invoice with the names that stand beside it."""

    invoice: Invoice
    location_name: str
    erp_vendor_id: str | None
    erp_vendor_name: str | None
    modified_by: User | None
    bank_held: str | None = None  # why its vendor's bank details keep it from export

    @property
    def held(self) -> str | None:
        """Why it is kept from export, though it may be approved."""
        return self.invoice.hold_reason or self.bank_held

    @property
    def status(self) -> Status:
        invoice = self.invoice
        facts = Facts(
            exported=invoice.exported_at is not None,
            flagged=invoice.flag_reason is not None,
            on_hold=self.held is not None,
            exportable=self.erp_vendor_id is not None and invoice.export_job is None,
        )
        return shown_status(invoice.state, facts)


async def load_for_update(
    tx: Transaction, caller: Caller, either_id: str | int, *, in_export_too: bool = False
) -> Invoice:
    """The invoice by its UUID or its integer invoice_id, locked until the transaction ends.

    `in_export_too` is for what may happen to an invoice while an export job has it. Raises NotFound for what is not an
    id, does not exist, or lies outside the account or the scope; ExportInProgress.
    """
    invoice = invoice_of(await _one(tx, caller, either_id, LOCKED))
    if not in_export_too:
        refuse_in_export(invoice)
    return invoice


async def load_for_work(tx: Transaction, id: UUID) -> Invoice:
    """The invoice, locked, for work that no caller waits for. It exists: whoever asks has a row of it."""
    row = await tx.fetchrow(LOCKED.format(key="id"), tx.account_id, id, None, None)
    assert row is not None
    return invoice_of(row)


async def load_many_for_update(
    tx: Transaction, caller: Caller, uuids: list[UUID], invoice_ids: list[int]
) -> list[tuple[Invoice, str | None]]:
    """Those of the wanted invoices that the caller may see, locked, each with its vendor's ERP id."""
    scope = caller.scope
    rows = await tx.fetch(LOCKED_MANY, tx.account_id, uuids, invoice_ids, scope.companies, scope.locations)
    return [(invoice_of(row), row["erp_vendor_id"]) for row in rows]


async def find(tx: Transaction, caller: Caller, either_id: str | int) -> UUID:
    """The UUID of an invoice within the caller's access. Raises NotFound."""
    return (await _one(tx, caller, either_id, FOUND))["id"]


async def find_place(tx: Transaction, caller: Caller, either_id: str | int) -> tuple[datetime, UUID]:
    """What lists are ordered by, of an invoice within the caller's access. Raises NotFound."""
    row = await _one(tx, caller, either_id, FOUND)
    return row["created_at"], row["id"]


async def seen(tx: Transaction, caller: Caller, either_id: str | int) -> Seen:
    """Raises NotFound like load_for_update; locks nothing."""
    return seen_of(await _one(tx, caller, either_id, ONE))


def invoice_of(row: Any) -> Invoice:
    """Lists make hundreds of them a second: by position, which is twice as fast as by name."""
    values = list(_columns(row))
    values[_TYPE] = InvoiceType(values[_TYPE])
    values[_STATE] = State(values[_STATE])
    values[_REASONS] = msgspec.convert(values[_REASONS], list[Reason]) if values[_REASONS] else []
    return Invoice(*values)


async def _one(tx: Transaction, caller: Caller, either_id: str | int, sql: str) -> Any:
    key, value = _read_id(either_id)
    sql = sql.format(key=key)
    row = await tx.fetchrow(sql, tx.account_id, value, caller.scope.companies, caller.scope.locations)
    if row is None:
        raise NotFound(what="invoice")
    return row


def _read_id(text: str | int) -> tuple[str, UUID | int]:
    """Column and value of one of the two ids an invoice has: each has its own index. Raises NotFound."""
    if uuid := parse_uuid(str(text)):
        return "id", uuid
    if invoice_id := parse_int_id(str(text)):
        return "invoice_id", invoice_id
    raise NotFound(what="invoice")


def seen_of(row: Any) -> Seen:
    invoice = invoice_of(row)
    user = None
    if invoice.updated_by is not None and row["kind"] is not None:
        names = ("email", "first_name", "last_name", "kind", "role", "active")
        user = User(id=invoice.updated_by, **{name: row[name] for name in names})
    left = invoice.exported_at is not None or invoice.export_job is not None
    held = None if left else held_by(row["bank_hold"], row["bank_hold_until"])
    return Seen(invoice, row["location_name"], row["erp_vendor_id"], row["erp_vendor_name"], user, held)
