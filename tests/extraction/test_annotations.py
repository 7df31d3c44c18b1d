"""What annotations and form fields show is print like any other."""

import io

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)
from resilience.hostile_set.pdf_carrying import hundred_thousand_notes

from extraction.desk import Desk
from extraction.papers import INVOICE, VALUES, Text, pdf, without
from payables.extraction.accounts import accounts_of

OTHER = "DE75512108001245126199"
SHOWN, PRINTED = 4, 36  # flags


def annotated(kind: str, text: str, top: float, texts: tuple[Text, ...] = INVOICE, flags: int = SHOWN) -> bytes:
    """The invoice with an annotation that shows the text, so many points from the top."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(texts))))
    box = ArrayObject([FloatObject(v) for v in (400, 842 - top - 4, 595, 842 - top + 10)])
    font = {"Type": "Font", "Subtype": "Type1", "BaseFont": "Helvetica"}
    fonts = DictionaryObject({NameObject("/H"): _names(font)})
    shown = DecodedStreamObject()
    shown.set_data(f"BT /H 10 Tf 0 4 Td ({text}) Tj ET".encode())
    shown.update(_names({"Type": "XObject", "Subtype": "Form"}))
    shown[NameObject("/BBox")] = ArrayObject([FloatObject(v) for v in (0, 0, 195, 14)])
    shown[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    annotation = _names({"Type": "Annot", "Subtype": kind})
    annotation[NameObject("/Rect")] = box
    annotation[NameObject("/F")] = NumberObject(flags)
    annotation[NameObject("/AP")] = DictionaryObject({NameObject("/N"): writer._add_object(shown)})  # pyright: ignore[reportPrivateUsage]
    if kind == "Widget":
        annotation.update(_names({"FT": "Tx"}))
        annotation[NameObject("/T")], annotation[NameObject("/V")] = TextStringObject("a"), TextStringObject(text)
    reference = writer._add_object(annotation)  # pyright: ignore[reportPrivateUsage]
    writer.pages[0][NameObject("/Annots")] = ArrayObject([reference])
    if kind == "Widget":
        form = DictionaryObject({NameObject("/Fields"): ArrayObject([reference])})
        writer.root_object[NameObject("/AcroForm")] = form
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def _names(names: dict[str, str]) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{name}"): NameObject(f"/{value}") for name, value in names.items()})


@pytest.mark.parametrize("kind", ["FreeText", "Stamp", "Widget"])
def test_an_account_that_an_annotation_shows_is_compared(desk: Desk, kind: str) -> None:
    reading = desk.read(annotated(kind, "IBAN DE75 5121 0800 1245 1261 99", 500), "invoice.pdf")
    assert {name: reading.fields[name].value for name in VALUES} == VALUES
    assert accounts_of(reading) == [VALUES["vendor_iban"], OTHER]


def test_a_form_that_was_filled_in_is_read_with_boxes_on_the_page(desk: Desk) -> None:
    reading = desk.read(annotated("Widget", "Total GBP 588.00", 384, without("Total GBP", "588.00")), "invoice.pdf")
    total = reading.fields["total_amount"]
    assert (total.value, total.page) == ("588.00", 1)
    assert total.box == pytest.approx([450 / 595, 376 / 842, 484 / 595, 386 / 842], abs=0.02)
    assert reading.page_turns == [0]


def test_what_shows_only_in_print_is_told_and_not_read(desk: Desk) -> None:
    reading = desk.read(annotated("FreeText", "IBAN DE75 5121 0800 1245 1261 99", 500, flags=PRINTED), "invoice.pdf")
    assert accounts_of(reading) == [VALUES["vendor_iban"]]
    assert reading.warnings == ["Page 1 has annotations that show only in print, which were not read."]


def test_a_page_of_thousands_of_annotations_is_refused_at_once(desk: Desk) -> None:
    assert desk.refusal(hundred_thousand_notes(), "notes.pdf") == "too_large_when_unpacked"
