"""payables reading thresholds: from which confidence on papers may go on unseen."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

import payables.extraction.ranking
from payables.app.cli.printing import say, show_table
from payables.extraction.checks.gate import VENDOR
from payables.extraction.ranking.thresholds import PRECISION, TARGETS, shipped
from payables.extraction.training.out_of_fold import out_of_fold
from payables.extraction.training.papers import papers_of
from payables.extraction.training.thresholds import let_through, thresholds, thresholds_text
from payables.platform.clock import SystemClock

SHIPPED = Path(payables.extraction.ranking.__file__).parent / "models"
MADE_BY = "payables reading thresholds --data DIR --words CACHE"

Data = Annotated[
    Path, Parameter(help="A folder with truth.jsonl and the documents it names, or a folder of such folders.")
]
Words = Annotated[Path, Parameter(help="A folder that keeps the words read from documents; made and filled as needed.")]


def reading_thresholds(*, data: Data, words: Words, out: Path = SHIPPED) -> None:
    """Read papers with truth by rankers that had not seen their like, and write from which confidence on they are right.

    Written is thresholds.json, beside the rankers of this installation or in the folder `out`; printed is what it lets
    through. Run it after rankers were trained.
    """
    papers = list(out_of_fold(list(papers_of(data, words))))
    fields = thresholds(papers, shipped().fields[VENDOR])
    out.mkdir(parents=True, exist_ok=True)
    text = thresholds_text(papers, fields, SystemClock().now().date(), MADE_BY)
    (out / "thresholds.json").write_text(text, encoding="utf-8")
    show_table(
        ["field", *(f"at {target:g}" for target in TARGETS)],
        [[name, *(f"{value:.3f}" for value in of_one.values())] for name, of_one in fields.items()],
    )
    limits = {name: of_one[str(PRECISION)] for name, of_one in fields.items()}
    say(f"\nWhat goes on unseen at {PRECISION:.0%}, and how much of it is right in number, date and total:")
    show_table(
        ["papers of", "papers", "through", "share", "right"],
        [
            [name, f"{let.papers}", f"{let.through}", f"{let.share:.3f}", f"{let.precision:.3f}"]
            for name, let in let_through(papers, limits).items()
        ],
    )
