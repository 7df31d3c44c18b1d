"""Why a paper went on unseen, or why a person has to look: never without a word."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from payables.capture.model import Because, StraightThrough
from payables.capture.rules.doubts import API_NAMES
from payables.extraction.checks.arithmetic import Arithmetic
from payables.extraction.checks.gate import READ, VENDOR
from payables.extraction.model import Reading
from payables.invoices.model import Reason

# What the record says where nothing was read (invoices/rules/reasons.py), in the same words.
_NOT_READ = {"number": "missing_number", "invoice_date": "missing_invoice_date", "total_amount": "missing_total"}


def with_because(passing: StraightThrough, reasons: Sequence[Reason], reading: Reading) -> StraightThrough:
    """`reasons` are all that the reading stops for."""
    told = [_went_on(reading)] if passing.passed else [*_of_reasons(reasons), *_not_read(passing), *_open(passing)]
    return replace(passing, because=told)


def _went_on(reading: Reading) -> Because:
    if reading.is_xml:
        sentence = "An e-invoice without an error is read without a doubt, and its vendor was found surely enough."
        return Because("valid_e_invoice", sentence)
    sentence = (
        "Number, date, vendor and total are each as sure as their threshold asks, and the sums do not contradict."
    )
    return Because("sure_enough", sentence)


def _of_reasons(reasons: Sequence[Reason]) -> Iterator[Because]:
    return (Because(reason.code, reason.message, reason.field) for reason in reasons)


def _not_read(passing: StraightThrough) -> Iterator[Because]:
    for name in READ:
        if passing.fields[name].confidence is None:
            field = API_NAMES[name]
            yield Because(_NOT_READ[name], f"No {field.replace('_', ' ')} was read.", field)
    if passing.fields[VENDOR].confidence is None:
        yield Because("unknown_vendor", "The paper was matched with no vendor.", "erp_vendor_id")


def _open(passing: StraightThrough) -> Iterator[Because]:
    if passing.arithmetic == Arithmetic.OPEN:
        yield Because("arithmetic_open", "What was read does not add up: compare lines, net, tax and total.")
