"""`python -m benchmarks.learned_coding`: share of held-back lines whose account and department learned coding gets right.

Histories are made from the catalogues of the sample papers: every vendor's lines with the dimensions that the story gives
them. Per item, 1, 3 or 10 past lines are shown, and a line is asked for that was not among them, written as papers write:
the same, misread (letters as a scanner takes them for others), reworded, or under another sku. `new item` asks for items
that were never shown. One past line in DOUBT is coded wrongly, as people do. With --truth FILE also for the lines of
documents of one's own: a truth.jsonl as samples/truth.py writes it, whose vendor stands for the account of its lines.
"""

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from samples.story import PAPERS

from payables.coding.model import Confirmed, Example, Line, Place, Suggestion
from payables.coding.rules.keys import name_key, sku_key
from payables.coding.rules.past import Past
from payables.coding.rules.suggest import suggest

SHOWN = (1, 3, 10)
DOUBT = 20
ROUNDS = 5
START = datetime(2026, 1, 1, tzinfo=UTC)
MISREAD = {
    "o": "0",
    "0": "o",
    "l": "1",
    "i": "1",
    "1": "l",
    "s": "5",
    "5": "s",
    "b": "8",
    "m": "rn",
    "e": "c",
    "g": "q",
}
WORDS_MORE = ("fresh", "new", "promo", "2026", "kg", "special", "net", "case")
EDGES = tuple(Decimal(n) / 10 for n in range(5, 11))


@dataclass(frozen=True)
class Item:
    """Something that a vendor sells, and how its lines are coded: type -> dimension."""

    company: int
    vendor: int
    name: str
    sku: str
    values: dict[str, str]


@dataclass(frozen=True)
class Asked:
    """A held-back line and what came of it."""

    way: str
    shown: int
    type: str
    right: str
    suggestion: Suggestion | None

    @property
    def is_right(self) -> bool:
        return self.suggestion is not None and self.suggestion.dimension_id == self.right


def main() -> None:
    arguments = _arguments()
    items = _catalogue() + (_of_truth(arguments.truth) if arguments.truth else [])
    asked = [one for seed in range(arguments.rounds) for one in _ask_all(items, random.Random(seed))]
    print(f"{len(items)} items of {len({item.vendor for item in items})} vendors, {arguments.rounds} rounds\n")
    _print_shares(asked)
    _print_calibration(asked)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.learned_coding", description=__doc__)
    parser.add_argument("--truth", type=Path, help="a truth.jsonl whose lines are added to the histories")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"random histories ({ROUNDS})")
    return parser.parse_args()


def _catalogue() -> list[Item]:
    """Each item once, with the dimensions that the story codes it with: the first is the account."""
    companies = {name: n for n, name in enumerate(sorted({paper.company for paper in PAPERS}), 1)}
    vendors = {key: n for n, key in enumerate(sorted({(p.company, p.vendor.name) for p in PAPERS}), 1)}
    items: dict[tuple[int, str], Item] = {}
    for paper in PAPERS:
        for line in paper.lines:
            vendor = vendors[paper.company, paper.vendor.name]
            values = dict(zip(("account", "department"), line.coding, strict=False))
            if values:
                items[vendor, line.name] = Item(companies[paper.company], vendor, line.name, line.code, values)
    return list(items.values())


def _of_truth(path: Path) -> list[Item]:
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    vendors = {name: n for n, name in enumerate(sorted({row.get("vendor_name") or "" for row in rows}), 10_001)}
    found = {
        (row.get("vendor_name") or "", item["name"])
        for row in rows
        for item in row.get("items", ())
        if item.get("name")
    }
    return [Item(10_000, vendors[vendor], name, "", {"account": vendor}) for vendor, name in sorted(found)]


