"""What operations leave behind on an invoice, in a form that two rounds can be compared by."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx2

from payables.invoices.model import TRANSITIONS
from payables.invoices.queries import parts, records
from payables.platform.db import Transaction
from resilience.operations import Clients, Target

STEPS = {(before.value, after.value) for (before, _), targets in TRANSITIONS.items() for after in targets}
# Of the invoice: what differs from round to round (ids, instants, amounts) is no part of it.
SHOWN = ("status", "due_date", "purchase_order", "notes", "payment_status", "on_hold")
OUTCOMES = ("updated", "failed", "skipped", "flagged")

TRAIL = """
SELECT action, before ->> 'state' AS before, after ->> 'state' AS after
  FROM audit_log WHERE account_id = $1 AND subject_type = 'invoice' AND subject_id = $2 ORDER BY id
"""
COVERED = """
SELECT content_sha256 FROM approvals
 WHERE account_id = $1 AND subject_type = 'invoice' AND subject_id = $2 AND status = 'approved' AND NOT superseded
   AND content_sha256 IS NOT NULL
"""


@dataclass(frozen=True)
class Left:
    """Answers of the two operations, and everything about the invoice that can be compared."""

    answers: tuple[Any, ...]
    invoice: tuple[Any, ...]
    approvers: tuple[Any, ...]
    trail: tuple[Any, ...]

    def differs_from(self, *orders: "Left") -> str:
        """The parts in which this is like neither."""
        names = [
            name for name in self.__dataclass_fields__ if all(getattr(self, name) != getattr(o, name) for o in orders)
        ]
        named = names or list(self.__dataclass_fields__)
        return "; ".join(
            f"{name} {getattr(self, name)}, in order {[getattr(o, name) for o in orders]}" for name in named
        )


async def now_left(clients: Clients, target: Target, answers: Sequence[httpx2.Response]) -> Left:
    answer = await clients.erp.get(target.path, params={"expand": "history"})
    invoice = answer.json()
    approvers = (await clients.erp.get(f"{target.path}/approvers")).json()["approvers"]
    trail = await clients.erp.get("/v1/audit-log", params={"subject_id": target.id, "limit": 100})
    return Left(
        tuple(_verdict(each) for each in answers),
        (
            *(invoice[name] for name in SHOWN),
            answer.headers["etag"],
            tuple(sorted(item["name"] for item in invoice["items"])),
            len(invoice["history"]),
        ),
        tuple(sorted((each["approver"]["email"] or "", each["status"]) for each in approvers)),
        tuple(sorted(_step(each) for each in trail.json()["results"])),
    )


async def contradictions(tx: Transaction, ids: list[UUID]) -> list[str]:
    """Steps that the state table does not have, and approvals that do not cover what is approved."""
    found: list[str] = []
    for id in ids:
        for row in await tx.fetch(TRAIL, tx.account_id, str(id)):
            step = row["before"], row["after"]
            if None not in step and step not in STEPS:
                found.append(f"{row['action']} went from {step[0]} to {step[1]}")
        invoice = await records.load_for_work(tx, id)
        content = await parts.content_of(tx, invoice)
        covered = [row["content_sha256"] for row in await tx.fetch(COVERED, tx.account_id, id)]
        if invoice.state == "approved" and any(sha256 != content.sha256 for sha256 in covered):
            found.append(f"{id} is approved, and its approval covers other content")
        if invoice.state == "approved" and not covered:
            found.append(f"{id} is approved, and nobody has approved what it is")
    return found


def _verdict(answer: httpx2.Response) -> Any:
    """Status and machine code; of a list also how many went which way."""
    body = answer.json()
    if not answer.is_success:
        return answer.status_code, (body.get("message") or {}).get("error")
    return answer.status_code, tuple(len(body.get(name) or ()) for name in OUTCOMES)


def _step(entry: dict[str, Any]) -> tuple[str, str, str]:
    before, after = entry["before"] or {}, entry["after"] or {}
    return entry["action"], str(before.get("state")), str(after.get("state"))
