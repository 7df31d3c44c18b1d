"""What the rows of a name hold that is broken over several."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from payables.extraction.fields.candidates.legal_forms import LEGAL_FORM
from payables.extraction.fields.candidates.names import Form, Name
from payables.extraction.fields.vendor_words import CALL_SIGN
from payables.extraction.page.model import Word

_BRACKET = re.compile(r"\([^()]*\)?")


@dataclass(frozen=True, slots=True)
class Pieces:
    """Words besides legal forms and brackets in the rows above the last and in the last. A name of one row is all last.

    `lower_is_company`: what is set over a company's full name, a brand or a branch, is no part of it.
    """

    core_of_upper: int
    core_of_lower: int
    upper_has_form: bool
    upper_is_call_sign: bool
    lower_in_bracket: bool
    lower_is_company: bool


def pieces_of(name: Name) -> Pieces:
    upper = ""
    if name.form == Form.JOINED:
        floor = name.words[-1].middle - name.words[-1].height / 2
        upper = " ".join(w.text for w in name.words if w.middle < floor)
    lower = name.value[len(upper) :].strip() if name.value.startswith(upper) else name.value
    core = core_words(lower)
    return Pieces(
        core_words(upper),
        core,
        bool(LEGAL_FORM.search(upper)),
        bool(CALL_SIGN.fullmatch(upper)),
        not lower[:1].isalnum(),
        bool(upper) and core > 1 and bool(LEGAL_FORM.search(lower)) and not LEGAL_FORM.search(upper),
    )


def place_in(block: Callable[[list[Word]], int | None], name: Name) -> int | None:
    """How far down in a block of Blocks the name stands; one over two rows counts from the first that is in it."""
    first = block(name.words)
    return block(name.words[-1:]) if first is None and name.form == Form.JOINED else first


def core_words(text: str) -> int:
    return len(re.findall(r"[\w&'’.-]{2,}", LEGAL_FORM.sub(" ", _BRACKET.sub(" ", text))))
