"""A step on an invoice that was refused because another version is stored: what was typed for it stays on the page, whose form is
perhaps not offered any more (what somebody wanted to decline was approved meanwhile)."""

import re

from payables.dashboard.web.page import Page

_WORDS = (
    "comment",
    "why",
    "reason",
    "flagging_reason",
    "hold_reason",
    "match_reason",
    "claim_amount",
    "approver",
)
_SAVED = re.compile(r"/invoices/[^/]+/save")


def words_not_sent(page: Page) -> list[str] | None:
    """None where nothing was refused for that, or where it was the form of fields, in which what was typed stands again."""
    if not page.is_stale or _SAVED.fullmatch(page.path):
        return None
    return [words for name in _WORDS if (words := page.form.text(name))]
