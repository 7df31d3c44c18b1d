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


class BecauseObject(msgspec.Struct):
    """Why it went on, or why a person has to look."""

    code: Annotated[
        str,
        Meta(
            description="`sure_enough` or `valid_e_invoice` where it went on. Else what the record's `reasons` say in the same "
            "words (`doubtful_reading`, `remembered_value`, `every_paper_checked`, `sampled_for_check`, ...), or "
            "`arithmetic_open`.",
            examples=["every_paper_checked"],
        ),
    ]
    message: Annotated[str, Meta(description="A sentence for people.")]
    field: Annotated[str | None, Meta(description="The field in question, as a PATCH names it.")] = None


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
    precision_target: Annotated[
        Sure | None,
        Meta(
            description="The share of right values that the thresholds are to keep, as the account wanted it then; null for "
            "papers read before that was kept."
        ),
    ]
    sampled: Annotated[bool, Meta(description="It would have gone on, and was picked at random to be looked at.")]
    because: Annotated[
        list[BecauseObject],
        Meta(description="Everything that decided, as it was when the paper was read; empty for papers read before."),
    ]


def straight_through_object(kept: Mapping[str, Any] | None) -> StraightThroughObject | None:
    """`kept` is capture/model.py, StraightThrough, as plain values."""
    if not kept:
        return None
    left_out = {"sampled": False, "precision_target": None, "because": []}
    return msgspec.convert({**left_out, **kept}, StraightThroughObject)
