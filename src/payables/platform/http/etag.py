"""The version of an invoice in a conditional request."""

import re

from payables.kit.errors import FieldError, InvalidFields

_ETAG = re.compile(r'(?:W/)?"?([0-9]{1,9})"?')


def read_etag(if_match: str | None) -> int | None:
    """The version in an If-Match header; None where any version will do. Raises InvalidFields."""
    if if_match is None or if_match.strip() == "*":
        return None
    found = _ETAG.fullmatch(if_match.strip())
    if found is None:
        raise InvalidFields([FieldError("If-Match", "Send the ETag of the invoice as you read it.", "invalid_etag")])
    return int(found[1])
