"""Which files are accepted: by their first bytes; a name that promises something else is refused."""

from payables.extraction.errors import REASONS
from payables.extraction.sniff import expected, sniff
from payables.kit.bad_value import BadValueError

PICTURES = ("jpeg", "png", "tiff")


class FileKindError(BadValueError):
    """Codes: empty_file, unsupported_type, type_mismatch."""


def file_kind(data: bytes, filename: str) -> str:
    """pdf, jpeg, png, tiff or xml. One picture format under the name of another is common and harmless."""
    if not data.strip(b"\x00\t\r\n "):
        raise _refused("empty_file")
    found, promised = sniff(data), expected(filename)
    if found is None:
        raise _refused("unsupported_type")
    if promised and promised != found and not (promised in PICTURES and found in PICTURES):
        raise _refused("type_mismatch")
    return found


def _refused(code: str) -> FileKindError:
    return FileKindError(code, REASONS[code])
