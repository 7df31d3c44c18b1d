"""The rules of EN 16931 over e-invoices: which are named, which are not asked for, and that judging harms nobody."""

from pathlib import Path

import pytest

from extraction.desk import Desk
from extraction.einvoices import CII, CII_ADJUSTED, CII_LOGISTICS, UBL, UBL_ADJUSTED, UBL_CREDIT
from payables.extraction.schematron.judge import NOT_EVALUABLE
from payables.extraction.schematron.rule_sets import RULE_SETS, Stylesheet
from payables.extraction.schematron.stylesheet import NotUsable, stylesheet

CORE = b"urn:cen.eu:en16931:2017<"


def broken(desk: Desk, xml: bytes) -> list[str]:
    """Rules that stop the invoice."""
    return [found.rule for found in desk.read(xml, "invoice.xml").validation if found.severity == "error"]


@pytest.mark.parametrize("xml", [UBL, UBL_CREDIT, UBL_ADJUSTED, CII, CII_ADJUSTED, CII_LOGISTICS])
def test_what_keeps_the_rules_has_no_finding(desk: Desk, xml: bytes) -> None:
    assert desk.read(xml, "invoice.xml").validation == []


@pytest.mark.parametrize(
    ("xml", "rule"),
    [
        (UBL.replace(b"<cbc:CompanyID>DE 123 456 789</cbc:CompanyID>", b""), "BR-CO-26"),
        (UBL.replace(b"<cbc:ID>S</cbc:ID><cbc:Percent>19", b"<cbc:ID>Z</cbc:ID><cbc:Percent>19"), "BR-Z-05"),
        (UBL.replace(b"TaxAmount currencyID=\"EUR\">38.00", b"TaxAmount currencyID=\"EUR\">39.00"), "BR-CO-17"),
        (UBL.replace(b"unitCode=\"C62\"", b"unitCode=\"PIECES\""), "BR-CL-23"),
        (UBL.replace(b"<cbc:PaymentMeansCode>58", b"<cbc:PaymentMeansCode>999"), "BR-CL-16"),
        (UBL.replace(b"238.00", b"238.001"), "BR-DEC-14"),
        (UBL.replace(b"<cac:PaymentMeans>", b"<cac:PaymentMeans/><cac:PaymentMeans>"), "BR-49"),
        (CII.replace(b">DE<", b">ZZ<", 1), "BR-CL-14"),
        (CII.replace(b">58<", b">999<"), "BR-CL-16"),
        (CII.replace(b"unitCode=\"C62\"", b"unitCode=\"PIECES\""), "BR-CL-23"),
        (CII.replace(b"CategoryCode>S<", b"CategoryCode>AE<"), "BR-AE-05"),
        (CII.replace(b"CategoryCode>S<", b"CategoryCode>E<").replace(b"Percent>19<", b"Percent>0<"), "BR-E-10"),
        (CII.replace(b"BasisAmount>200.00", b"BasisAmount>210.00"), "BR-S-08"),
        (CII.replace(b"<ram:Name>Lampe</ram:Name>", b""), "BR-25"),
        (CII_ADJUSTED.replace(b"<ram:Reason>Fracht</ram:Reason>", b"<ram:ReasonCode>XX9</ram:ReasonCode>"), "BR-CL-20"),
    ],
)  # fmt: skip
def test_a_broken_rule_is_named_as_the_norm_names_it(desk: Desk, xml: bytes, rule: str) -> None:
    assert rule in broken(desk, xml)


def test_a_rule_that_is_broken_on_two_lines_is_told_once_with_both(desk: Desk) -> None:
    start, end = UBL.index(b"<cac:InvoiceLine>"), UBL.index(b"</Invoice>")
    line = UBL[start:end].replace(b"<cbc:Name>Lampe</cbc:Name>", b"")
    found = desk.read(UBL[:start] + line + line.replace(b"<cbc:ID>1<", b"<cbc:ID>2<") + UBL[end:], "i.xml").validation
    [told] = [finding for finding in found if finding.rule == "BR-25"]
    assert told.message == "Each Invoice line (BG-25) shall contain the Item name (BT-153). (line 1, 2)"


@pytest.mark.parametrize("profile", ["urn:factur-x.eu:1p0:basicwl", "urn:factur-x.eu:1p0:minimum"])
def test_a_profile_without_lines_is_not_asked_for_them(desk: Desk, profile: str) -> None:
    start, end = (
        CII.index(b"<ram:IncludedSupplyChainTradeLineItem>"),
        CII.index(b"<ram:ApplicableHeaderTradeAgreement>"),
    )
    short = CII[:start] + CII[end:]
    assert "BR-16" in broken(desk, short)
    assert broken(desk, short.replace(CORE, profile.encode() + b"<")) == []


def test_what_is_superfluous_is_told_and_stops_nothing(desk: Desk) -> None:
    xml = CII.replace(b"<ram:LineTotalAmount>200.00", b'<ram:LineTotalAmount currencyID="EUR">200.00')
    found = desk.read(xml, "invoice.xml").validation
    assert [(f.rule, f.severity) for f in found] == [("CII-DT-031", "warning")]


def test_a_value_that_stops_the_evaluation_is_an_error_beside_the_sums(desk: Desk) -> None:
    found = broken(desk, CII.replace(b"LineTotalAmount>200.00", b"LineTotalAmount>two hundred"))
    assert NOT_EVALUABLE in found


def test_schema_locations_and_instructions_open_nothing(desk: Desk, tmp_path: Path) -> None:
    """A file that the judge would open is one that it could tell of."""
    secret = tmp_path / "secret.xml"
    secret.write_text("<secret/>")
    pointing = UBL.replace(
        b"<Invoice ",
        b"<?xml-stylesheet href='file://%b'?><Invoice xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' "
        b"xsi:schemaLocation='urn:x file://%b' xml:base='file://%b' " % ((str(secret).encode(),) * 3),
        1,
    )
    assert desk.read(pointing, "invoice.xml").validation == []


@pytest.mark.parametrize("wanted", [sheet for sheets in RULE_SETS.values() for sheet in sheets])
def test_no_stylesheet_that_is_used_opens_files(wanted: Stylesheet) -> None:
    assert "failed-assert" in stylesheet(wanted)


def test_a_stylesheet_that_could_open_files_is_not_used() -> None:
    with pytest.raises(NotUsable):
        stylesheet(Stylesheet("facturx-en16931/FACTUR-X_EN16931.xslt", ".*"))
