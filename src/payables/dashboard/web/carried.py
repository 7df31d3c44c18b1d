"""What was typed into a form whose sender has to sign in first: carried through the sign-in page, and offered once more."""

import msgspec

from payables.dashboard.web import forms
from payables.dashboard.web.own_path import own_path
from payables.dashboard.web.page import Page

FIELD = "_carried"


class Carried(msgspec.Struct):
    """A form: where it goes, its fields, and the version of what was seen, so that nothing is overwritten by it."""

    action: str
    typed: dict[str, list[str]]
    etag: str | None = None

    @property
    def text(self) -> str:
        """For a hidden field."""
        return msgspec.json.encode(self).decode()


def carried_by(page: Page) -> Carried | None:
    """A form that was sent too late, or one that the sign-in page has carried already; None if there is none."""
    if forms_text := page.form.optional(FIELD):
        return _read(forms_text)
    if page.exchange.is_read or page.path.startswith(("/signin", "/welcome", "/signout")) or not page.form.typed:
        return None
    return Carried(page.path, page.form.typed, page.form.etag)


def _read(text: str) -> Carried | None:
    """Browsers write line ends of fields anew; JSON has none of its own."""
    try:
        carried = msgspec.json.decode(text, type=Carried)
    except (msgspec.DecodeError, msgspec.ValidationError):
        return None
    return carried if own_path(carried.action) == carried.action else None


def names_of(carried: Carried) -> list[tuple[str, str]]:
    """Its fields one by one, as hidden fields of a form."""
    fields = [(name, value) for name, values in carried.typed.items() if name[:1] != "_" for value in values]
    return [*fields, (forms.ETAG, carried.etag)] if carried.etag else fields
