"""Who wrote the paper: names out of cells, brackets, sentences and several rows, and what goes with them."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.test_languages import page
from payables.extraction.fields import contacts, party
from payables.extraction.fields.candidates.names import MOST as MOST_NAMES
from payables.extraction.fields.candidates.names import names
from payables.extraction.fields.name_pieces import pieces_of
from payables.extraction.fields.printed_texts import LONGEST, MOST, printed_texts
from payables.extraction.fields.vendor_heads import said_of_buyers
from payables.extraction.fields.vendor_name import RULE
from payables.extraction.model import Field
from payables.extraction.page.document import Document
from payables.extraction.page.model import Page, Word
from payables.extraction.ranking.rank import best

Print = tuple[float, float, str]  # from the left, from the top, text

LETTERHEAD: list[Print] = [
    (60, 40, "Nordlicht Leuchten GmbH"),
    (60, 54, "Hafenstraße 12"),
    (60, 68, "20457 Hamburg"),
    (60, 150, "Rechnung an"),
    (60, 164, "Blauer Anker Hotels AG"),
    (60, 178, "Kaiweg 3"),
    (60, 192, "28195 Bremen"),
    (60, 240, "Rechnung Nr. 4711"),
    (60, 300, "Lampe"),
    (450, 300, "100,00"),
    (60, 780, "Nordlicht Leuchten GmbH"),
    (220, 780, "Tel. +49 40 5550123"),
    (380, 780, "info@nordlicht-leuchten.example"),
]


def document(prints: Sequence[Print], width: float = 595, height: float = 842) -> Document:
    """Each word ten points high, letters five wide."""
    page = Page(1, width, height)
    for x, y, text in prints:
        for word in text.split():
            page.words.append(Word(word, x, y, x + 5 * len(word), y + 10))
            x += 5 * len(word) + 4
    return Document([page])


def values(*texts: str) -> list[str]:
    """The names found in lines of one column."""
    return [name.value for name in names(document([(60, 40 + 40 * i, text) for i, text in enumerate(texts)]))]


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("ACME TRADING SDN BHD (123456-X)", "ACME TRADING SDN BHD"),
        ("ACME BAKERY S/B 273500-U (KJ1)", "ACME BAKERY S/B"),
        ("Acme Retail SB(306295-X) FKA Other SB", "Acme Retail SB"),
        ("99 QUICK MART S/B (519537-X)", "99 QUICK MART S/B"),
        ("Acme Private Limited, Ozone Tech Park", "Acme Private Limited"),
        ("Owned by Dormal Food Services Sdn Bhd", "Dormal Food Services Sdn Bhd"),
        ("Station owned or provided services by the Quay Media Group.", "Quay Media Group"),
        ("Remit to: Quay Media Group Inc", "Quay Media Group Inc"),
        ("Flint (WQQQ)", "WQQQ"),
        ("WQQQ does not discriminate in the sale of time", "WQQQ"),
        ("Quay Television Inc Advertiser", "Quay Television Inc"),
        ("Acme GmbH · Kaiweg 3 · 28195 Bremen", "Acme GmbH"),
    ],
)
def test_a_name_is_taken_out_of_what_surrounds_it(printed: str, name: str) -> None:
    assert name in values(printed)


def test_a_name_over_two_rows_is_one_name_and_its_rows_stay_candidates() -> None:
    found = document([(60, 40, "PASAR RAYA MEGA MAJU"), (60, 52, "(SEMENYIH) SDN BHD"), (60, 90, "Other text")])
    assert "PASAR RAYA MEGA MAJU (SEMENYIH) SDN BHD" in [name.value for name in names(found)]
    assert RULE.ranked(found)[0][1].value == "PASAR RAYA MEGA MAJU (SEMENYIH) SDN BHD"


def test_a_brand_over_the_company_is_no_part_of_its_name() -> None:
    found = document(
        [(90, 40, "CITY MILK"), (60, 52, "R&C VENTURE SDN BHD (1191015-W)"), (60, 64, "LOT 18, JALAN PUDU")], 250, 600
    )
    assert RULE.ranked(found)[0][1].value == "R&C VENTURE SDN BHD"


def test_the_seller_is_named_and_not_the_buyer() -> None:
    found = best("vendor_name", document(LETTERHEAD))
    assert found is not None
    assert found.value == "Nordlicht Leuchten GmbH"


def test_what_goes_with_the_seller_is_told_from_the_buyers() -> None:
    paper = document(LETTERHEAD)
    seller, buyer = best("vendor_name", paper), party.buyer_name(paper)
    found = {name: field.value for name, field in party.of_the_parties(paper, seller, buyer).items()}
    assert found == {
        "vendor_email": "info@nordlicht-leuchten.example",
        "vendor_phone": "+49 40 5550123",
        "vendor_domain": "nordlicht-leuchten.example",
        "vendor_address": "Hafenstraße 12, 20457 Hamburg",
        "buyer_address": "Kaiweg 3, 28195 Bremen",
    }
    assert buyer is not None
    assert buyer.value == "Blauer Anker Hotels AG"


def test_a_heading_of_a_column_is_no_buyer() -> None:
    assert party.buyer_name(document([(60, 40, "Art.-Nr. Kunde"), (60, 54, "Pos"), (60, 68, "Lampe rund")])) is None


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("a.b@mail.acme.co.uk", "acme.co.uk"),
        ("https://www.acme.com.my/shop", "acme.com.my"),
        ("Info@Acme.DE", "acme.de"),
    ],
)
def test_a_domain_is_the_registered_one(address: str, domain: str) -> None:
    assert contacts.registered(address) == domain


def test_mail_that_anybody_may_have_points_to_no_domain() -> None:
    assert contacts.domain(document([(60, 40, "acme.bakery@gmail.com"), (60, 60, "Acme Bakery")]), None) is None


def test_of_two_mail_addresses_the_one_of_the_sellers_name_counts() -> None:
    paper = document([(60, 40, "buyer@hotel.example"), (60, 60, "office@acme-bakery.example")])
    found = contacts.email(paper, Field("Acme Bakery Ltd", 0.9))
    assert found is not None
    assert found.value == "office@acme-bakery.example"


def test_texts_for_known_names_are_of_head_and_foot_and_not_the_buyers() -> None:
    texts = printed_texts(document(LETTERHEAD))
    assert "Nordlicht Leuchten GmbH" in texts
    assert not {"Blauer Anker Hotels AG", "100,00", "Kaiweg 3"} & set(texts)


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=400), max_size=30))
def test_any_print_gives_bounded_names_and_texts(lines: list[str]) -> None:
    paper = document([(60, 20 + 26 * i, text) for i, text in enumerate(lines)] + [(60, 820, "x")])
    assert len(names(paper)) <= MOST_NAMES + 100
    assert len(RULE.candidates(paper)) <= 70
    texts = printed_texts(paper)
    assert len(texts) <= MOST
    assert all(len(text) <= LONGEST for text in texts)


def test_a_brand_over_a_companys_full_name_is_no_part_of_it() -> None:
    found = names(Document([page("KIKU JAPANESE RESTAURANT\nTK DIVISION KITCHEN SDN BHD\n12 Quay Road")]))
    joined = next(n for n in found if n.value == "KIKU JAPANESE RESTAURANT TK DIVISION KITCHEN SDN BHD")
    assert pieces_of(joined).lower_is_company
    broken = next(
        n
        for n in names(Document([page("NORTHERN LIGHTS AND\nSONS LTD\n12 Quay Road")]))
        if n.value.endswith("SONS LTD")
    )
    assert not pieces_of(broken).lower_is_company


def test_a_legal_form_that_ocr_took_for_figures_is_put_right() -> None:
    found = {name.value for name in names(Document([page("99 CORNER MART 5/8 (519537-X)\nLOT 2811 QUAY ROAD")]))}
    assert "99 CORNER MART S/B" in found


SLIP_HEAD: list[Print] = [
    (60, 100, "QUAYSIDE ZEN HUI"),
    (60, 114, "JM0325955-V"),
    (60, 128, "NO.59 JALAN PERMAI 9/5"),
    (60, 142, "81760 JOHOR BAHRU"),
    (60, 156, "TEL: 07-386 7524"),
    (60, 184, "SIMPLIFIED TAX INVOICE"),
    (60, 198, "GIANT ENGINEERING (M) SDN BHD"),
    (60, 212, "Salesperson"),
    (60, 226, "Item Qty Price"),
    (60, 240, "Bolt 1 15.00"),
    (60, 254, "Total 15.00"),
]


@pytest.mark.parametrize("width", [250, 595])  # the slip alone, and on a larger sheet
def test_a_company_under_the_title_of_a_slip_is_the_buyer(width: float) -> None:
    found = RULE.candidates(document(SLIP_HEAD, width=width, height=842))
    assert "QUAYSIDE ZEN HUI" in [name.value for name in found]
    assert not [name.value for name in found if "GIANT" in name.value]


def test_a_company_under_the_title_of_a_slip_without_a_head_may_be_the_seller() -> None:
    found = RULE.candidates(document([(60, 30, "RECEIPT"), *SLIP_HEAD[6:]], width=250))
    assert "GIANT ENGINEERING (M) SDN BHD" in [name.value for name in found]


def test_on_a_slip_a_brand_and_the_company_under_it_are_not_put_together() -> None:
    slip = [(60, 40, "KIKU JAPANESE RESTAURANT"), (60, 54, "TK DIVISION KITCHEN SDN BHD"), (60, 68, "12 JALAN PUDU")]
    found = [name.value for name in RULE.candidates(document(slip, width=250, height=600))]
    assert "TK DIVISION KITCHEN SDN BHD" in found
    assert "KIKU JAPANESE RESTAURANT TK DIVISION KITCHEN SDN BHD" not in found


def test_a_legal_form_whose_letters_stand_apart_is_one() -> None:
    slip = [(60, 40, "POPU LA R BO OK"), (60, 54, "CO. (M) S DN BH D"), (60, 68, "12 JALAN PUDU")]
    found = [name.value for name in RULE.candidates(document(slip, width=250, height=600))]
    assert "POPU LA R BO OK CO. (M) S DN BH D" in found


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("LIVE9 FHARHACY SDN BHD", "LIVE9 PHARMACY SDN BHD"),
        ("Quay Resounces Sdn Bhd", "Quay Resources Sdn Bhd"),
        ("LIAN STATIONARY SDN BHD", "LIAN STATIONARY SDN BHD"),  # a shop's own spelling: no letters of one shape
        ("PHARMAX TRADING", "PHARMAX TRADING"),
    ],
)
def test_a_trade_that_ocr_misread_is_put_right_and_other_words_are_left(printed: str, meant: str) -> None:
    scan = document([(60, 40, printed), (60, 54, "LOT 2811 QUAY ROAD")])
    scan.pages[0].source = "ocr:rapidocr"
    assert meant in [name.value for name in names(scan)]


def test_text_that_was_not_read_by_ocr_is_not_put_right() -> None:
    assert "LIVE9 FHARHACY SDN BHD" in values("LIVE9 FHARHACY SDN BHD")


def test_who_is_named_beside_a_buyers_label_is_the_buyer_elsewhere_too() -> None:
    paper = document(
        [
            (60, 40, "WQQQ-TV"),
            (60, 54, "2700 East Quay Road"),
            (300, 54, "Agency"),
            (380, 54, "Bright Harbour Communications LLC"),
            (60, 120, "Bright Harbour Communications LLC"),
            (60, 134, "900 W 5th Ave"),
        ]
    )
    assert "bright harbour communications llc" in said_of_buyers(paper)
    assert RULE.ranked(paper)[0][1].value == "WQQQ-TV"


def test_a_sellers_label_that_was_torn_apart_is_no_buyers() -> None:
    assert not said_of_buyers(document([(60, 40, "Ver käufer:"), (60, 54, "Lieferwerk GmbH")]))


def test_a_name_is_not_cut_before_and() -> None:
    assert values("Moore and Sons") == ["Moore and Sons"]
    assert "WQQQ" in values("WQQQ and its affiliates")
