"""What was typed into a form whose sender has to sign in first: carried through the sign-in page, and offered once more."""

from urllib.parse import urlencode

import msgspec

from payables.dashboard.web import forms
from payables.dashboard.web.address import is_kept
from payables.dashboard.web.own_path import own_path
from payables.dashboard.web.page import Page

FIELD = "_carried"
NEVER = ("/signin", "/welcome", "/signout", "/me/")  # passwords and codes are carried nowhere
# Hidden fields, and which rows or lines are meant: they say nothing to whoever copies what they typed.
PUT_IN = frozenset(
    {
        "code_to",
        "invoice",
        "item_id",
        "line",
        "rule",
        "rule_etag",
        "shown_item",
        "stand_in_id",
        "step",
        "vendor_as",
        "vendor_id",
        "vendor_pick",
    }
)
PRESSED = frozenset({"all_right", "more_lines"})
NOT_TYPED = ("was.", "right.")  # before the name of a field: what stood in it, and that it is right


class Carried(msgspec.Struct):
    """A form: where it goes, its fields, the version of what was seen, so that nothing is overwritten by it, and the account and
    company that its page showed."""

    action: str
    typed: dict[str, list[str]]
    etag: str | None = None
    place: str | None = None

    @property
    def text(self) -> str:
        """For a hidden field."""
        return msgspec.json.encode(self).decode()

    @property
    def shown(self) -> dict[str, list[str]]:
        """What differs from what stood in the form before, for people to read and copy; without what the page put in."""
        return {
            name: values
            for name, values in self.typed.items()
            if not name.startswith(NOT_TYPED) and name not in PUT_IN | PRESSED
            if values != self.typed.get(f"was.{name}") and any(values)
        }


def carried_by(page: Page) -> Carried | None:
    """A form that was sent too late, or one that the sign-in page has carried already; None if there is none."""
    if text := page.form.optional(FIELD):
        return _read(text)
    if page.exchange.is_read or page.path.startswith(NEVER) or not page.form.typed:
        return None
    return Carried(_address(page), page.form.typed, page.form.etag, page.form.optional(forms.PLACE))


def _address(page: Page) -> str:
    kept = [(name, value) for name, value in page.pairs if is_kept(name)]
    return f"{page.path}?{urlencode(kept)}" if kept else page.path


def _read(text: str) -> Carried | None:
    """None for what no page of ours has made."""
    try:
        carried = msgspec.json.decode(text, type=Carried)
    except (msgspec.DecodeError, msgspec.ValidationError):
        return None
    if own_path(carried.action) != carried.action or carried.action.startswith(NEVER):
        return None
    return carried


def names_of(carried: Carried) -> list[tuple[str, str]]:
    """Its fields one by one, as hidden fields of a form."""
    fields = [(name, value) for name, values in carried.typed.items() if name[:1] != "_" for value in values]
    return [*fields, (forms.ETAG, carried.etag)] if carried.etag else fields
