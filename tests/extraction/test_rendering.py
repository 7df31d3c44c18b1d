"""An e-invoice as a page: everything the sender says, nothing that the sender could do."""

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.desk import Desk
from extraction.einvoice_full import CII_FULL, UBL_FULL
from extraction.einvoices import CII, UBL, UBL_CREDIT
from payables.extraction.model import Field, Finding, Line, Reading
from payables.extraction.rendering.markup import safe
from payables.extraction.rendering.page import rendering
from payables.extraction.rendering.style import CSS, POLICY
from payables.extraction.rendering.words import figure, rate

TAGS = {
    "html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "div", "section", "strong", "dl", "dt", "dd",
    "table", "thead", "tbody", "tr", "th", "td", "ul", "li", "footer",
}  # fmt: skip
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style><script>alert(1)</script>",
    "</title><svg onload=alert(1)>",
    "javascript:alert(1)",
    "<!--", "]]>", "&lt;b&gt;", "{{7*7}}", "%3Cscript%3E",
    "<a href='https://evil.example'>pay here</a>",
    "<base href='https://evil.example/'>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<link rel=stylesheet href=//evil.example>",
    "<iframe src=//evil.example>",
    "<form action=//evil.example><input>",
]  # fmt: skip


class Parsed(HTMLParser):
    """Elements, attributes and words of a page, as a browser would find them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_comment(self, data: str) -> None:
        self.tags.add("!--")


def shown(desk: Desk, xml: bytes) -> str:
    return rendering(desk.read(xml, "invoice.xml"))


@pytest.mark.parametrize("xml", [UBL_FULL, CII_FULL], ids=["ubl", "cii"])
def test_the_page_shows_all_that_the_sender_says(desk: Desk, xml: bytes) -> None:
    words = " ".join(Parsed(shown(desk, xml)).words)
    for said in (
        "Invoice VG-88", "Vogel GmbH", "Hotel Anker AG", "Faktor AG", "Fiskal BV", "Lager Nord", "89073 Ulm",
        "2026-06-03", "04011000-12345-39", "KST 7", "PO-31", "VG-80", "LS-4", "WE-4", "LOS-2", "V-1", "Z-55", "P-3",
        "DE75512108001245126199", "SOGEDEFFXXX", "M-7", "DE98ZZZ09999999999", "6789", "VG-88/26", "30 Tage netto",
        "Schraube", "M4 verzinkt", "400 pcs", "per 100 pcs", "55.00 less 6.00", "K-1", "04012345123456", "Farbe",
        "Charge: 4.00 Eilig", "Treue", "5 % of 200.00", "19 %", "Steuerfrei", "VATEX-EU-132", "276.10 EUR", "401.00 SEK",
        "Danke für den Auftrag", "stunden.csv", "4 bytes", "text/csv",
    ):  # fmt: skip
        assert said in words, said


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_shown_and_do_nothing(desk: Desk, text: str) -> None:
    written = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;").encode()
    xml = UBL_FULL
    for place in (b"Vogel GmbH", b"VG-88<", b"Schraube", b"stunden.csv", "Danke für den Auftrag".encode(), b"Silber"):
        end = b"<" if place.endswith(b"<") else b""
        xml = xml.replace(place, written + end)
    page = Parsed(shown(desk, xml))
    assert page.tags <= TAGS
    assert page.attributes <= {"class", "charset", "lang"}
    assert "".join(page.words).count(" ".join(text.split())) >= 6


@given(st.text(max_size=60))
def test_no_text_makes_an_element(text: str) -> None:
    reading = Reading("xml", ["xml:ubl"], 0, fields={"number": Field(text, 1.0), "vendor_name": Field(text, 1.0)})
    reading.items = [Line(name=Field(text, 1.0))]
    reading.validation = [Finding(text, "error", text)]
    page = Parsed(rendering(reading))
    assert page.tags <= TAGS
    assert page.attributes <= {"class", "charset", "lang"}


def test_marks_that_turn_writing_round_are_taken_out() -> None:
    assert safe("1\u202e00\u2066.2\u200b1\x00") == "100.21"


def test_nothing_is_fetched_and_no_script_is_there(desk: Desk) -> None:
    page = shown(desk, UBL_FULL)
    assert not re.search(r"(?i)<script|src=|href=|url\(|@import|style=", page)


def test_the_policy_lets_in_the_pages_own_style_and_nothing_else(desk: Desk) -> None:
    [style] = re.findall(r"<style>(.*?)</style>", shown(desk, UBL), re.DOTALL)
    named = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert style == CSS
    assert f"default-src 'none'; style-src 'sha256-{named}';" in POLICY
    assert "sandbox" in POLICY


def test_findings_stand_first_and_the_worst_of_them_before_the_others(desk: Desk) -> None:
    page = shown(
        desk, CII.replace(b"238.00", b"239.00").replace(b"LineTotalAmount>200", b'LineTotalAmount currencyID="EUR">200')
    )
    assert page.index("Findings of the checks") < page.index("error: BR-CO-15") < page.index("warning: CII-DT-031")
    assert page.index("warning: CII-DT-031") < page.index(">Seller<")


def test_a_credit_note_is_called_one(desk: Desk) -> None:
    assert "<h1>Credit memo UB-771</h1>" in shown(desk, UBL_CREDIT)


def test_a_reading_of_before_the_details_shows_what_it_has() -> None:
    fields = {"number": Field("A-1", 1.0), "vendor_name": Field("Old GmbH", 1.0), "amount_due": Field("12.5", 1.0)}
    page = " ".join(Parsed(rendering(Reading("xml", ["xml:cii"], 0, fields=fields))).words)
    assert "Old GmbH" in page
    assert "12.50" in page


def test_only_what_was_read_from_xml_is_an_e_invoice() -> None:
    assert Reading("pdf", ["xml:cii", "text"], 1).is_xml
    assert not Reading("pdf", ["text"], 1).is_xml


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("1234567.5", "1,234,567.50"),
        ("158.1250000000", "158.125"),
        ("-0.10", "-0.10"),
        ("30.00000", "30.00"),
        ("4", "4"),
        ("-1200", "-1,200"),
        ("ten", "ten"),
        (None, ""),
    ],
)
def test_figures_are_written_as_people_write_them(value: str | None, written: str) -> None:
    assert figure(value) == written


def test_rates_have_no_cents_that_say_nothing() -> None:
    assert (rate("19.00"), rate("5.5"), rate(None)) == ("19 %", "5.50 %", "")
