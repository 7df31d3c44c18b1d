"""A CSV file as rows of fields, however a spreadsheet has written it: comma, semicolon or tab, UTF-8, UTF-16 or the
Windows code page, with any order of columns."""

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping

from payables.imports.errors import TooManyRows, UnreadableFile
from payables.imports.model import Row, Table

MOST_ROWS = 1000
MOST_LINES = 5_000  # blank ones too
MOST_COLUMNS = 100
LONGEST_CELL = 10_000
LONGEST_LINE = 200_000

_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_DELIMITERS = ",;\t"


def read_csv(data: bytes, fields: Collection[str], aliases: Mapping[str, str]) -> Table:
    """`fields` are the names of columns in any spelling of case, blanks, dots and underscores; `aliases` other names of
    them. Raises UnreadableFile, TooManyRows."""
    text = _decoded(data)
    if any(len(line) > LONGEST_LINE for line in text.splitlines()):
        raise UnreadableFile(reason=f"a line has more than {LONGEST_LINE} characters.")
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        return _table(lines, _columns(next(lines, []), fields, aliases))
    except csv.Error as error:
        raise UnreadableFile(reason=f"line {lines.line_num}: {error}.") from error


def _decoded(data: bytes) -> str:
    encoding = next((name for mark, name in _MARKS.items() if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise UnreadableFile(reason="it is not text in the encoding that it begins with.") from error
        text = _windows_text(data)
    if "\0" in text or "\ufffd" in text:
        raise UnreadableFile(reason="it has bytes that are no text. Save it as CSV UTF-8.")
    return text


def _windows_text(data: bytes) -> str:
    """A file that has whole UTF-8 characters too is no Windows file: it is broken."""
    letters = data.decode("utf-8", errors="surrogateescape")
    for number, line in enumerate(letters.split("\n"), 1):
        if any("\x80" <= letter < "\udc80" or letter > "\udcff" for letter in line):
            raise UnreadableFile(reason=f"it is UTF-8, and some of its bytes are not: see line {number} and around.")
    return data.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    """The one that the header has most of, outside of quotes."""
    header = re.sub(r'"[^"]*"', "", text.split("\n", 1)[0])
    return max(_DELIMITERS, key=header.count)


def _columns(header: list[str], fields: Collection[str], aliases: Mapping[str, str]) -> list[tuple[str, str | None]]:
    """Each column as it is called, and its field. A field that two columns are called like is refused."""
    if not any(name.strip() for name in header):
        raise UnreadableFile(reason="it has no header line.")
    if len(header) > MOST_COLUMNS:
        raise UnreadableFile(reason=f"it has more than {MOST_COLUMNS} columns.")
    known = {_folded(name): name for name in fields} | {_folded(name): field for name, field in aliases.items()}
    columns = [(name.strip()[:100], known.get(_folded(name))) for name in header]
    found = [field for _, field in columns if field]
    if twice := sorted({field for field in found if found.count(field) > 1}):
        raise UnreadableFile(reason=f"two columns are called {twice[0]}.")
    if not found:
        raise UnreadableFile(reason=f"no column has a known name. Known are: {', '.join(fields)}.")
    return columns


def _folded(name: str) -> str:
    return re.sub(r"[\s_.\-]+", "", name).casefold()


def _table(lines: Iterator[list[str]], columns: list[tuple[str, str | None]]) -> Table:
    rows: list[Row] = []
    for number, cells in enumerate(lines, 2):
        if number > MOST_LINES:
            raise UnreadableFile(reason=f"it has more than {MOST_LINES} lines, most of them blank.")
        if not any(cell.strip() for cell in cells):
            continue
        if len(rows) == MOST_ROWS:
            raise TooManyRows(most=MOST_ROWS)
        if len(cells) > len(columns):
            raise UnreadableFile(reason=f"row {number} has more cells than the header.")
        if any(len(cell) > LONGEST_CELL for cell in cells):
            raise UnreadableFile(reason=f"a cell of row {number} has more than {LONGEST_CELL} characters.")
        named = zip(columns, cells, strict=False)
        rows.append(Row(number, {field: cell.strip() for (_, field), cell in named if field and cell.strip()}))
    return Table(rows, [name for name, field in columns if field is None and name])
