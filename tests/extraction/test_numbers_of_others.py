"""An invoice whose own number was not read shows a contract's or an order's: that is never sure."""

import pytest

from extraction.test_type import page
from payables.extraction.document import read_pages
from payables.extraction.fields.number import RULE
from payables.extraction.fields.number_of_another import SUREST, UNNAMED, doubt_number_of_another
from payables.extraction.model import Field
from payables.extraction.page.document import Document

HEAD = "Harbour Supplies Ltd\n12 Quay Road\nBristol BS1 4AA\n"
SUMS = "\nNet total | 1.200,00\nVAT 19% | 228,00\nTotal | 1.428,00 EUR"


def number(text: str) -> Field | None:
    return read_pages([page(HEAD + text + SUMS)]).fields.get("number")


@pytest.mark.parametrize(
    "label",
    ["Contract #", "Order no.", "Customer number", "Account no.", "Vertragsnummer", "Your reference", "Agency ref"],
)
def test_the_number_of_something_else_on_an_invoice_is_never_sure(label: str) -> None:
    found = number(f"INVOICE\n{label} | 4251728\nDate | 10.02.2026")
    assert found is None or found.confidence <= SUREST


def test_an_invoices_own_number_stays_as_sure_as_it_is() -> None:
    found = number("INVOICE\nInvoice number | R-2026-77\nContract # | 4251728\nDate | 10.02.2026")
    assert found is not None
    assert (found.value, found.confidence > 0.9) == ("R-2026-77", True)


def test_a_number_that_is_named_the_invoices_at_one_place_is_its_own() -> None:
    paper = Document([page(HEAD + "Order no. | 4251728\nInvoice no. | 4251728")])
    fields = {"number": Field("4251728", 0.97), "type": Field("invoice", 0.99)}
    assert doubt_number_of_another(fields, paper) == fields


def test_a_contract_has_the_contracts_number() -> None:
    paper = Document([page("CONTRACT\nContract # | 4251728")])
    fields = {"number": Field("4251728", 0.97), "type": Field("other", 0.95)}
    assert doubt_number_of_another(fields, paper) == fields


def test_the_year_of_an_invoices_month_is_no_number() -> None:
    found = number("INVOICE\nInvoice Month | May 2020\nDate | 10.05.2020")
    assert found is None or found.confidence < 0.5


def test_an_invoice_that_says_whose_it_is_before_its_number_names_it() -> None:
    paper = Document([page("Rechnung des Versicherers Nr. | 01.234.567.8-2018-1\nDatum | 10.05.2020")])
    assert [c.value for _, c in RULE.ranked(paper)][:1] == ["01.234.567.8-2018-1"]


def test_a_number_that_nothing_names_or_of_two_figures_is_not_sure_enough_to_go_on_unseen() -> None:
    paper = Document([page(HEAD + "4251728\nNo. | 14\nInvoice no. | 12")])
    sure = {
        v: doubt_number_of_another({"number": Field(v, 0.97), "type": Field("invoice", 0.99)}, paper)["number"]
        for v in ("4251728", "14", "12")
    }
    assert {value: number.confidence for value, number in sure.items()} == {
        "4251728": UNNAMED,
        "14": UNNAMED,
        "12": 0.97,
    }
