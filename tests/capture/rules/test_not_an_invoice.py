"""Papers that are no invoices are shown to people."""

import pytest

from payables.capture.rules.not_an_invoice import not_an_invoice
from payables.extraction.model import Field, Reading


def reasons(type: str, confidence: float, raw: str | None = None) -> list[tuple[str, str | None]]:
    fields = {"type": Field(type, confidence, raw=raw)}
    return [(reason.code, reason.field) for reason in not_an_invoice(Reading("pdf", ["text"], 1, fields=fields))]


@pytest.mark.parametrize("type", ["invoice", "credit_memo"])
def test_an_invoice_goes_on(type: str) -> None:
    assert reasons(type, 0.9) == []


@pytest.mark.parametrize(("type", "confidence"), [("statement", 0.95), ("other", 0.95), ("other", 0.3)])
def test_a_statement_and_any_other_paper_stop(type: str, confidence: float) -> None:
    assert reasons(type, confidence) == [("not_an_invoice", "type")]


def test_a_paper_that_hardly_says_what_it_is_stops() -> None:
    assert reasons("invoice", 0.4) == [("doubtful_reading", "type")]


def test_the_sentence_quotes_what_the_paper_calls_itself() -> None:
    reading = Reading("pdf", ["text"], 1, fields={"type": Field("other", 0.9, raw="2. Mahnung")})
    assert "“2. Mahnung”" in not_an_invoice(reading)[0].message


def test_the_sentence_quotes_what_makes_an_invoice_doubtful() -> None:
    reading = Reading("pdf", ["text"], 1, fields={"type": Field("invoice", 0.4, raw="Credit note - not payable")})
    assert "“Credit note - not payable”" in not_an_invoice(reading)[0].message


def test_a_document_that_says_nothing_of_its_type_gives_no_reason() -> None:
    assert not_an_invoice(Reading("xml", ["xml:ubl"], 1)) == []
