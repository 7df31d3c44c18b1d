"""The version of an invoice in a conditional request, and behind it a digest of what its coding stands for."""

import re

from payables.kit.errors import FieldError, InvalidFields

_ETAG = re.compile(r'(?:W/)?"?([0-9]{1,9})(?:-([0-9a-f]{16}))?"?')


def etag_of(version: int, tag: str) -> str:
    """`tag` may be empty."""
    return f'"{version}-{tag}"' if tag else f'"{version}"'


def read_etag(if_match: str | None) -> int | None:
    """The version in an If-Match header; None where any version will do. Raises InvalidFields."""
    found = _read(if_match)
    return int(found[1]) if found else None


def read_tag(if_match: str | None) -> str | None:
    """What stands behind the version; None where the client names the version alone. Raises InvalidFields."""
    found = _read(if_match)
    return found[2] if found else None


def _read(if_match: str | None) -> re.Match[str] | None:
    if if_match is None or if_match.strip() == "*":
        return None
    found = _ETAG.fullmatch(if_match.strip())
    if found is None:
        raise InvalidFields([FieldError("If-Match", "Send the ETag of the invoice as you read it.", "invalid_etag")])
    return found
