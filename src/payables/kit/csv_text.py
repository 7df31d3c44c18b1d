"""A CSV file as rows of cells, however a spreadsheet has written it: comma, semicolon or tab, UTF-8, UTF-16 or the
Windows code page."""

import csv
import io
import re
from collections.abc import Iterator

from payables.kit.bad_value import BadValueError

LONGEST_LINE = 200_000
LONGEST_CELL = 10_000
MOST_COLUMNS = 100

_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_DELIMITERS = ",;\t"


class CsvError(BadValueError):
    """A file that is no CSV. Code: unreadable_csv; the sentence begins in the middle: "the file cannot be read: it ..."."""

    def __init__(self, sentence: str) -> None:
        super().__init__("unreadable_csv", sentence)


def csv_rows(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """Each with its number, the header being 1; blank ones too. The delimiter is the one that the first line has most of.
    Raises CsvError, also while it is iterated."""
    text = _decoded(data)
    if any(len(line) > LONGEST_LINE for line in text.splitlines()):
        raise CsvError(f"a line has more than {LONGEST_LINE} characters.")
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        for number, cells in enumerate(lines, 1):
            if any(len(cell) > LONGEST_CELL for cell in cells):
                raise CsvError(f"a cell of row {number} has more than {LONGEST_CELL} characters.")
            yield number, cells
    except csv.Error as error:
        raise CsvError(f"line {lines.line_num}: {error}.") from error


def _decoded(data: bytes) -> str:
    encoding = next((name for mark, name in _MARKS.items() if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise CsvError("it is not text in the encoding that it begins with.") from error
        text = _windows_text(data)
    if "\0" in text or "\ufffd" in text:
        raise CsvError("it has bytes that are no text. Save it as CSV UTF-8.")
    return text


def _windows_text(data: bytes) -> str:
    """A file that has whole UTF-8 characters too is no Windows file: it is broken."""
    letters = data.decode("utf-8", errors="surrogateescape")
    for number, line in enumerate(letters.split("\n"), 1):
        if any("\x80" <= letter < "\udc80" or letter > "\udcff" for letter in line):
            raise CsvError(f"it is UTF-8, and some of its bytes are not: see line {number} and around.")
    return data.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    """Outside of quotes."""
    header = re.sub(r'"[^"]*"', "", text.split("\n", 1)[0])
    return max(_DELIMITERS, key=header.count)
