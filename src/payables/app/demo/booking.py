"""What the ERP's side does with invoices that were read well: coding, approval, export."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from payables.app.demo.answers import Invoice, Marked
from payables.app.demo.outcome import DocumentOutcome, is_as_on_paper
from payables.app.demo.provisioning import approver
from payables.app.demo.tenant import Tenant

WAITING = "pending-approval"
READY = "ready-for-export"


@dataclass
class Booked:
    """How many were coded, approved and exported in this run, by whom, and what was refused.

    `left` wait for approval, because they were read otherwise than they are on the paper.
    """

    coded: int = 0
    approved: int = 0
    exported: int = 0
    left: int = 0
    approvers: set[str] = field(default_factory=set[str])
    refused: list[str] = field(default_factory=list[str])


async def code(tenant: Tenant, outcome: DocumentOutcome, booked: Booked) -> None:
    """Set the lines' dimensions; one that is coded so already is left alone."""
    invoice = outcome.invoice
    if invoice is None or outcome.duplicate or invoice.status not in (WAITING, READY):
        return
    items = coding(tenant, outcome, invoice)
    if items:
        outcome.invoice = await tenant.client.patch(f"/v1/invoices/{invoice.id}", {"items": items}, Invoice)
        outcome.status = outcome.invoice.status
        booked.coded += 1


def coding(tenant: Tenant, outcome: DocumentOutcome, invoice: Invoice) -> list[dict[str, Any]]:
    """The items of the PATCH: lines whose dimensions are not yet those of the truth."""
    document = outcome.document
    if document.truth is None or not document.truth.coding:
        return []
    types = tenant.master(document.location).types()
    wanted = _per_line(document.truth.coding, len(invoice.items))
    changed: list[dict[str, Any]] = []
    for item, ids in zip(invoice.items, wanted, strict=True):
        if {dimension.erp_dimension_id for dimension in item.dimensions.values()} != set(ids):
            changed.append({"id": item.id, "dimensions": {types[id]: id for id in ids}})
    return changed


def _per_line(coding: list[list[str]], lines: int) -> list[list[str]]:
    """Where lines were read otherwise than they are printed, all get the most frequent coding."""
    if len(coding) == lines:
        return coding
    most = Counter(map(tuple, coding)).most_common(1)[0][0]
    return [list(most)] * lines


async def approve(tenant: Tenant, outcome: DocumentOutcome, booked: Booked) -> None:
    """On behalf of a person of the place, who compares with the paper: whoever uploads may not approve it."""
    invoice = outcome.invoice
    if invoice is None or outcome.duplicate or invoice.status != WAITING:
        return
    if not is_as_on_paper(outcome):
        booked.left += 1
        return
    email = approver(tenant.org, outcome.document.location)
    body = {"approver": {"email": email}, "comment": "Approved in the demo."}
    outcome.invoice = await tenant.desk.post(f"/v1/invoices/{invoice.id}/approve", body, Invoice)
    outcome.status = outcome.invoice.status
    booked.approved += 1
    booked.approvers.add(email)


async def export(tenant: Tenant, outcomes: list[DocumentOutcome], booked: Booked) -> None:
    """Tell that the ERP has posted them. The posting's id stays the same, so that telling it twice does no harm."""
    ready = {o.invoice.invoice_id for o in outcomes if o.invoice and not o.duplicate and o.invoice.status == READY}
    if not ready:
        return
    invoices = [{"invoice_id": id, "export_transaction_id": f"DEMO-{id}"} for id in sorted(ready)]
    body = {"invoices": invoices, "marked_reason": "Posted in the demo's ERP."}
    marked = await tenant.client.post("/v1/invoices/mark-exported", body, Marked)
    booked.exported += len(marked.updated)
    booked.refused += [refused.error for refused in marked.failed]
