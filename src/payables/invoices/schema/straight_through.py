"""API shape of whether a paper was read surely enough to go on unseen (an addition of ours to `extraction`)."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

Sure = Annotated[float, Meta(ge=0, le=1)]  # not money: a probability


class FieldPassed(msgspec.Struct):
    """One field against its threshold."""

    confidence: Annotated[Sure | None, Meta(description="Null where nothing was read, or no vendor was found.")]
    threshold: Sure
    passed: bool


class FieldsPassed(msgspec.Struct):
    """The four that have to pass."""

    number: FieldPassed
    invoice_date: FieldPassed
    vendor: Annotated[
        FieldPassed, Meta(description="How strongly its signs speak for the vendor: `vendor_match.score`.")
    ]
    total_amount: FieldPassed


class StraightThroughObject(msgspec.Struct):
    """Whether the reading alone lets the document go on to approval without that a person looks at it."""

    passed: bool
    fields: FieldsPassed
    arithmetic: Annotated[
        Literal["closes", "sums_close", "nothing_to_close", "open"],
        Meta(
            description="closes: the lines lead to a sum of the paper, and net and tax to its total. sums_close: only net and "
            "tax do. nothing_to_close: the total stands alone. open: something does not add up. Where no lines lead to it, "
            "the total has a higher threshold."
        ),
    ]
    thresholds_from: Annotated[
        Literal["shipped", "account"],
        Meta(description="account: at least one threshold comes from the account's own outcomes."),
    ]
    sampled: Annotated[bool, Meta(description="It would have gone on, and was picked at random to be looked at.")]


def straight_through_object(kept: Mapping[str, Any] | None) -> StraightThroughObject | None:
    """`kept` is extraction/model.py, StraightThrough, as plain values."""
    return msgspec.convert({"sampled": False, **kept}, StraightThroughObject) if kept else None
