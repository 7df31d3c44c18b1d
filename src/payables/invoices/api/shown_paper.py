"""What was read from a paper, as the API shows it."""

from collections.abc import Sequence
from dataclasses import asdict

import msgspec

from payables.invoices.model import Image
from payables.invoices.queries.papers import ReadPaper
from payables.invoices.rules.paper_pages import as_opened, paper_pages
from payables.invoices.schema.extraction import ExtractionObject
from payables.invoices.schema.straight_through import straight_through_object
from payables.invoices.schema.vendor_match import vendor_match_object

_LISTS = ("items", "allowances", "charges", "taxes", "attachments", "validation", "method", "warnings")


def shown_paper(paper: ReadPaper | None, images: Sequence[Image]) -> ExtractionObject | None:
    """`images` are the invoice's files."""
    if paper is None:
        return None
    reading = as_opened(paper.reading)
    told = {
        **{
            name: field
            for name, field in reading.get("fields", {}).items()
            if name in ExtractionObject.__struct_fields__
        },
        **{name: reading.get(name) for name in ("einvoice", "terms")},
        **{name: reading.get(name) or [] for name in _LISTS},
        "rankers": reading.get("rankers", {}),
        "pages": reading.get("pages", 0),
        "page_views": [asdict(page) for page in paper_pages(reading, paper.files, paper.pages, images)],
    }
    read = msgspec.convert(told, ExtractionObject)
    read.vendor_match = vendor_match_object(reading.get("vendor_match"))
    read.straight_through = straight_through_object(reading.get("straight_through"))
    return read
