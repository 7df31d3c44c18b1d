"""Sums, lines and deductions decided together."""

from decimal import Decimal

import pytest

from extraction.test_languages import read
from extraction.test_lines import table, triples
from payables.extraction.document import read_pages
from payables.extraction.model import Reading

LINES = (
    ((40, "Description"), (300, "Qty"), (380, "Price"), (460, "Amount")),
    ((40, "Paint"), (300, "4"), (380, "12.50"), (460, "50.00")),
    ((40, "Brush"), (300, "2"), (380, "25.00"), (460, "50.00")),
)


def paper(*sums: tuple[str, str]) -> Reading:
    """An invoice of 100.00 in lines, with sums under it."""
    rows = tuple(((300, label), (460, value)) for label, value in sums)
    return read_pages(table(((40, "INVOICE 4711"),), *LINES, *rows))


def values(reading: Reading, *names: str) -> list[str | None]:
    return [reading.fields[n].value if n in reading.fields else None for n in names]


def adjusted(reading: Reading) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Allowances and charges as (reason, amount)."""
    both = (reading.allowances, reading.charges)
    first, second = ([(a.reason.value, a.amount.value) for a in some if a.reason and a.amount] for some in both)
    return first, second


SUMS = ("net_amount", "total_tax", "total_amount")


def test_net_and_tax_make_the_total_and_all_are_sure() -> None:
    found = paper(("Subtotal", "100.00"), ("VAT 20%", "20.00"), ("Total", "120.00"))
    assert values(found, *SUMS) == ["100.00", "20.00", "120.00"]
    assert min(found.fields[n].confidence for n in SUMS) > 0.9
    assert found.validation == []


def test_taxes_by_rate_add_up_to_one_that_is_not_printed() -> None:
    found = paper(("Subtotal", "100.00"), ("VAT 20%", "10.00"), ("VAT 5%", "2.50"), ("Total", "112.50"))
    assert values(found, *SUMS) == ["100.00", "12.50", "112.50"]
    tax = found.fields["total_tax"]
    assert (tax.box, tax.raw) == (None, None)
    assert tax.confidence < min(found.fields["net_amount"].confidence, found.fields["total_amount"].confidence)


def test_sums_that_do_not_close_are_shown_and_doubted() -> None:
    found = paper(("Subtotal", "100.00"), ("VAT 20%", "20.00"), ("Total", "125.00"))
    assert values(found, *SUMS) == ["100.00", "20.00", "125.00"]
    assert max(found.fields[n].confidence for n in SUMS) <= 0.5
    assert [f.rule for f in found.validation] == ["totals-close"]


def test_what_is_due_after_the_agencys_commission_is_the_total() -> None:
    found = paper(("Gross Total", "100.00"), ("Agency Commission", "15.00"), ("Net Amount Due", "85.00"))
    assert values(found, "total_amount", "total_tax") == ["85.00", None]
    assert adjusted(found) == ([("Agency Commission", "15.00")], [])
    assert found.validation == []


def test_a_commission_of_which_only_the_rate_is_printed_is_concluded() -> None:
    found = paper(("Agency Commission 15%", ""), ("Gross Total", "100.00"), ("Net Amount Due", "85.00"))
    assert values(found, "total_amount") == ["85.00"]
    [taken] = found.allowances
    assert taken.amount is not None and (taken.amount.value, taken.amount.box) == ("15.00", None)


def test_nothing_is_due_by_an_order() -> None:
    rows = (
        ((300, "Gross Total"), (460, "100.00")),
        ((300, "Agency Commission"), (460, "15.00")),
        ((300, "Net Total"), (460, "85.00")),
    )
    found = read_pages(table(((40, "ORDER 4711"),), *LINES, *rows))
    assert (values(found, "total_amount"), found.allowances) == (["100.00"], [])


@pytest.mark.parametrize(
    ("deposit", "due"), [("Less deposit", "Balance due"), ("Anzahlung", "Offener Betrag"), ("Acompte", "Net à payer")]
)
def test_a_prepayment_is_not_taken_off_the_total_but_shown(deposit: str, due: str) -> None:
    found = paper(("Subtotal", "100.00"), ("VAT 20%", "20.00"), ("Total", "120.00"), (deposit, "50.00"), (due, "70.00"))
    assert values(found, "total_amount", "prepaid_amount", "amount_due") == ["120.00", "50.00", "70.00"]


@pytest.mark.parametrize(
    ("payment", "due"),
    [
        (("Deposit paid", "50.00"), ("To pay GBP", "70.00")),
        (("Less deposit received", "-50.00"), ("Balance due GBP", "70.00")),
        (("Amount paid", "50.00"), ("Amount due", "70.00")),
        (("Vir SEPA 31/10/2026", "50.00"), ("Solde à payer", "70.00")),
    ],
)
def test_a_payment_is_neither_net_nor_tax_however_it_is_called(payment: tuple[str, str], due: tuple[str, str]) -> None:
    for sums in ([("Total GBP", "120.00")], [("Subtotal", "100.00"), ("VAT 20%", "20.00"), ("Total GBP", "120.00")]):
        found = paper(*sums, payment, due)
        assert values(found, "total_amount", "prepaid_amount", "amount_due") == ["120.00", "50.00", "70.00"]
        assert values(found, "total_tax") == [("20.00" if len(sums) > 1 else None)]


@pytest.mark.parametrize("paid", ["Paid by card 3 March", "Payment received", "Bereits bezahlt"])
def test_what_was_paid_in_full_leaves_nothing_due(paid: str) -> None:
    found = paper(
        ("Subtotal", "100.00"), ("VAT 20%", "20.00"), ("Total", "120.00"), (paid, "120.00"), ("Balance due", "0.00")
    )
    assert values(found, "total_amount", "prepaid_amount", "amount_due") == ["120.00", "120.00", "0.00"]


def test_change_at_the_till_is_no_amount_that_is_due() -> None:
    found = paper(("Total", "100.00"), ("Visa", "100.00"), ("Change due", "0.00"))
    assert values(found, "total_amount", "prepaid_amount") == ["100.00", None]


@pytest.mark.parametrize("due", ["Balance due", "Now payable", "Restbetrag", "Reste à payer", "Te betalen"])
def test_less_that_is_due_without_a_reason_is_told_and_the_total_doubted(due: str) -> None:
    found = paper(("Subtotal", "100.00"), ("VAT 20%", "20.00"), ("Total", "120.00"), (due, "70.00"))
    assert values(found, "total_amount", "amount_due") == ["120.00", None]
    assert found.fields["total_amount"].confidence <= 0.5
    assert [(f.rule, f.severity) for f in found.validation] == [("less-is-due", "error")]


@pytest.mark.parametrize("said", ["PAID IN FULL 3 March", "Betrag dankend erhalten", "Déjà payée", "Reeds voldaan"])
def test_a_paper_that_says_that_it_is_paid_is_looked_at(said: str) -> None:
    found = paper(("Subtotal", "100.00"), ("VAT 20%", "20.00"), ("Total", "120.00"), (said, ""))
    assert [(f.rule, f.severity) for f in found.validation] == [("says-paid", "error")]


def test_a_tax_that_is_called_paid_is_no_prepayment() -> None:
    found = paper(("Total", "100.00"), ("GST 6 % paid", "5.66"), ("Net", "94.34"))
    assert "prepaid_amount" not in found.fields


def test_a_discount_for_paying_early_is_not_taken() -> None:
    found = paper(
        ("Subtotal", "100.00"), ("VAT 20%", "20.00"), ("Total", "120.00"), ("3 % Skonto", "3.60"),
        ("Bei Zahlung bis 20.03.", "116.40")
    )  # fmt: skip
    assert values(found, "total_amount") == ["120.00"]
    assert adjusted(found) == ([], [])


def test_a_retention_of_guarantee_is_owed_later_and_not_taken() -> None:
    found = paper(
        ("Subtotal", "100.00"),
        ("VAT 20%", "20.00"),
        ("Total", "120.00"),
        ("Retention money 5%", "6.00"),
        ("Payable now", "114.00"),
    )
    assert values(found, "total_amount", "prepaid_amount") == ["120.00", None]
    assert [f.rule for f in found.validation] == ["less-is-due"]


def test_allowances_and_charges_lead_from_the_lines_to_the_net() -> None:
    found = paper(
        ("Positions", "100.00"), ("Discount 10%", "-10.00"), ("Freight", "5.00"), ("Net total", "95.00"),
        ("VAT 20%", "19.00"), ("Total", "114.00"),
    )  # fmt: skip
    assert values(found, *SUMS) == ["95.00", "19.00", "114.00"]
    assert adjusted(found) == ([("Discount 10%", "10.00")], [("Freight", "5.00")])
    assert found.validation == []


def test_rounding_to_five_cents_is_a_charge_or_an_allowance() -> None:
    found = paper(("Net", "94.37"), ("VAT 6%", "5.66"), ("Rounding", "-0.03"), ("Total", "100.00"))
    assert values(found, "total_amount") == ["100.00"]
    up = read_pages(
        table(((40, "INVOICE 4711"),), *LINES, ((300, "Rounding"), (460, "0.05")), ((300, "Total"), (460, "100.05")))
    )
    assert (values(up, "total_amount"), adjusted(up)) == (["100.05"], ([], [("Rounding", "0.05")]))


def test_lines_with_tax_in_them_add_up_to_the_total() -> None:
    found = paper(("Net", "83.33"), ("VAT 20%", "16.67"), ("Total incl. VAT", "100.00"))
    assert values(found, *SUMS) == ["83.33", "16.67", "100.00"]
    assert found.validation == []


def test_of_two_tables_the_one_that_adds_up_holds_the_lines() -> None:
    offers = (
        ((40, "Product"), (300, "Qty"), (380, "Price"), (460, "Amount")),
        ((40, "Next week: varnish"), (300, "1"), (380, "7.00"), (460, "7.00")),
    )
    sums = (((300, "Total"), (460, "100.00")),)
    found = read_pages(table(((40, "INVOICE 4711"),), *LINES, *sums, *offers))
    assert [t[3] for t in triples(found)] == ["50.00", "50.00"]


def test_lines_that_do_not_add_up_are_shown_as_they_are_and_named() -> None:
    found = paper(("Total", "110.00"))
    assert [t[3] for t in triples(found)] == ["50.00", "50.00"]
    assert [f.rule for f in found.validation] == ["lines-close"]


def test_a_line_that_does_not_multiply_is_shown_as_it_is_and_named() -> None:
    rows = (*LINES, ((40, "Ladder"), (300, "2"), (380, "30.00"), (460, "61.00")), ((300, "Total"), (460, "161.00")))
    found = read_pages(table(((40, "INVOICE 4711"),), *rows))
    assert triples(found)[-1] == ("Ladder", "2", "30.00", "61.00")
    assert [f.rule for f in found.validation] == ["line-closes", "line-costs-more"]


def test_names_and_amounts_without_a_header_are_lines_where_they_add_up() -> None:
    found = read("INVOICE 4711\nInsurance of the house | 80.00\nInsurance of glass | 20.00\nTotal | 100.00")
    assert [(i.name.value, i.amount.value) for i in found.items if i.name and i.amount] == [
        ("Insurance of the house", "80.00"), ("Insurance of glass", "20.00"),
    ]  # fmt: skip


def test_names_and_amounts_that_add_up_to_nothing_are_no_lines() -> None:
    assert read("INVOICE 4711\nInsurance of the house | 80.00\nInsurance of glass | 21.00\nTotal | 100.00").items == []


def test_a_row_that_another_one_includes_is_left_out_where_the_sum_proves_it() -> None:
    included = ((50, "of which levy"), (300, "1"), (460, "4.24"))
    found = read_pages(table(((40, "INVOICE 4711"),), *LINES, included, ((300, "Total"), (460, "100.00"))))
    assert [Decimal(t[3] or 0) for t in triples(found)] == [50, 50]


def test_what_was_handed_over_at_the_till_is_not_the_total() -> None:
    found = read(
        "Corner Parking\nTAX INVOICE\nTicket | 5.00\nAmount incl. GST | 5.00\nAccepted total | 10.00\nChange | 5.00"
    )
    assert values(found, "total_amount") == ["5.00"]


def test_a_tax_within_the_total_leaves_the_net_to_be_concluded() -> None:
    found = read("Corner Shop\nTAX INVOICE\nBread | 25.40\nTotal (incl. GST) | 25.40\nTotal includes 6% GST | 1.44")
    assert values(found, "total_amount", "total_tax", "net_amount") == ["25.40", "1.44", "23.96"]
    assert "totals-close" not in [finding.rule for finding in found.validation]


def test_of_two_totals_the_one_that_closes_to_the_cent_is_chosen() -> None:
    found = paper(("Subtotal", "100.00"), ("VAT 6%", "6.00"), ("Total", "106.00"), ("Balance", "106.01"))
    assert values(found, "total_amount") == ["106.00"]


def test_a_rounding_without_a_figure_before_its_point_counts() -> None:
    sums = "Total sales | 37.44\nRounding adjustment | .01\nTotal rounded | 37.45\nCASH | 40.00\nCHANGE | 2.55"
    found = read(f"Corner Shop\nTAX INVOICE\nSubtotal | 35.32\nGST 6% | 2.12\n{sums}")
    assert values(found, "total_amount") == ["37.45"]
    assert "totals-close" not in [finding.rule for finding in found.validation]
