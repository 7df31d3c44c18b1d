"""In which invoices the pages of delivered files stand, by the tables alone and not by the product's own question."""

import io
from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from payables.app.runtime import Parts

PAGES = 3
WAITS = "pages_in_another_invoice"

INVOICES = """
SELECT i.id, i.upload_id, u.part_of, u.plan, u.part_pages, i.reasons::text LIKE '%' || $2::text || '%' AS waits
  FROM invoices i JOIN uploads u ON u.account_id = i.account_id AND u.id = i.upload_id
 WHERE i.account_id = $1 AND i.state <> 'archived'
"""
PLAN_FILES = "SELECT upload_id, number, file, pages FROM upload_plan_files WHERE account_id = $1 ORDER BY position"
DELETED = "SELECT id FROM uploads WHERE account_id = $1 AND deleted_at IS NOT NULL"

Page = tuple[UUID, int]


@dataclass(frozen=True)
class Pages:
    """Page of a delivered file -> the invoices in use that it stands in, and those of them that may go on."""

    standing: dict[Page, list[UUID]]
    going_on: dict[Page, list[UUID]]
    deleted: set[UUID]

    def doubled(self, files: list[str]) -> list[str]:
        return [self._told(page, "may go on in") for page in _all(files) if len(self.going_on[page]) > 1]

    def not_once(self, files: list[str]) -> list[str]:
        """Of deleted files: not at all."""
        return [
            self._told(page, "stands in")
            for page in _all(files)
            if len(self.standing[page]) != (0 if page[0] in self.deleted else 1)
        ]

    def _told(self, page: Page, verb: str) -> str:
        return f"page {page[1]} of {page[0]} {verb} {[str(id) for id in self.standing[page]]}"


def _all(files: list[str]) -> list[Page]:
    return [(UUID(file), number) for file in files for number in range(1, PAGES + 1)]


async def pages_of(parts: Parts, account_id: UUID) -> Pages:
    async with parts.database.transaction(account_id) as tx:
        invoices = await tx.fetch(INVOICES, account_id, WAITS)
        plan_files = await tx.fetch(PLAN_FILES, account_id)
        deleted = {row["id"] for row in await tx.fetch(DELETED, account_id)}
    plans: dict[tuple[UUID, int], list[Page]] = defaultdict(list)
    for row in plan_files:
        plans[row["upload_id"], row["number"]] += [(row["file"], n) for n in range(1, row["pages"] + 1)]
    standing: dict[Page, list[UUID]] = defaultdict(list)
    going_on: dict[Page, list[UUID]] = defaultdict(list)
    for invoice in invoices:
        for page in _stands_on(invoice, plans):
            standing[page].append(invoice["id"])
            if not invoice["waits"]:
                going_on[page].append(invoice["id"])
    return Pages(standing, going_on, deleted)


def _stands_on(invoice: Any, plans: dict[tuple[UUID, int], list[Page]]) -> list[Page]:
    file = invoice["part_of"] or invoice["upload_id"]
    whole = [(file, number) for number in range(1, PAGES + 1)]
    if invoice["part_of"] is None:
        return whole
    counted = plans[file, invoice["plan"]] if invoice["plan"] else whole
    return [counted[number - 1] for number in invoice["part_pages"]]


def stack(n: int) -> bytes:
    """Three pages: an invoice, its terms, and a page with nothing but a name."""
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=A4, invariant=1)
    invoice = [
        "Quay Street Bakery Ltd",
        "INVOICE",
        f"Invoice number: STACK-{n:06}",
        f"Invoice date: 2026-11-{n % 20 + 1:02}",
        f"Flour   2   {n + 10}.00   {2 * (n + 10)}.00",
        f"Total EUR {2 * (n + 10)}.00",
    ]
    for lines in (invoice, ["Terms and conditions", "The buyer pays within 30 days."], [f"Annex {n}"]):
        for row, line in enumerate(lines):
            canvas.drawString(60, 780 - 24 * row, line)
        canvas.showPage()
    canvas.save()
    return data.getvalue()
