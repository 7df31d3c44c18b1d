"""Where what was just done to an invoice is taken back. The address names what was done and to what, and an address can be
anybody's: a form is sent to nothing but an invoice of this exact shape."""

import re

from payables.dashboard.web.page import Page

_ID = r"(?:[0-9]{1,9}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
_ONE = re.compile(_ID)
_PAIR = re.compile(f"{_ID}/duplicates/{_ID}")

UNDOES = {"archived": ("restore", _ONE), "restored": ("archive", _ONE), "kept_both": ("reopen", _PAIR)}


def undo_path(page: Page) -> str | None:
    """The path of the action; None where nothing was done that one step takes back."""
    done = UNDOES.get(page.query.get("said", ""))
    of = page.query.get("of", "")
    return f"/invoices/{of}/{done[0]}" if done and done[1].fullmatch(of) else None
