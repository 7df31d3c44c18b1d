"""How a body names a person."""

from payables.invoices.schema.approvals import ApproverWanted
from payables.kit.errors import FieldError, InvalidFields
from payables.kit.ids import parse_int_id


def person_of(wanted: ApproverWanted, field: str) -> int | str:
    """The id as a number, or the address. Raises InvalidFields naming the field."""
    user_id = parse_int_id(str(wanted.id)) if wanted.id is not None else None
    if user_id is not None:
        return user_id
    if wanted.id is None and wanted.email:
        return wanted.email
    raise InvalidFields([FieldError(field, "Send the user's id or email.", "required")])
