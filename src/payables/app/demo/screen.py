"""What the demo's user watches: a line per step, and progress while documents are read. Nothing with --json."""

import textwrap
import time
from collections.abc import Generator
from contextlib import contextmanager

from rich.cells import cell_len
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

WIDTH = 100
TITLE = 12


class Step:
    """A step under way; `text` is what it came to."""

    def __init__(self) -> None:
        self.text = ""
        self.failed = False


class Counter:
    """Counts documents as they come in: a bar on a terminal, else a line for each."""

    def __init__(self, screen: "Screen", title: str, total: int) -> None:
        self._screen = screen
        self._progress = Progress(
            TextColumn(f"    {title:<{TITLE}}"),
            BarColumn(bar_width=40),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=screen.console,
            transient=True,
            disable=not screen.lively,
        )
        self._task = self._progress.add_task(title, total=total)

    def __enter__(self) -> "Counter":
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def one_more(self, name: str, status: str, seconds: float | None) -> None:
        self._progress.advance(self._task)
        if not self._screen.lively and seconds is not None:
            self._screen.row(f"      {name}", f"{status}  {seconds:5.1f} s", "dim")


class _Paper(Console):
    """When the reader goes away, as in `payables demo | head`, the demo ends in order like after any other error."""

    def on_broken_pipe(self) -> None:
        self.quiet = True
        raise BrokenPipeError


class Screen:
    """Writes to the terminal, or plain lines into a pipe; NO_COLOR is obeyed."""

    def __init__(self, *, quiet: bool = False, console: Console | None = None) -> None:
        found = console or _Paper(highlight=False, quiet=quiet)
        # A pipe has no width; a terminal that is wider than the tables would only pull them apart.
        width = min(WIDTH, found.width) if found.is_terminal else WIDTH
        self.console = console or _Paper(highlight=False, quiet=quiet, width=width)
        self.lively = self.console.is_terminal and not quiet

    def show(self, text: Text | str = "", indent: int = 0) -> None:
        """Sentences are broken at the edge; lines that were set (Text) are left as they are."""
        if isinstance(text, Text):
            self.console.print(Text(" " * indent).append_text(text), soft_wrap=True)
        elif not text:
            self.console.print()
        for line in textwrap.wrap(text, self.console.width - indent) if isinstance(text, str) else ():
            self.console.print(" " * indent + line, markup=False, soft_wrap=True)

    def raw(self, text: str) -> None:
        """As it is and never wrapped, so that it can be copied."""
        self.console.print(text, markup=False, soft_wrap=True)

    def headline(self, text: str) -> None:
        self.show(Text(text, style="bold"))

    def row(self, left: str, right: str, style: str = "") -> None:
        """A line with something at its right edge."""
        room = max(1, self.console.width - cell_len(left) - cell_len(right))
        self.console.print(Text(left + " " * room + right, style=style), soft_wrap=True)

    @contextmanager
    def step(self, title: str, *, alone: bool = True) -> Generator[Step]:
        """The line appears when the step is done, with how long it took. Not `alone`: it has its own moving part."""
        step, started = Step(), time.monotonic()
        if self.lively and alone:
            with self.console.status(f"[dim]{title} …"):
                yield step
        else:
            yield step
        self._done(title, step, time.monotonic() - started)

    def _done(self, title: str, step: Step, seconds: float) -> None:
        mark = Text("  ! ", "yellow") if step.failed else Text("  ✓ ", "green")
        line = Text.assemble(mark, f"{title:<{TITLE}}", step.text)
        time_taken = f"{seconds:.1f} s"
        room = max(1, self.console.width - line.cell_len - len(time_taken))
        self.console.print(line.append(" " * room).append(time_taken, "dim"), soft_wrap=True)

    def counter(self, title: str, total: int) -> Counter:
        return Counter(self, title, total)
