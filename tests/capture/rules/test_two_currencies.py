"""Papers with sums in two currencies."""

from payables.capture.rules.two_currencies import two_currencies
from payables.extraction.model import Finding, Reading


def reading(*findings: Finding) -> Reading:
    return Reading("pdf", ["text"], 1, validation=list(findings))


def test_all_that_is_told_is_one_reason_about_the_currency() -> None:
    told = [
        Finding("two-currencies", "warning", f"The total is in EUR and the {what} in USD.") for what in ("tax", "net")
    ]
    [reason] = two_currencies(reading(*told))
    assert (reason.code, reason.field) == ("two_currencies", "currency")
    assert reason.message == (
        "The total is in EUR and the tax in USD. The total is in EUR and the net in USD. "
        "Compare the paper, then correct or confirm the currency and the sums."
    )


def test_what_is_converted_stops_nothing() -> None:
    assert two_currencies(reading(Finding("converted-amount", "info", "The paper also shows USD 5.00."))) == []
