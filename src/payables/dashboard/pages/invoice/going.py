"""Where an invoice stands in the queue it was opened from, and where to go from it."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from payables.dashboard.pages.lists import PER_PAGE
from payables.dashboard.pages.queue import FILTERS, QUEUES, asked
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply

OF_QUEUE = ("queue", *FILTERS, "page")  # what an address keeps of the queue
SHOWN = ("lines",)  # and of what its page shows
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
    """Of an invoice that has left its queue, as it is when it was decided: between which it would stand."""
    kept = {name: value for name in OF_QUEUE if (value := page.query.get(name))}
    queue = kept.pop("queue", None)
    if queue not in QUEUES:
        return Going(None, "/", None, 0, None, None)
    found = await page.get(f"/v1/invoices/{invoice_id}/neighbours", asked(page, queue))
    position = found["position"]

    def to(id: str | None, step: int) -> str | None:
        return id and _address(f"/invoices/{id}", {"queue": queue, **_on_page(kept, position and position + step)})

    back = _address(f"/queue/{queue}", _on_page(kept, position))
    return Going(queue, back, position, found["count"], to(found["previous"], -1), to(found["next"], 1))


def back_to(page: Page, id: str, **told: Any) -> Reply:
    """To the page of an invoice, as it was opened: from the same place of the same queue, showing as much. What was done before
    is told no more; `told` is what was done now."""
    kept = {name: value for name in (*OF_QUEUE, *SHOWN) if (value := page.query.get(name))}
    return page.go(f"/invoices/{id}", **{**kept, **told})


def go_on(page: Page, otherwise: str, **query: Any) -> Reply:
    """To where the form said that it goes on from here (its field `_on`), if that is a page of ours."""
    wanted = page.form.text("_on")
    return page.go(wanted if _OURS.fullmatch(wanted) else otherwise, **query)


def _on_page(kept: dict[str, str], position: int | None) -> dict[str, str]:
    """With the page of the queue on which an invoice at this position stands; the first is not named."""
    if position is None:
        return kept
    number = -(-position // PER_PAGE)
    return {
        **{name: value for name, value in kept.items() if name != "page"},
        **({"page": str(number)} if number > 1 else {}),
    }


def _address(path: str, query: dict[str, str]) -> str:
    return f"{path}?{urlencode(query)}" if query else path
