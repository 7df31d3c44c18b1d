"""Text of other people in spreadsheets: a cell that begins like a formula would be carried out by whoever opens the file.

Programs skip blanks, quotes and invisible characters before they look, read full-width signs as plain ones, and may take
a file apart at other separators than ours: so a sign is also guarded behind each of these. The guard is an apostrophe,
which spreadsheets read as "what follows is text".
"""

import re

# = + - @ and their full-width and small forms; | starts a DDE command, and % one of older programs
_SIGNS = "=+\\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u2212|%\uff5c"
# blanks of any width, quotes, apostrophes, controls, and characters without width
_SKIPPED = "\\s\"'`\u2018\u2019\u201c\u201d\u00a0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u2064\ufeff\x00-\x1f\x7f"
_AT_START = re.compile(f"^[{_SKIPPED}]*[{_SIGNS}]")
_BEHIND_SEPARATOR = re.compile(f"([;,\\t\\r\\n][{_SKIPPED}]*)(?=[{_SIGNS}])")
_LEADING_CONTROL = re.compile("^[\\t\\r\\n]")


def guarded(text: str) -> str:
    """The text as it may stand in a cell of a text file."""
    inside = _BEHIND_SEPARATOR.sub(r"\1'", text)
    return f"'{inside}" if _AT_START.match(inside) or _LEADING_CONTROL.match(inside) else inside
