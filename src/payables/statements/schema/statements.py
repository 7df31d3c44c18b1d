"""API shapes of statements (extension: the contract has no word for a vendor's statement of account)."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

import msgspec
from msgspec import Meta

from payables.access.model import Person
from payables.kit.ids import MAX_INT_ID
from payables.platform.http.instants import Instant, InstantUtc
from payables.statements.model import EntryType, Outcome, Source, StatementStatus

Id = Annotated[int, Meta(ge=1, le=MAX_INT_ID)]
Day = date  # a field called date hides the type from those after it
Signed = "Above zero is owed to the vendor, below zero lowers that."


class SentKind(StrEnum):
    """What a line is, where the statement says it."""

    INVOICE = "invoice"
    CREDIT_MEMO = "credit_memo"
    PAYMENT = "payment"


class StatementLineBody(msgspec.Struct, kw_only=True):
    """A line as it is printed."""

    date: Annotated[Day | None, Meta(description="Day of the document; required.")] = None
    due_date: Day | None = None
    number: Annotated[
        str | None,
        Meta(description="The document's number, if it has one.", extra_json_schema={"maxLength": 100}),
    ] = None
    amount: Annotated[
        Decimal | None,
        Meta(description=f"{Signed} Of a credit_memo or payment either sign will do. Required."),
    ] = None
    type: Annotated[SentKind | None, Meta(description="Left out: an invoice, or a credit where it is below zero.")] = (
        None
    )


class StatementBody(msgspec.Struct, kw_only=True):
    """Body of POST /statements."""

    ottimate_company_id: Id
    lines: Annotated[list[StatementLineBody], Meta(description="As printed, 1 to 5,000.")]
    ottimate_group_id: Annotated[Id | None, Meta(description="Left out: the company as a whole.")] = None
    ottimate_vendor_id: Id | None = None
    erp_vendor_id: str | None = None
    statement_date: Annotated[Day | None, Meta(description="Required.")] = None
    currency: Annotated[str | None, Meta(description="ISO 4217, of every amount; required.")] = None
    opening_balance: Annotated[Decimal | None, Meta(description="What was owed before the first line.")] = None
    closing_balance: Annotated[Decimal | None, Meta(description="What the vendor says that is owed in the end.")] = None


class StatementMatch(msgspec.Struct):
    """Body of POST /statements/{id}/lines/{n}/match."""

    invoice_id: Annotated[int | str, Meta(description="Integer invoice_id or UUID of the invoice or credit memo.")]


class StatementUnmatch(msgspec.Struct):
    """Body of POST /statements/{id}/lines/{n}/unmatch."""

    invoice_id: Annotated[
        int | str | None,
        Meta(
            description="Integer invoice_id or UUID of what the line is taken to be: refused where it is something else by now. "
            "Left out: whatever it is."
        ),
    ] = None


class StatementMark(msgspec.Struct):
    """Body of POST /statements/{id}/mark-reconciled and /reopen."""

    reason: Annotated[
        str | None,
        Meta(
            description="Why; needed to mark as reconciled while something is open.",
            extra_json_schema={"maxLength": 2000},
        ),
    ] = None


class StatementDocument(msgspec.Struct, kw_only=True):
    """What the ledger has: an invoice, a credit memo, or a payment, which has no ids."""

    invoice_uuid: str | None
    invoice_id: int | None
    type: EntryType
    number: Annotated[str | None, Meta(description="Of a payment its reference.")]
    date: Day | None
    due_date: Day | None
    amount: Annotated[Decimal, Meta(description=Signed)]
    open_amount: Annotated[Decimal, Meta(description="Not settled by the end of the statement's date.")]
    currency: str
    ottimate_location_id: int | None


class StatementLine(msgspec.Struct, kw_only=True):
    """A line and what became of it."""

    line: Annotated[int, Meta(description="Counted from 1.")]
    number: str | None
    date: Day
    due_date: Day | None
    amount: Annotated[Decimal, Meta(description=Signed)]
    type: EntryType
    outcome: Outcome
    document: Annotated[StatementDocument | None, Meta(description="What the line was paired with.")]
    confirmed: Annotated[bool, Meta(description="A person made this pair.")]
    differences: Annotated[list[str], Meta(description="Of amount and date, those that differ.")]
    amount_difference: Annotated[Decimal | None, Meta(description="What the statement says beyond the document.")]
    duplicate_of: Annotated[int | None, Meta(description="The line that has this number too.")]
    candidates: Annotated[
        list[StatementDocument], Meta(description="What a possible line may be, the likeliest first.")
    ]


class StatementTotal(msgspec.Struct):
    """How many there are of a kind, and over how much."""

    outcome: Outcome
    count: int
    amount: Decimal


class StatementCredits(msgspec.Struct):
    """Credit memos and payments on either side, each over how much."""

    matched_count: int
    matched_amount: Decimal
    only_on_statement_count: int
    only_on_statement_amount: Decimal
    only_here_count: int
    only_here_amount: Decimal


class StatementBalance(msgspec.Struct):
    """Whether opening balance and lines add up to the closing balance."""

    opening: Decimal | None
    lines: Decimal
    computed_closing: Decimal
    closing: Decimal | None
    difference: Annotated[Decimal | None, Meta(description="Null where the statement says no closing balance.")]
    agrees: bool | None


class StatementAmountAsked(msgspec.Struct):
    """An amount that the vendor should check."""

    line: int
    number: str | None
    statement_amount: Decimal
    amount_here: Decimal


class StatementQuestions(msgspec.Struct):
    """What to ask the vendor for."""

    missing_numbers: Annotated[list[str], Meta(description="Documents that are on the statement and not here.")]
    missing_lines: Annotated[list[int], Meta(description="Their lines, also those without a number.")]
    amounts: list[StatementAmountAsked]
    duplicate_lines: list[int]
    request_text: Annotated[str | None, Meta(description="A letter in plain text; null where there is nothing to ask.")]


class StatementObject(msgspec.Struct, kw_only=True):
    """A statement without its lines."""

    id: Annotated[str, Meta(description="UUID.")]
    status: StatementStatus
    ottimate_company_id: int
    ottimate_group_id: int | None
    ottimate_vendor_id: int
    erp_vendor_name: str
    statement_date: Day
    currency: str
    opening_balance: Decimal | None
    closing_balance: Decimal | None
    source: Source
    filename: str | None
    failure_code: str | None
    failure_message: str | None
    age_days: Annotated[int, Meta(description="Days since the statement's date.")]
    counts: Annotated[dict[str, int], Meta(description="Lines by outcome when it was last compared; empty before.")]
    compared_date: Instant | None
    compared_date_utc: InstantUtc | None
    created_date: Instant
    created_date_utc: InstantUtc
    created_by: Person | None
    reconciled_date: Instant | None
    reconciled_date_utc: InstantUtc | None
    reconciled_by: Person | None
    reconciled_reason: str | None


class StatementDetail(StatementObject, kw_only=True):
    """A statement held against the ledger as it is now. Empty lines and no balance while its file is being read."""

    version: str
    nothing_open: Annotated[bool, Meta(description="Every line matched, nothing missing, and the balance agrees.")]
    balance: StatementBalance
    totals: list[StatementTotal]
    credits: StatementCredits
    ask_vendor: StatementQuestions
    lines: list[StatementLine]
    missing_there: Annotated[
        list[StatementDocument],
        Meta(description="In the ledger, open on the statement's date, and on no line of it."),
    ]


class StatementList(msgspec.Struct):
    """One page of statements, newest first."""

    version: str
    count: int
    page: int
    limit: int
    results: list[StatementObject]


class StatementAge(msgspec.Struct, kw_only=True):
    """Statements of one vendor in one currency that are not reconciled, by the days since their date."""

    ottimate_vendor_id: int
    erp_vendor_name: str
    currency: str
    count: int
    days_0_30: int
    days_31_60: int
    days_61_90: int
    days_over_90: int
    closing_balance: Annotated[Decimal, Meta(description="Sum of what they say that is owed.")]


class StatementAging(msgspec.Struct):
    """Statements of a company that are not reconciled, the oldest first."""

    version: str
    ottimate_company_id: int
    as_of: Day
    vendors: list[StatementAge]


class StatementDeleted(msgspec.Struct):
    """The statement is gone."""

    version: str
    id: str


class StatementForm(msgspec.Struct, kw_only=True):
    """Parts of POST /statements/upload."""

    file: Annotated[
        str,
        Meta(
            description="A CSV file, or a PDF whose text holds a table: a header that names date, number and amount.",
            extra_json_schema={"format": "binary"},
        ),
    ]
    ottimate_company_id: Id
    statement_date: Annotated[str, Meta(description="YYYY-MM-DD.")]
    currency: Annotated[str, Meta(description="ISO 4217, of every amount.")]
    ottimate_group_id: Id | None = None
    ottimate_vendor_id: Id | None = None
    erp_vendor_id: str | None = None
    opening_balance: Annotated[str | None, Meta(description="With a dot; left out, what the file says.")] = None
    closing_balance: Annotated[str | None, Meta(description="With a dot; left out, what the file says.")] = None
    decimal_mark: Annotated[
        str | None, Meta(description="A dot or a comma; needed where no amount of the file tells.")
    ] = None
    date_order: Annotated[str | None, Meta(description="dmy or mdy; needed where no date of the file tells.")] = None
