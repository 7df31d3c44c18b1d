"""A place is not enough against a sure reading: the value has to be called what is remembered."""

import pytest

from learning.papers import choice, corrected, reading
from payables.extraction.model import Choice, Field, Reading
from payables.learning.model.papers import Place
from payables.learning.rules.habits import memory_of
from payables.learning.rules.label import is_called_alike
from payables.learning.rules.recall import recall

ABOVE = "invoice date march"
AT = (0.62, 0.16)


def place(left: str, above: str = "") -> Place:
    return Place(left, above, 1, 1, 0.66, 0.165, "A99999")


def marked(left: str, value: str, *, read: str, sure: float = 0.97, above: str = ABOVE) -> Reading:
    """A paper that is read as `read`, with another value at the remembered place."""
    values = [choice(read, "invoice number", 0.62, 0.1), choice(value, left, *AT, above=above)]
    found = reading(values)
    found.fields["number"].confidence = sure
    return found


def lessons() -> list[dict[str, object]]:
    """Seven papers: "our mark" is where the number stands."""
    papers = [marked("our mark", f"Q{90100 + 7 * n}", read=f"C-{n}", sure=0.6) for n in range(7)]
    return [{"number": corrected(one, one.candidates["number"][1].value)} for one in papers]


def number_of(paper: Reading) -> Field:
    return recall(paper, memory_of(lessons())).fields["number"]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("left", "value"),
    [
        ("po number", "PO-7781"),
        ("order", "Q90201"),
        ("your order", "Q90201"),
        ("kundennummer", "K90201"),
        ("contract", "Q90201"),
        ("delivery note", "Q90201"),
        ("lot", "Q90201"),
        ("", "Q90201"),
    ],
)
def test_what_is_called_something_else_does_not_win_over_a_sure_reading(left: str, value: str) -> None:
    found = number_of(marked(left, value, read="HS-20417"))
    assert (found.value, found.by) == ("HS-20417", None)


@pytest.mark.parametrize("left", ["our mark", "our rnark", "see our mark"])
def test_what_is_called_as_remembered_does(left: str) -> None:
    found = number_of(marked(left, "Q90201", read="C-9", sure=0.85))
    assert (found.value, found.by) == ("Q90201", "memory")


def test_a_number_that_is_the_orders_needs_the_label_also_where_nothing_is_sure() -> None:
    paper = marked("lot", "Q90201", read="C-9", sure=0.3)
    paper.fields["purchase_order"] = Field("Q90201", 0.7)
    assert number_of(paper).value == "C-9"
    paper.candidates["number"][1] = Choice("Q90201", 0.5, 1, [0.62, 0.16, 0.7, 0.17], left="our mark", above=ABOVE)
    assert number_of(paper).value == "Q90201"


@pytest.mark.parametrize(
    ("name", "remembered", "found", "alike"),
    [
        ("number", place("order no"), place("order no"), True),  # the vendor's invoices are called so
        ("number", place("document no"), place("order no"), False),
        ("purchase_order", place("our order"), place("your order"), True),
        ("number", place("", "our mark"), place("", "our mark"), True),
        ("number", place("", "our mark"), place("march", "our mark"), True),
        ("number", place("net days", "our mark"), place("ten days", "our mark"), True),
        ("number", place("", "our mark"), place("", "customer no"), False),
        ("number", place(""), place(""), True),
        ("invoice_date", place("our day"), place("delivery day"), False),
        ("total_amount", place("amount due"), place("net due"), True),
    ],
)
def test_what_a_value_is_called(name: str, remembered: Place, found: Place, alike: bool) -> None:
    assert is_called_alike(name, remembered, found) is alike
