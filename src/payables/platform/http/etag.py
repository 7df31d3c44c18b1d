"""What a client has seen, in a conditional request: a version, behind it a digest of what an invoice's coding stands for; or the
digest of a content that has no version."""

import re
from typing import Any

from payables.kit.content_tag import content_tag
from payables.kit.errors import FieldError, InvalidFields

_TAG = re.compile(r'(?:W/)?"?([0-9a-f]{16})"?')
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


def content_header(value: Any) -> dict[str, str]:
    """The ETag of what has no version number."""
    return {"ETag": f'"{content_tag(value)}"'}


def read_content_tag(if_match: str | None) -> str | None:
    """The digest in an If-Match header; None where any content will do. Raises InvalidFields."""
    if if_match is None or if_match.strip() == "*":
        return None
    found = _TAG.fullmatch(if_match.strip())
    if found is None:
        raise InvalidFields([FieldError("If-Match", "Send the ETag as you read it.", "invalid_etag")])
    return found[1]


def is_only_new(if_none_match: str | None) -> bool:
    """Whether the client wants something made only where there is none yet. Raises InvalidFields."""
    if if_none_match is None:
        return False
    if if_none_match.strip() != "*":
        raise InvalidFields([FieldError("If-None-Match", "Send * or leave it out.", "invalid_etag")])
    return True


def _read(if_match: str | None) -> re.Match[str] | None:
    if if_match is None or if_match.strip() == "*":
        return None
    found = _ETAG.fullmatch(if_match.strip())
    if found is None:
        raise InvalidFields([FieldError("If-Match", "Send the ETag of the invoice as you read it.", "invalid_etag")])
    return found
