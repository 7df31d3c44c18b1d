"""Where an invoice stands in the queue it was opened from, and where to go from it."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from payables.dashboard.pages.queue import FILTERS, PER_PAGE, QUEUES, asked
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply

OF_QUEUE = ("queue", *FILTERS, "page")  # what an address keeps of the queue
_OURS = re.compile(r"/(?:invoices/[0-9a-f-]{1,40}|queue/[a-z-]{1,40})(?:\?[^\\#]*)?")


@dataclass(frozen=True, slots=True)
class Going:
    """`position` is None where the invoice is not (any more) where it was opened. Addresses are whole: path and query."""

    queue: str | None
    back: str
    position: int | None
    count: int
    previous: str | None
    next: str | None

    @property
    def onward(self) -> str:
        """Where to go when this invoice is done with."""
        return self.next or self.previous or self.back


async def going_on(page: Page, invoice_id: str) -> Going:
    """The one list of the queue that the invoice was opened from tells all of it."""
    kept = {name: value for name in OF_QUEUE if (value := page.query.get(name))}
    queue = kept.pop("queue", None)
    if queue not in QUEUES:
        return Going(None, "/", None, 0, None, None)
    back = _address(f"/queue/{queue}", kept)
    found = await page.get("/v1/invoices", asked(page, queue))
    ids = [one["id"] for one in found["results"]]
    if invoice_id not in ids:
        return Going(queue, back, None, found["count"], None, _invoice(ids[0], queue, kept) if ids else None)
    at = ids.index(invoice_id)
    number = found["page"]
    before, after = await _over_the_edge(page, queue, found, at)
    earlier = _invoice(ids[at - 1], queue, kept) if at else before and _invoice(before, queue, kept, number - 1)
    later = (
        _invoice(ids[at + 1], queue, kept) if at + 1 < len(ids) else after and _invoice(after, queue, kept, number + 1)
    )
    return Going(queue, back, (number - 1) * PER_PAGE + at + 1, found["count"], earlier, later)


def of_queue(page: Page) -> dict[str, str]:
    """The query of the address without what was done last."""
    return {name: value for name, value in page.query.items() if name not in ("said", "of")}


def go_on(page: Page, otherwise: str, **query: Any) -> Reply:
    """To where the form said that it goes on from here (its field `_on`), if that is a page of ours."""
    wanted = page.form.text("_on")
    return page.go(wanted if _OURS.fullmatch(wanted) else otherwise, **query)


async def _over_the_edge(page: Page, queue: str, found: dict[str, Any], at: int) -> tuple[str | None, str | None]:
    """The last of the page before and the first of the page after, where the invoice stands at an edge."""
    number, last = found["page"], -(-found["count"] // PER_PAGE)
    before = await _ids(page, queue, number - 1) if at == 0 and number > 1 else []
    after = await _ids(page, queue, number + 1) if at + 1 == len(found["results"]) and number < last else []
    return (before[-1] if before else None), (after[0] if after else None)


async def _ids(page: Page, queue: str, number: int) -> list[str]:
    found = await page.get("/v1/invoices", {**asked(page, queue), "page": number})
    return [one["id"] for one in found["results"]]


def _invoice(id: str, queue: str, kept: dict[str, str], number: int | None = None) -> str:
    return _address(f"/invoices/{id}", {"queue": queue, **kept, **({"page": str(number)} if number else {})})


def _address(path: str, query: dict[str, str]) -> str:
    return f"{path}?{urlencode(query)}" if query else path
