"""Why somebody does something, in their own words."""

from payables.kit.bad_value import BadValueError
from payables.kit.errors import FieldError, InvalidFields
from payables.kit.text import clean_text, is_visible

LONGEST = 2_000


def read_reason(text: str | None, *, needed: bool) -> str | None:
    """Blanks are no reason. Raises InvalidFields."""
    try:
        reason = clean_text((text or "").strip(), LONGEST)
    except BadValueError as error:
        raise InvalidFields([FieldError("reason", error.sentence, error.code)]) from error
    if is_visible(reason):
        return reason
    if needed:
        raise InvalidFields([FieldError("reason", "Say why: others will ask.", "required")])
    return None
