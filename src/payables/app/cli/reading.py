"""payables reading: train the rankers that choose among a field's candidates, and measure how well papers are read."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

import payables.extraction.ranking
from payables.app.cli.printing import say
from payables.extraction.ranking.features import KINDS
from payables.extraction.training.figures import Figures, calibration_error, figures
from payables.extraction.training.groups import folds, groups
from payables.extraction.training.out_of_fold import readings_out_of_fold
from payables.extraction.training.papers import Paper, papers_of
from payables.extraction.training.record import ALL, by_collection, record_text
from payables.extraction.training.score import Scored, judged
from payables.extraction.training.score import score as scored
from payables.extraction.training.settings import FOLDS, LEAST_TRAINED
from payables.extraction.training.settle import curves, curves_text, said_out_of_fold
from payables.extraction.training.train import Learned, train
from payables.kit.errors import Sentence
from payables.platform.clock import SystemClock

reading = App(name="reading", help="Train the rankers of header fields, and measure how well papers are read.")

SHIPPED = Path(payables.extraction.ranking.__file__).parent / "models"
_HEAD = f"{'':16}{'papers':>7}{'found':>7}{'exact':>7}{'ceiling':>9}{'cover@98':>10}{'error':>7}"

Data = Annotated[
    Path, Parameter(help="A folder with truth.jsonl and the documents it names, or a folder of such folders.")
]
Words = Annotated[Path, Parameter(help="A folder that keeps the words read from documents; made and filled as needed.")]

for name, summary in {
    "report": "Print and draw how sure readings were and how often they were right.",
    "thresholds": "Find from which confidence on papers may go on unseen.",
}.items():
    reading.command(f"payables.app.cli.reading_{name}:reading_{name}", name=name, help=summary)


class NoSuchField(Sentence):
    """There is no ranker of {field}. Name one of these: {fields}."""


@reading.command(name="train")
def train_rankers(*, data: Data, words: Words, out: Path = SHIPPED, field: tuple[str, ...] = ()) -> None:
    """Learn a ranker per field, print its figures out of fold, and write it with its training record.

    Folds are split by vendor and layout: no paper is judged by a ranker that saw its like. Two runs on the same papers
    write the same rankers. A field of which too few papers' values are known is left out. Nothing is written before all
    is learned.

    Parameters
    ----------
    out
        The folder for the rankers; without it, those of this installation are replaced.
    field
        Only these fields; may be given several times.
    """
    for name in field:
        if name not in KINDS:
            raise NoSuchField(field=name, fields=", ".join(KINDS))
    papers, today = list(papers_of(data, words)), SystemClock().now().date()
    every: list[Learned] = []
    texts: dict[str, str] = {}
    for learned in train(papers, field or tuple(KINDS)):
        texts[f"{learned.field}.txt"] = learned.text
        texts[f"{learned.field}.json"] = record_text(learned, papers, today)
        _show(learned, papers)
        every.append(learned)
    _show_left_out(field or tuple(KINDS), every)
    if every and not field:
        said = said_out_of_fold(papers, every, folds(papers, groups(papers), FOLDS))
        texts["settled.json"] = curves_text(said, curves(said), today)
    _write(out, texts)


@reading.command
def score(*, data: Data, words: Words, out_of_fold: bool = False) -> None:
    """Print how well this program reads the documents: found, exact, ceiling, cover@98 and expected calibration error.

    Papers that the rankers were trained on flatter them.

    Parameters
    ----------
    out_of_fold
        Read each paper by rankers that are trained anew without its vendor and layout; as slow as training.
    """
    papers = papers_of(data, words)
    answers = judged(readings_out_of_fold(list(papers))) if out_of_fold else scored(papers)
    for collection in dict.fromkeys(c for c, _ in answers):
        say(f"\n{collection}\n{_HEAD}")
        for (of, name), given in answers.items():
            if of == collection:
                say(_line(name, figures(given)))
    _show_all(answers)


def _show_all(answers: Scored) -> None:
    """Each field over all collections, and the calibration error of all values together."""
    say(f"\n{ALL}\n{_HEAD}")
    for name in dict.fromkeys(name for _, name in answers):
        say(_line(name, figures([a for (_, of), given in answers.items() if of == name for a in given])))
    said = [(a.confidence, a.right) for given in answers.values() for a in given if a.found]
    say(f"{'every value':16}{len(said):7}{'':37}{calibration_error(said):7.3f}")


def _show_left_out(fields: Sequence[str], every: Sequence[Learned]) -> None:
    for name in fields:
        if name not in {learned.field for learned in every}:
            say(
                f"\n{name}: left out, its value is known of too few papers, or of one vendor's only: {LEAST_TRAINED} are needed"
            )


def _write(out: Path, texts: Mapping[str, str]) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (out / name).write_text(text, encoding="utf-8")


def _show(learned: Learned, papers: list[Paper]) -> None:
    say(f"\n{learned.field}: {'trees' if learned.by_trees else 'the rule stays'}\n{_HEAD}")
    for name, answers in (("rule", learned.rule), ("trees", learned.trees)):
        _table(name, by_collection(answers, learned, papers))
        say(f"{'':16}silent where the value was taken away: {answers.silent} of {len(answers.known)}")


def _table(name: str, measured: Mapping[str, Figures]) -> None:
    for collection, found in measured.items():
        say(_line(name if collection == ALL else f"  {collection}", found))


def _line(name: str, f: Figures) -> str:
    return f"{name:16}{f.papers:7}{f.found:7}{f.exact:7.3f}{f.ceiling:9.3f}{f.cover98:10.3f}{f.ece:7.3f}"
