"""Refusals of units."""

from payables.kit.errors import Refusal


class ConversionContradicts(Refusal):
    """By what is known of this item one {from_unit} is {known} {to_unit}, and not {sent}: forget the conversion that is wrong by DELETE /v1/unit-conversions/{{id}}, then send this one again."""

    status = 409
    code = "conversion_contradicts"


class TooManyConversions(Refusal):
    """This item has {most} conversions, which is the most that are kept: forget one that is not needed by DELETE /v1/unit-conversions/{{id}}."""

    status = 409
    code = "too_many_conversions"
