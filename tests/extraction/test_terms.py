"""Payment terms in six languages, and due dates that follow from them: papers made up here."""

from datetime import date

import pytest

from extraction.test_languages import page
from payables.extraction.document import read_pages
from payables.extraction.fields.due_by_terms import due_by
from payables.extraction.fields.term_words import understood
from payables.extraction.model import Reading, Terms
from payables.extraction.page.language import plain

HEAD = "Harbour Supplies Ltd\n12 Quay Road\nINVOICE\nInvoice number: HS-20417\nInvoice date: 14 March 2026\n"


def read(text: str) -> Reading:
    return read_pages([page(text)])


def meaning(text: str) -> tuple[int | None, str, list[tuple[str, int]]] | None:
    terms = understood(plain(text))
    return terms and (terms.days, terms.counted, [(d.percent, d.days) for d in terms.discounts])


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Net 30", 30), ("n/30", 30), ("Payment terms: 15 days", 15), ("Payment is due within 30 days from invoice date", 30),
        ("Payable within thirty (30) days of invoice date", 30), ("Due on receipt", 0), ("30 days net", 30),
        ("Zahlbar innerhalb von 14 Tagen ohne Abzug", 14), ("Zahlungsziel: 30 Tage netto", 30), ("Zahlbar sofort", 0),
        ("Bitte überweisen Sie den Betrag binnen 10 Tagen", 10), ("Die Rechnung ist sofort fällig.", 0),
        ("Conditions de paiement : 30 jours", 30), ("Paiement à 45 jours", 45), ("Payable à réception", 0),
        ("Paiement immédiat", 0), ("Conditions de paiement 30% d'acompte, solde à 30 j", 30),
        ("Condiciones de pago: 60 días", 60), ("Pago a 30 días fecha factura", 30), ("Pago al contado", 0),
        ("Pagamento: 30 giorni data fattura", 30), ("Pagamento 60 gg d.f.", 60), ("Rimessa diretta", 0),
        ("Betaling binnen 14 dagen na factuurdatum", 14), ("Betalingstermijn: 30 dagen", 30),
    ],
)  # fmt: skip
def test_days_are_counted_from_the_invoices_date(text: str, days: int) -> None:
    assert meaning(text) == (days, "after_invoice", [])


@pytest.mark.parametrize(
    ("text", "days", "counted"),
    [
        ("Paiement à 30 jours fin de mois", 30, "to_month_end"), ("Pagamento 30 giorni fine mese", 30, "to_month_end"),
        ("Pago a 60 días fin de mes", 60, "to_month_end"), ("Betaling 30 dagen einde maand", 30, "to_month_end"),
        ("Net 30 EOM", 30, "after_month_end"), ("Payment 15 days after end of month", 15, "after_month_end"),
    ],
)  # fmt: skip
def test_the_end_of_a_month_counts_where_the_terms_name_it(text: str, days: int, counted: str) -> None:
    assert meaning(text) == (days, counted, [])


@pytest.mark.parametrize(
    ("text", "days", "discounts"),
    [
        ("2% 10 net 30", 30, [("2", 10)]), ("2/10, n/30", 30, [("2", 10)]), ("2% 10 days, net 30", 30, [("2", 10)]),
        ("Zahlbar innerhalb 30 Tagen netto, 3% Skonto innerhalb 10 Tagen", 30, [("3", 10)]),
        ("Bei Zahlung innerhalb 14 Tagen gewähren wir 2,0% Skonto.", None, [("2.0", 14)]),
        ("10 Tage 2 % Skonto, 30 Tage netto", 30, [("2", 10)]),
        ("2 % d'escompte sous 10 jours, paiement à 30 jours", 30, [("2", 10)]),
        ("Sconto 2% entro 10 giorni, pagamento 30 giorni", 30, [("2", 10)]),
        ("2% korting binnen 8 dagen, betaling binnen 30 dagen", 30, [("2", 8)]),
        ("2% de descuento a 10 días, pago a 30 días", 30, [("2", 10)]),
    ],
)  # fmt: skip
def test_a_discount_for_paying_early_is_told_apart(
    text: str, days: int | None, discounts: list[tuple[str, int]]
) -> None:
    assert meaning(text) == (days, "after_invoice", discounts)


@pytest.mark.parametrize(
    "text",
    [
        "Goods may be exchanged within 7 days with this receipt", "Umtausch innerhalb 14 Tagen gegen Rechnung",
        "If payment is not made within 60 days from the due date interest is charged", "Delivery within 30 days",
        "Materials are purged after 90 days", "Call us within 5 days", "Payment terms: see contract",
    ],
)  # fmt: skip
def test_days_of_other_things_are_no_terms(text: str) -> None:
    assert meaning(text) is None


@pytest.mark.parametrize(
    ("terms", "due"),
    [
        (Terms(30), date(2026, 2, 14)),
        (Terms(0), date(2026, 1, 15)),
        (Terms(30, "to_month_end"), date(2026, 2, 28)),
        (Terms(30, "after_month_end"), date(2026, 3, 2)),
        (Terms(0, "to_month_end"), date(2026, 1, 31)),
        (Terms(None), None),
    ],
)
def test_the_due_date_is_reckoned_from_the_fifteenth_of_january(terms: Terms, due: date | None) -> None:
    assert due_by(date(2026, 1, 15), terms) == due


def test_a_due_date_that_is_not_printed_is_reckoned_and_marked() -> None:
    reading = read(HEAD + "Total GBP | 588.00\nPayment terms: Net 30 days")
    due, issued = reading.fields["due_date"], reading.fields["invoice_date"]
    assert (due.value, due.by, due.box) == ("2026-04-13", "terms", None)
    assert due.confidence < issued.confidence
    assert reading.terms == Terms(30)
    assert reading.fields["payment_terms"].value == "Payment terms: Net 30 days"


def test_terms_stand_beside_or_under_their_label() -> None:
    assert read(HEAD + "Terms | 14 days\nTotal GBP | 588.00").terms == Terms(14)
    assert read(HEAD + "Zahlungsbedingungen\n14 Tage netto\nTotal GBP | 588.00").terms == Terms(14)


def test_a_printed_due_date_stands_against_the_terms() -> None:
    due = read(HEAD + "Due date: 1 May 2026\nTotal GBP | 588.00\nPayment terms: Net 30 days").fields["due_date"]
    assert (due.value, due.by) == ("2026-05-01", None)


def test_terms_without_days_reckon_nothing() -> None:
    reading = read(HEAD + "Total GBP | 588.00\nBei Zahlung innerhalb 14 Tagen 2 % Skonto")
    assert "due_date" not in reading.fields
    assert reading.terms and [(d.percent, d.days) for d in reading.terms.discounts] == [("2", 14)]
