"""API shapes of units. All of it is an extension of the contract."""

from decimal import Decimal
from typing import Annotated

import msgspec
from msgspec import Meta

from payables.access.model import Person
from payables.platform.http.instants import Instant, InstantUtc
from payables.platform.http.rows import IntId
from payables.units.model import Source
from payables.units.rules.conversion_fields import LONGEST


def _text(name: str, description: str, *examples: str) -> Meta:
    shape = {"maxLength": LONGEST[name]}
    return Meta(description=description, examples=list(examples) or None, extra_json_schema=shape)


Sku = Annotated[
    str, _text("sku", "The vendor's item number; case, punctuation and leading zeros do not count.", "10442")
]
ItemName = Annotated[
    str, _text("item_name", "The item's name where it has no number; case, accents and punctuation do not count.")
]
Factor = Annotated[Decimal, Meta(description="How many to_unit one from_unit is; above zero.", examples=[12])]
UnitText = Meta(
    description="A unit of measure as documents write it.", examples=["CS"], extra_json_schema={"maxLength": 40}
)


class UnitConversionBody(msgspec.Struct, kw_only=True):
    """Of this item of the vendor one `from_unit` is `factor` of `to_unit`. The vendor is named by one of its ids, or both."""

    ottimate_company_id: IntId
    ottimate_vendor_id: IntId | None = None
    erp_vendor_id: Annotated[str, _text("erp_vendor_id", "The vendor's id in the ERP.")] | None = None
    sku: Sku | None = None
    item_name: ItemName | None = None
    from_unit: Annotated[str, UnitText]
    to_unit: Annotated[str, UnitText]
    factor: Factor


class UnitConversion(msgspec.Struct, kw_only=True):
    """Of this item of the vendor one `from_unit` is `factor` of `to_unit`."""

    version: str
    id: Annotated[str, Meta(description="UUID.")]
    ottimate_company_id: int
    ottimate_vendor_id: int
    erp_vendor_name: str
    sku: str | None
    item_name: str | None
    from_unit: Annotated[str, Meta(description="Its code, or the word itself where it is none that is known.")]
    to_unit: str
    factor: Factor
    source: Annotated[Source, Meta(description="Who says so.")]
    created_date: Instant
    created_date_utc: InstantUtc
    created_by: Annotated[Person | None, Meta(description="Who said so.")]


class UnitConversionList(msgspec.Struct):
    """Newest first."""

    version: str
    count: Annotated[int, Meta(description="All matches, not only this page.")]
    page: int
    limit: int
    results: list[UnitConversion]


class PackObject(msgspec.Struct, kw_only=True):
    """What a pack says. Units are codes: LB, OZ, GAL, PC for pieces, EA for each, CS, BG."""

    text: Annotated[str, Meta(description="The same pack in the one way we write it.", examples=["6 x 10 LB"])]
    counts: Annotated[
        list[int], Meta(description="How many, from the outside in: [8, 6] of 3 oz. Empty: not said.", examples=[[6]])
    ]
    pieces: Annotated[int, Meta(description="How many inner things that is.", examples=[6])]
    size: Annotated[Decimal | None, Meta(description="How much one inner thing is.", examples=[10])]
    size_to: Annotated[Decimal | None, Meta(description="Where the size varies, up to what.")]
    unit: Annotated[str | None, Meta(description="The unit of the size.", examples=["LB"])]
    inner: Annotated[str | None, Meta(description="The container of one inner thing.", examples=["BG"])]
    whole: Annotated[str | None, Meta(description="The container of all.", examples=["CS"])]
    can: Annotated[str | None, Meta(description='The trade size of a can: "6/#10".', examples=["10"])]
    catch_weight: Annotated[bool, Meta(description="The size is an average; what is billed is weighed.")]


class PackAnswer(msgspec.Struct, kw_only=True):
    """How a text is read."""

    version: str
    pack: Annotated[PackObject | None, Meta(description="The text as a pack; null if it says none, or two.")]
    found: Annotated[
        PackObject | None,
        Meta(description="The one pack inside the text, as in the name of an item; null if none, or two."),
    ]
    factor: Annotated[
        Decimal | None,
        Meta(
            description="How many to_unit one unit with this pack is; null if not asked, or not known.", examples=[60]
        ),
    ]
