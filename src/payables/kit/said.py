"""What people say in their own words: a reason, a comment, a note. What shows nothing is nothing."""

from payables.kit.bad_value import BadValueError
from payables.kit.errors import FieldError, InvalidFields
from payables.kit.text import clean_text, is_visible

LONGEST = 2_000


def said(field: str, text: str | None, longest: int = LONGEST) -> str | None:
    """Without blanks around it; None where a reader would see nothing: blanks, zero-width and filling characters.

    Raises InvalidFields for what cannot be kept."""
    try:
        clean = clean_text(text or "", longest).strip()
    except BadValueError as error:
        raise InvalidFields([FieldError(field, error.sentence, error.code)]) from error
    return clean if is_visible(clean) else None


def must_say(field: str, text: str | None, sentence: str, longest: int = LONGEST) -> str:
    """The same where it is needed; `sentence` asks for it. Raises InvalidFields."""
    found = said(field, text, longest)
    if found is None:
        raise InvalidFields([FieldError(field, sentence, "required")])
    return found
