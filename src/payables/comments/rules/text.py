"""What was sent as a comment, and whom it mentions."""

import re
from collections.abc import Iterator

from payables.comments.model import LONGEST, MOST_MENTIONS
from payables.kit.bad_value import BadValueError
from payables.kit.errors import FieldError, InvalidFields
from payables.kit.ids import MAX_INT_ID, parse_int_id
from payables.kit.text import clean_text, is_visible

# `@` before a mail address, unless that `@` ends a word itself: `a@b@c.example` mentions nobody. What follows the address
# (a full stop, a bracket) is the sentence's.
_MENTION = re.compile(r"(?<![\w@.+-])@([\w.+-]+@[\w-]+(?:\.[\w-]+)+)")


def read_text(sent: object) -> str:
    """Plain text that says something. Raises InvalidFields."""
    if not isinstance(sent, str) or not is_visible(sent):
        raise InvalidFields([FieldError("text", "Say something: the text is missing or blank.", "required")])
    try:
        return clean_text(sent, LONGEST)
    except BadValueError as error:
        raise InvalidFields([FieldError("text", error.sentence, error.code)]) from error


def wanted_mentions(text: str, sent: object) -> list[tuple[str, int | str]]:
    """(field, user id or address) of everyone mentioned, in the text or beside it. Raises InvalidFields."""
    if sent is not None and not isinstance(sent, list):
        raise InvalidFields([FieldError("mentions", "Send a list of user ids or e-mail addresses.", "invalid")])
    wanted = [*_beside(sent or []), *(("text", address) for address in mentioned_in(text))]
    if len(wanted) > MOST_MENTIONS:
        sentence = f"A comment mentions at most {MOST_MENTIONS} people."
        raise InvalidFields([FieldError("mentions", sentence, "too_many_mentions")])
    return wanted


def mentioned_in(text: str) -> list[str]:
    """The addresses in lower case, each once, in the order of the text."""
    return list(dict.fromkeys(address.lower() for address in _MENTION.findall(text)))


def _beside(sent: list[object]) -> Iterator[tuple[str, int | str]]:
    for n, name in enumerate(sent):
        field = f"mentions[{n}]"
        if isinstance(name, str) and name.strip():
            yield field, parse_int_id(name) or name.strip()
        elif isinstance(name, int) and not isinstance(name, bool) and 0 < name <= MAX_INT_ID:
            yield field, name
        else:
            raise InvalidFields([FieldError(field, "Send a user id or an e-mail address.", "invalid")])
