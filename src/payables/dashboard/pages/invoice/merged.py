"""What stands in a field of a form that is shown again: what is stored by now, and what somebody typed meanwhile.

Three values are weighed: what stood there when the person saw the page (`was.<name>` in the form), what they typed, and what is
stored now. What nobody else touched keeps what was typed; what the person left alone shows what is stored; where both have
changed it the stored one stands in the field and the typed one beside it. Nothing is written over either.
"""

from dataclasses import dataclass

from payables.dashboard.web.forms import Form, flat

MINE = "mine."  # before the name of a field: what was typed earlier, to be taken after all


@dataclass(frozen=True, slots=True)
class Merged:
    """`value` stands in the field, `stored` is what a change is told from. `typed`: what was typed where somebody else was
    faster; `before`: what stood there, where somebody else has changed it since."""

    value: str
    stored: str
    typed: str | None = None
    before: str | None = None


def merged(form: Form, name: str, stored: str) -> Merged:
    """`stored` as it would stand in the field."""
    before, typed = form.was(name), typed_in(form, name)
    if before is None:
        return Merged(stored, stored)
    since = before if before != flat(stored) else None
    if typed is None or typed in (before, flat(stored)):
        return Merged(stored, stored, before=since)
    return Merged(typed, stored) if since is None else Merged(stored, stored, typed=typed, before=since)


def typed_in(form: Form, name: str) -> str | None:
    """What a field says: what was typed before, where that was taken after all."""
    if f"{MINE}{name}" in form:
        return flat(form.text(f"{MINE}{name}"))
    return flat(form.text(name)) if name in form else None


def is_touched(form: Form, name: str) -> bool:
    """Whether it says something else than what stood there."""
    typed = typed_in(form, name)
    return typed is not None and typed != (form.was(name) or "")
