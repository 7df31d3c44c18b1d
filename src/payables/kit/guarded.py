"""Text of other people in spreadsheets: a cell that begins like a formula (formulas.py) would be carried out by whoever
opens the file. So is one behind a separator, where a program takes the file apart at another than ours. The guard is an
apostrophe, which spreadsheets read as "what follows is text".
"""

from payables.kit.formulas import is_skipped, sign_of

_SEPARATORS = frozenset(";,\t\r\n")


def guarded(text: str) -> str:
    """The text as it may stand in a cell of a text file."""
    inside = _guarded_inside(text)
    return f"'{inside}" if sign_of(inside) or (inside[:1] in ("\t", "\r", "\n") and inside) else inside


def _guarded_inside(text: str) -> str:
    """A sign behind a separator, with nothing between that a program would stop at, gets an apostrophe before it."""
    parts: list[str] = []
    behind = False
    for letter in text:
        if behind and sign_of(letter):
            parts.append("'")
        behind = letter in _SEPARATORS or (behind and is_skipped(letter))
        parts.append(letter)
    return "".join(parts)