def _ask_all(items: Sequence[Item], dice: random.Random) -> Iterable[Asked]:
    for shown in SHOWN:
        for company in sorted({item.company for item in items}):
            own = [item for item in items if item.company == company]
            kept = {item.name for item in dice.sample(own, max(1, len(own) // 5))}  # never shown
            past = Past(_history([item for item in own if item.name not in kept], shown, dice))
            for item in own:
                for way in ("new item",) if item.name in kept else ("same", "misread", "reworded", "other sku"):
                    yield from _ask(past, item, way, shown, dice)


def _ask(past: Past, item: Item, way: str, shown: int, dice: random.Random) -> Iterable[Asked]:
    name, sku = _written(item, way, dice)
    (found,) = suggest(past, Place(item.company, item.vendor, 1), [Line(0, name, None, sku, {})])
    for type_, right in item.values.items():
        yield Asked(way, shown, type_, right, found.get(type_))


def _history(items: Sequence[Item], shown: int, dice: random.Random) -> list[Example]:
    examples: list[Example] = []
    for item in items:
        for _ in range(shown):
            n = len(examples) + 1
            way = dice.choice(("same", "same", "same", "misread", "reworded"))
            name, sku = _written(item, way, dice)
            examples.append(_example(n, item, name, sku, _coded(item, items, dice)))
    return examples


def _example(n: int, item: Item, name: str, sku: str, values: dict[str, str]) -> Example:
    at = START + timedelta(hours=n)
    confirmed = {type_: Confirmed(value, at, False) for type_, value in values.items()}
    return Example(UUID(int=n), n, item.vendor, 1, sku_key(sku), name_key(name), confirmed)


def _coded(item: Item, items: Sequence[Item], dice: random.Random) -> dict[str, str]:
    """As it should be, or as another item is."""
    return dice.choice(items).values if dice.randrange(DOUBT) == 0 else item.values


def _written(item: Item, way: str, dice: random.Random) -> tuple[str, str]:
    if way == "misread":
        return _misread(item.name, dice), _misread(item.sku, dice)
    if way == "reworded":
        return _reworded(item.name, dice), ""
    if way == "other sku":
        return item.name, str(dice.randrange(10**6))
    return item.name, item.sku


def _misread(text: str, dice: random.Random) -> str:
    """One letter in eight that can be taken for another is; one in thirty is lost."""
    letters = [MISREAD[c.lower()] if c.lower() in MISREAD and dice.randrange(8) == 0 else c for c in text]
    return "".join(letter for letter in letters if dice.randrange(30))


def _reworded(name: str, dice: random.Random) -> str:
    """Words in another order, one cut short or left out, one more."""
    words = name.split()
    dice.shuffle(words)
    n = dice.randrange(len(words))
    words[n] = words[n][: max(3, len(words[n]) // 2)]
    if len(words) > 3:
        words.pop(dice.randrange(len(words)))
    return " ".join([*words, dice.choice(WORDS_MORE)])


def _print_shares(asked: Sequence[Asked]) -> None:
    print("Share right (suggestions that are right of all lines asked), n in parentheses")
    print(f"{'':12}" + "".join(f"{f'{shown} shown':>18}" for shown in SHOWN))
    for way in (*dict.fromkeys(one.way for one in asked), "known items", "all"):
        known = way == "known items"
        rows = [one for one in asked if way in ("all", one.way) or (known and one.way != "new item")]
        cells = [[one for one in rows if one.shown == shown] for shown in SHOWN]
        print(f"{way:12}" + "".join(f"{_share(cell):>10} ({len(cell):5})" for cell in cells))


def _print_calibration(asked: Sequence[Asked]) -> None:
    print("\nConfidence and share right: a suggestion should be right at least as often as it says")
    told = [one for one in asked if one.suggestion]
    for low, high in zip((Decimal(0), *EDGES), EDGES, strict=False):
        cell = [one for one in told if one.suggestion and low <= one.suggestion.confidence < high]
        print(f"{low:.1f} to {high:.1f}  {_share(cell):>6}  ({len(cell)})")
    types = Counter(one.type for one in asked)
    print(f"\nno suggestion: {len(asked) - len(told)} of {len(asked)}; by type: {dict(types)}")


def _share(cell: Sequence[Asked]) -> str:
    return f"{sum(one.is_right for one in cell) / len(cell):.3f}" if cell else "-"


if __name__ == "__main__":
    main()
