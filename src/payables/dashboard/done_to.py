"""Which invoices something was just done to, beside the sentence that says what was done: by name, and what they come to."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from payables.dashboard.shown.sums import sums_of
from payables.dashboard.web.page import Page
from payables.dashboard.web.undoing import DECIDED, MOVED, SAVED, ids_of, moved_of
from payables.platform.caller import Permission

TO_INVOICES = {*DECIDED, *MOVED, *SAVED}
NAMED = 3  # of more than so many only their number and sum are told


@dataclass(frozen=True, slots=True)
class DoneTo:
    """`invoices` as the API lists them; `sums` by currency, credit memos taken off."""

    invoices: list[dict[str, Any]]

    @property
    def named(self) -> list[dict[str, Any]]:
        return self.invoices if len(self.invoices) <= NAMED else []

    @property
    def sums(self) -> list[tuple[str | None, Decimal]]:
        return sums_of(self.invoices)


async def done_to(page: Page) -> DoneTo | None:
    """Of the step that the address names. None where that was to no invoice that this person sees, or to the one that the page
    shows."""
    if page.done.said not in TO_INVOICES:
        return None
    ids = [id for id, _ in moved_of(page.done.of)] or ids_of(page.done.of)
    if page.path.startswith("/invoices/") and page.path.split("/")[2] in ids:
        return None
    return await done_to_these(page, ids)


async def done_to_these(page: Page, ids: Sequence[str]) -> DoneTo | None:
    if not ids or page.calls is None or not page.may(Permission.INVOICES_READ):
        return None
    found = await page.find("/v1/invoices", {"invoice_ids": ",".join(ids), "limit": len(ids)})
    return DoneTo(found["results"]) if found and found["results"] else None
