"""Refusals of custom fields."""

from payables.kit.errors import Refusal


class FieldInUse(Refusal):
    """The custom field {key} has values that would not be valid any more: keep its type and the choices in use, or give the new field another key."""

    status = 409
    code = "custom_field_in_use"
