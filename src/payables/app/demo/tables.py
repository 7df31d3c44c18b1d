"""The demo's two tables and the list of what to look at, as lines of at most 100 columns."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from rich.cells import cell_len, chop_cells, set_cell_size
from rich.text import Text

from payables.app.demo.outcome import Cell, DocumentOutcome, Match, cells

DOCUMENT, NUMBER, DATE, TOTAL, VENDOR, MARK, SECONDS, STATUS = 22, 12, 10, 10, 6, 4, 4, 9
TENANT, COUNT = 20, 12
GAP = "  "
MARKS = {
    Match.RIGHT: ("✓", "green"),
    Match.OTHERWISE: ("≠", "bold yellow"),
    Match.MISSING: ("–", "bold yellow"),
    Match.UNKNOWN: (" ", ""),
}
# The API's words, short enough for a column.
STATUS_WORDS = {
    "pending-approval": "pending",
    "needs-attention": "attention",
    "ready-for-export": "ready",
}
STYLES = {"attention": "yellow", "failed": "red", "refused": "red", "unreadable": "red", "duplicate": "dim"}
COLUMNS = ("exported", "ready", "approved", "pending", "attention", "incomplete", "duplicate", "failed", "refused")


def reading_table(outcomes: Sequence[DocumentOutcome], names: dict[str, str]) -> Iterator[Text]:
    """A line per document under its tenant's name (`names`: by key)."""
    yield Text(
        GAP.join(
            [
                "document".ljust(DOCUMENT),
                "number".ljust(NUMBER + 1 + MARK),
                "date".ljust(DATE + 1 + MARK),
                "total".rjust(TOTAL).ljust(TOTAL + 1 + MARK),
                "vendor",
                "s".rjust(SECONDS),
                "status",
            ]
        ),
        "dim",
    )
    for tenant, group in groupby(outcomes, key=lambda outcome: outcome.document.tenant):
        yield Text(names[tenant], "bold")
        for outcome in group:
            yield _line(outcome)


def legend(outcomes: Sequence[DocumentOutcome]) -> Text:
    compared = any(outcome.document.truth for outcome in outcomes)
    marks = "✓ as on the paper   ≠ read otherwise   – not found" if compared else "– not found"
    return Text(f"{marks}   figures: confidence in %  s: upload to readable", "dim")


def _line(outcome: DocumentOutcome) -> Text:
    word = word_of(outcome.status)
    seconds = "" if outcome.seconds is None else f"{outcome.seconds:.1f}"[:SECONDS].rstrip(".")
    line = Text(f"{middle_cut(outcome.document.name, DOCUMENT)}{GAP}")
    line.append_text(_fields(outcome))
    line.append(f"{GAP}{seconds.rjust(SECONDS)}{GAP}")
    return line.append(set_cell_size(word, STATUS).rstrip(), STYLES.get(word, ""))


def _fields(outcome: DocumentOutcome) -> Text:
    width = NUMBER + DATE + TOTAL + 3 * (1 + MARK) + VENDOR + 3 * len(GAP)
    shown = cells(outcome)
    if not shown:
        return Text(set_cell_size(_instead(outcome), width), "dim")
    number, date, total, vendor = shown
    return Text(GAP).join(
        [
            _value(number, NUMBER),
            _value(date, DATE),
            _value(total, TOTAL, right=True),
            Text(" " * (VENDOR - MARK)).append_text(_mark(vendor)),
        ]
    )


def _instead(outcome: DocumentOutcome) -> str:
    if outcome.duplicate:
        original = outcome.document.copy_of
        return f"the same file as {original}" if original else "a file that was sent before"
    return ""


def _value(cell: Cell, width: int, *, right: bool = False) -> Text:
    text = cell.value or ""
    if right and len(text) > width:
        text = text.replace(",", "")
    text = text if cell_len(text) <= width else set_cell_size(text, width - 1) + "…"
    return Text.assemble(text.rjust(width) if right else set_cell_size(text, width), " ", _mark(cell))


def _mark(cell: Cell) -> Text:
    mark, style = MARKS[cell.match]
    confidence = "" if cell.confidence is None or cell.value is None else f"{cell.confidence * 100:.0f}"
    return Text(f"{mark}{confidence.rjust(MARK - 1)}", style)


def word_of(status: str) -> str:
    return STATUS_WORDS.get(status, status)


def middle_cut(name: str, width: int) -> str:
    """The beginning and the end of a file's name say most."""
    if cell_len(name) <= width:
        return set_cell_size(name, width)
    end = width // 2 - 2
    tail = chop_cells(name[::-1], end)[0][::-1]
    return set_cell_size(name, width - 1 - cell_len(tail)) + "…" + tail


def differences(outcome: DocumentOutcome) -> list[str]:
    """What was read otherwise than it is on the paper, as sentences."""
    return [
        f"The {cell.field} was read as {cell.value}; the paper says {cell.truth}."
        if cell.value
        else f"The {cell.field} was not found; the paper says {cell.truth}."
        for cell in cells(outcome)
        if cell.truth is not None and cell.match is not Match.RIGHT
    ]


def to_look_at(outcomes: Iterable[DocumentOutcome]) -> list[tuple[str, list[str]]]:
    """Per document the sentences about it, where there are any."""
    said = [(outcome.document.name, [*differences(outcome), *outcome.reasons]) for outcome in outcomes]
    return [(name, sentences) for name, sentences in said if sentences]


def status_table(counts: dict[str, dict[str, int]]) -> Iterator[Text]:
    """Tenant -> status -> how many; only the columns that have something in them."""
    shown = [c for c in COLUMNS if any(row.get(c) for row in counts.values())]
    shown += sorted({c for row in counts.values() for c in row} - set(shown))
    yield Text("tenant".ljust(TENANT) + "".join(column.rjust(COUNT) for column in shown), "dim")
    for tenant, row in counts.items():
        numbers = [str(row[column]) if row.get(column) else "·" for column in shown]
        yield Text(set_cell_size(tenant, TENANT) + "".join(number.rjust(COUNT) for number in numbers))
