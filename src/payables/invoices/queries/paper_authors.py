"""Whose paper an invoice is: who sent the files that it was read from, and who arranged their pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from payables.invoices.model import Invoice
from payables.invoices.rules.authors import ARRANGED
from payables.platform.db import Transaction

# The files `u` that a document was read from: the one that it is or is a part of, or all that are read together by its plan.
FILES = """
uploads d
  LEFT JOIN upload_plan_files x ON x.account_id = d.account_id AND x.upload_id = d.part_of AND x.number = d.plan
  JOIN uploads u ON u.account_id = d.account_id AND u.id = coalesce(x.file, d.part_of, d.id)
 WHERE d.account_id = $1 AND d.id = {document}
"""
# What the trail tells of the pages of its file; an entry that names an invoice is about that one alone.
STEPS = """
uploads d
  JOIN audit_log t ON t.account_id = d.account_id AND t.subject_type = 'upload'
                  AND t.subject_id = coalesce(d.part_of, d.id)::text AND t.action = ANY({arranged}::text[])
 WHERE d.account_id = $1 AND d.id = {document} AND coalesce(t.after ->> 'invoice', {invoice}::text) = {invoice}::text
"""

OF_PAPERS = f"""
SELECT w.invoice, p.person, p.sent_at
  FROM unnest($2::uuid[], $3::uuid[]) AS w (invoice, document),
       LATERAL (SELECT u.user_id AS person, u.created_at AS sent_at FROM {FILES.format(document="w.document")}
                UNION ALL
                SELECT t.actor_id, NULL
                  FROM {STEPS.format(document="w.document", invoice="w.invoice", arranged="$4")}) p
"""  # noqa: S608


@dataclass(slots=True)
class Paper:
    authors: set[int]
    sent_at: datetime | None = None  # the first of its files; None for what was entered by hand


async def papers_of(tx: Transaction, invoices: Sequence[Invoice]) -> dict[UUID, Paper]:
    """By invoice, those among them that were entered by hand too."""
    found = {invoice.id: Paper(set()) for invoice in invoices}
    read = {invoice.id: invoice.upload_id for invoice in invoices if invoice.upload_id}
    if not read:
        return found
    for row in await tx.fetch(OF_PAPERS, tx.account_id, list(read), list(read.values()), ARRANGED):
        _add(found[row["invoice"]], row["person"], row["sent_at"])
    return found


def _add(paper: Paper, person: int | None, sent_at: datetime | None) -> None:
    if person is not None:
        paper.authors.add(person)
    if sent_at is not None:
        paper.sent_at = min(sent_at, paper.sent_at or sent_at)
