"""API shape of which vendor a paper was matched with, and why (an addition of ours to `extraction`)."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

Strength = Annotated[float, Meta(ge=0, le=1)]  # not money: how strongly the signs speak together
Sign = Literal["tax_id", "iban", "name", "similar_name", "other_name", "printed_name", "domain", "phone"]
By = Annotated[
    list[Sign],
    Meta(
        description="What agrees with the vendor's record, strongest first. name: the name as read; other_name: one that "
        "was weighed and not chosen; printed_name: it stands on the paper; domain: of the mail address."
    ),
]


class VendorThatMayBe(msgspec.Struct):
    """A vendor that the paper may be from."""

    ottimate_vendor_id: int
    name: str
    by: By
    score: Strength


class VendorMatchObject(msgspec.Struct):
    """What the paper says of its vendor against the vendor master, as it was when the paper was read."""

    ottimate_vendor_id: Annotated[int | None, Meta(description="Null where a person has to choose.")]
    by: By
    score: Annotated[Strength, Meta(description="Of the strongest, chosen or not.")]
    others: Annotated[
        list[VendorThatMayBe], Meta(description="Vendors that come near; all of them if none was chosen.")
    ]


def vendor_match_object(kept: Mapping[str, Any] | None) -> VendorMatchObject | None:
    """`kept` is capture/model.py, VendorMatch, as plain values."""
    if kept is None:
        return None
    others = [_may_be(other) for other in kept.get("others", [])]
    return VendorMatchObject(kept["vendor_id"], kept["by"], kept["score"], others)


def _may_be(kept: Mapping[str, Any]) -> VendorThatMayBe:
    return VendorThatMayBe(kept["vendor_id"], kept["name"], kept["by"], kept["score"])
