"""payables reading report: how readings turned out, as a picture and as tables."""

import asyncio
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from payables.accounts.errors import NoSuchAccount
from payables.accounts.queries import account_keys
from payables.app.cli.printing import say, show_table
from payables.app.reading_report.draw import draw, headline
from payables.app.reading_report.gather import of_account, of_all, of_papers
from payables.app.reading_report.model import TITLES, Outcomes
from payables.app.reading_report.png import png
from payables.app.reading_report.svg import svg
from payables.app.runtime import open_parts
from payables.extraction.training.figures import calibration_error
from payables.extraction.training.out_of_fold import out_of_fold
from payables.extraction.training.papers import papers_of
from payables.extraction.training.reliability import kept, share_right
from payables.extraction.training.tally import Tally
from payables.kit.errors import Sentence
from payables.platform.settings import read_settings


class NoPicture(Sentence):
    """{path}: name a file that ends in .svg or .png."""


class BothNeeded(Sentence):
    """Papers with truth need --data and --words, and no --account."""


def reading_report(
    *,
    to: Annotated[Path | None, Parameter(help="A picture: FILE.svg or FILE.png. An older one is replaced.")] = None,
    account: Annotated[
        str | None, Parameter(help="The account's key in the org file; without it, all together.")
    ] = None,
    data: Annotated[
        Path | None, Parameter(help="Papers with truth instead, as for training; read out of fold.")
    ] = None,
    words: Annotated[Path | None, Parameter(help="The folder that keeps their words.")] = None,
) -> None:
    """Print how sure readings were and how often they were right, which thresholds are in force and what they let through.

    Of what people approved or corrected, the newest papers first. With --data and --words, of papers with truth: rankers are
    learned for that, which takes minutes.
    """
    if to is not None and to.suffix.lower() not in (".svg", ".png"):
        raise NoPicture(path=to)
    if (data is None) != (words is None) or (data and account):
        raise BothNeeded
    outcomes = _of_truth(data, words) if data and words else asyncio.run(_of_accounts(account))
    _print(outcomes)
    if to is not None:
        picture = draw(outcomes)
        to.write_bytes(png(picture) if to.suffix.lower() == ".png" else svg(picture).encode())


def _of_truth(data: Path, words: Path) -> Outcomes:
    return of_papers(list(out_of_fold(list(papers_of(data, words)))))


async def _of_accounts(key: str | None) -> Outcomes:
    async with open_parts(read_settings()) as parts:
        async with parts.database.operator() as connection:
            accounts = await account_keys(connection)
        if key is None:
            return await of_all(parts.database, list(accounts.values()))
        if key not in accounts:
            raise NoSuchAccount(key=key)
        return await of_account(parts.database, accounts[key], key)


def _print(outcomes: Outcomes) -> None:
    say(f"{headline(outcomes)}\n")
    show_table(
        ["field", "judged", "right", "error", "threshold", "pass", "right of these"],
        [_row(title, outcomes, name) for name, title in TITLES.items()],
    )
    if outcomes.groups:
        say()
        show_table(
            [
                outcomes.grouped,
                "read",
                "straight through",
                "share of read",
                "judged",
                "straight and judged",
                "right of these",
            ],
            [_group(one) for one in (*outcomes.groups, outcomes.whole)],
        )


def _group(one: Tally) -> list[str]:
    passed = [f"{one.read}", f"{one.passed}", f"{one.share:.3f}"]
    return [one.label, *passed, f"{one.judged}", f"{one.judged_passed}", _share(one.precision)]


def _row(title: str, outcomes: Outcomes, name: str) -> list[str]:
    said, limit = outcomes.said.get(name, ()), outcomes.limits[name]
    if not said:
        return [title, "0", "", "", f"{limit:.3f}", "", ""]
    at = kept(said, limit)
    measured = [f"{len(said)}", f"{share_right(said):.3f}", f"{calibration_error(said):.3f}", f"{limit:.3f}"]
    return [title, *measured, f"{at.coverage:.3f}", _share(at.precision)]


def _share(share: float | None) -> str:
    return "" if share is None else f"{share:.3f}"
