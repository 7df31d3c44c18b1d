"""The name of an uploaded file: the last part of whatever path was sent, without what a terminal would obey."""

import re
import unicodedata

from payables.kit.bad_value import BadValueError

LONGEST = 255
NAMELESS = "document"

_PATH = re.compile(r"[\\/]")


class FileNameError(BadValueError):
    """Code: too_long."""


def file_name(text: str) -> str:
    """`../../etc/passwd` is `passwd`; a name of which nothing is left becomes `document`."""
    last = _PATH.split(text)[-1]
    # Cc and Cf hold the controls and what turns the direction of writing round; Cs halves of surrogate pairs.
    kept = "".join(c for c in last if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    name = unicodedata.normalize("NFC", kept).strip().lstrip(".")
    if len(name) > LONGEST:
        raise FileNameError("too_long", f"The file name has more than {LONGEST} characters: shorten it.")
    return name or NAMELESS
