"""What was read beside what is on the paper."""

from decimal import Decimal

from tests.app.demo.outcomes import invoice, outcome, reason

from payables.app.demo.outcome import Match, cells, is_as_on_paper


def test_capitals_and_trailing_zeros_make_no_difference() -> None:
    found = outcome(invoice(total_amount=Decimal("1091.10")))
    assert [cell.match for cell in cells(found)] == [Match.RIGHT] * 4
    assert is_as_on_paper(found)


def test_a_value_that_differs_and_one_that_is_missing_are_told_apart() -> None:
    found = outcome(invoice(number="20417", total_amount=None))
    assert [cell.match for cell in cells(found)] == [Match.OTHERWISE, Match.RIGHT, Match.MISSING, Match.RIGHT]
    assert not is_as_on_paper(found)


def test_a_documents_own_truth_is_not_known() -> None:
    found = outcome(invoice(number=None), truth=None)
    assert [cell.match for cell in cells(found)] == [Match.MISSING, *[Match.UNKNOWN] * 3]


def test_a_copy_shows_nothing_of_its_originals_invoice() -> None:
    copy = outcome(duplicate=True)
    assert cells(copy) == []
    assert copy.reasons == []


def test_reasons_that_say_the_same_are_one_sentence_with_their_fields() -> None:
    hard = "This was hard to read."
    reasons = [
        reason("doubtful_reading", hard, "invoice_date"),
        reason("missing_total", "The total is missing.", "total_amount"),
        reason("doubtful_reading", hard, "purchase_order"),
    ]
    assert outcome(invoice(reasons=reasons)).reasons == [
        "Invoice date, purchase order: This was hard to read.",
        "The total is missing.",
    ]
