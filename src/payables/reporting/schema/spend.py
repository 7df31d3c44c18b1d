"""API shapes of what was bought (extension)."""

from datetime import date
from decimal import Decimal
from typing import Annotated

import msgspec
from msgspec import Meta

from payables.reporting.queries.spend import Kind


class SpendRow(msgspec.Struct, kw_only=True):
    """What was bought from a vendor, or coded with a dimension, in one currency. Credit memos lower it."""

    kind: Annotated[
        Kind,
        Meta(
            description="vendor; dimension; uncoded: lines without a dimension of the type; beside_lines: tax, discounts and what "
            "else no line carries."
        ),
    ]
    id: Annotated[
        str | None, Meta(description="Of the vendor (an integer as text) or the dimension; null where there is none.")
    ]
    name: Annotated[str | None, Meta(description="As the paper says it where the vendor is not known.")]
    code: str | None
    erp_id: str | None
    currency: str
    invoices: Annotated[int, Meta(description="Documents that have a part in it.")]
    amount: Decimal
    approved_amount: Annotated[Decimal, Meta(description="How much of it is approved or exported now.")]


class SpendTotal(msgspec.Struct, kw_only=True):
    """Of all documents in one currency, each counted once."""

    currency: str
    invoices: int
    amount: Decimal
    approved_amount: Decimal


class SpendReport(msgspec.Struct, kw_only=True):
    """What a company bought in a period: the company's currency first, the most expensive first."""

    version: str
    ottimate_company_id: int
    by: Annotated[str, Meta(description="vendor, or a dimension type.")]
    date_from: date
    date_to: date
    rows_count: Annotated[int, Meta(description="Of all pages; a row once for each currency.")]
    page: int
    limit: int
    rows: list[SpendRow]
    totals: Annotated[list[SpendTotal], Meta(description="Of all rows, not only this page.")]
