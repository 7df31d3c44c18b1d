"""Values that are printed oddly or that OCR misread are candidates too; what is misread as a label is still a label."""

import pytest

from payables.extraction.fields.candidates.amounts import amounts
from payables.extraction.fields.candidates.dates import dates
from payables.extraction.fields.candidates.identifiers import identifiers
from payables.extraction.fields.candidates.misread import legible
from payables.extraction.fields.candidates.tax_ids import ibans, vat_ids
from payables.extraction.fields.number import RULE as NUMBER
from payables.extraction.page.document import Document
from payables.extraction.page.model import Page, Word

LINE, LETTER = 14.0, 5.0


def paper(*lines: str, source: str = "text") -> Document:
    """Cells of a line are divided by '|'."""
    words: list[Word] = []
    for i, line in enumerate(lines):
        x = 40.0
        for cell in line.split("|"):
            for text in cell.split():
                words.append(Word(text, x, 50 + i * LINE, x + LETTER * len(text), 60 + i * LINE))
                x += LETTER * (len(text) + 1)
            x += 20
    return Document([Page(1, 595, 842, words, source)])


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("Invoice Date: August 3 , 2014", "2014-08-03"),
        ("Invoice Date: August 3, | 2014", "2014-08-03"),
        ("Invoice Date 05t31t20", "2020-05-31"),
        ("Invoice Date 05126120", "2020-05-26"),
        ("Invoice Date 05lo4l20", "2020-05-04"),
        ("Date/Time 20180428/191204", "2018-04-28"),
        ("27032018", "2018-03-27"),
    ],
)
def test_a_date_in_odd_print_or_misread_is_a_candidate(printed: str, value: str) -> None:
    found = dates(paper(printed, "Total USD 20.00", "Flight 05/13/20 - 05/31/20" if "05" in printed else "and"))
    assert value in [c.value for c in found]


def test_a_repaired_date_says_so_and_a_printed_one_does_not() -> None:
    found = dates(paper("Date 05t31t20", "Due 06/30/2020", "$ 1.00"))
    assert [(c.value, c.repaired) for c in found] == [("2020-05-31", True), ("2020-06-30", False)]


@pytest.mark.parametrize(
    ("printed", "value"), [("RM96. 20", "96.20"), ("28-90", "28.90"), ("28:90", "28.90"), ("s55.00", "55.00")]
)
def test_a_misread_sum_of_a_scan_is_a_candidate_beside_a_word_for_sums(printed: str, value: str) -> None:
    found = amounts(paper(f"TOTAL | {printed}", source="ocr:rapidocr"))
    assert (value, True) in [(c.value, c.repaired) for c in found]


def test_a_rate_on_a_scan_is_no_sum() -> None:
    found = amounts(paper("Tax 6.25% of 494.80 | 30.93", "Tax 6.25 % | 7.50", source="ocr:rapidocr"))
    assert [c.value for c in found] == ["494.80", "30.93", "7.50"]


def test_times_and_sums_of_a_text_layer_are_not_repaired() -> None:
    assert amounts(paper("Opened 12:30", "Served 10-45", source="ocr:rapidocr")) == []
    assert amounts(paper("TOTAL 28-90")) == []


def test_misread_label_words_are_put_right_and_values_are_left() -> None:
    assert legible("lnvoice date") == "invoice date"
    assert legible("t0tal am0unt") == "total amount"
    assert legible("anount due") == "amount due"
    assert legible("order 80115") == "order 80115"


def test_a_range_of_dates_is_no_number() -> None:
    assert [c.value for c in identifiers(paper("Schedule 02/21/20-02/25/20 and 4251728"))] == ["4251728"]


def test_a_paper_without_an_invoice_number_has_its_contracts() -> None:
    contract = paper("Contract # | 4251728 | Date Entered | 02/20/20", "External # | ECR26805430")
    assert [c.value for _, c in NUMBER.ranked(contract)][:1] == ["4251728"]
    invoice = paper("Contract # | 4251728", "Invoice # | 88-1")
    assert [c.value for _, c in NUMBER.ranked(invoice)][:1] == ["88-1"]


@pytest.mark.parametrize(
    ("lines", "value", "repaired"),
    [
        (("IBAN GB33 BUKB 2020 1555 5555 55 BIC BUKBGB22",), "GB33BUKB20201555555555", False),
        (("IBAN: FR76 10107 00245 00617052317 39 - BIC",), "FR7610107002450061705231739", False),
        (("IBAN: GBI6 BUKB 2020 1555 5555 55",), "GBI6BUKB20201555555555", False),
        (("IBAN: GB3E BUKB", "IBAN: DE7S 5121 O800 1245 1261 99"), "DE75512108001245126199", True),
        (("Please transfer it to IBAN", "DE75 1234 5678 0000 0012 34, BIC"), "DE75123456780000001234", False),
    ],
)
def test_an_account_is_found_in_odd_print(lines: tuple[str, ...], value: str, repaired: bool) -> None:
    assert (value, repaired) in [(c.value, c.repaired) for c in ibans(paper(*lines))]


def test_a_french_vat_id_may_be_printed_in_any_groups() -> None:
    assert [c.value for c in vat_ids(paper("TVA: FR 604 219 388 61"))] == ["FR60421938861"]
