"""Errors of a reading's checks, as reasons of its invoice."""

from payables.capture.rules.failed_checks import failed_checks
from payables.extraction.model import Finding, Reading


def told(*findings: Finding) -> list[str]:
    reasons = list(failed_checks(Reading("xml", ["xml:ubl"], 0, validation=list(findings))))
    assert all((reason.code, reason.field) == ("document_check_failed", None) for reason in reasons)
    return [reason.message for reason in reasons]


def error(rule: str, message: str = "It is wrong.") -> Finding:
    return Finding(rule, "error", message)


def test_one_broken_rule_is_told_in_its_own_words() -> None:
    assert told(error("BR-CO-15", "The sum is wrong.")) == ["BR-CO-15: The sum is wrong."]


def test_several_broken_rules_of_the_norm_are_one_reason_that_names_them() -> None:
    assert told(error("BR-CO-15"), error("CII-SR-9"), error("UBL-DT-1")) == [
        "3 rules of EN 16931 are broken: BR-CO-15, CII-SR-9, UBL-DT-1; see extraction.validation. "
        "Ask the vendor for a valid invoice, or compare this one."
    ]


def test_of_very_many_only_the_first_are_named() -> None:
    [sentence] = told(*(error(f"BR-{n}") for n in range(1, 15)))
    assert sentence.startswith("14 rules of EN 16931 are broken: BR-1, BR-2,")
    assert "BR-10 and 4 more; " in sentence


def test_what_is_no_rule_of_the_norm_is_told_beside_it() -> None:
    page = error("page-differs", "The XML says the total amount is 1.00, but the page says 2.00.")
    norm, own = told(error("BR-1"), page, error("BR-2"))
    assert norm.startswith("2 rules of EN 16931 are broken: BR-1, BR-2; ")
    assert own == f"page-differs: {page.message}"


def test_warnings_and_information_stop_nothing() -> None:
    assert told(Finding("BR-1", "warning", "Hm."), Finding("page-differs", "info", "Hm.")) == []
