"""Vendors' names that stand literally in the print of a paper."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from payables.vendors.rules.identifiers import name_key
from payables.vendors.rules.keys import MOST_KEYS, MOST_WORDS, exact_key

LEAST_LETTERS = 8  # of a name that counts within more text: "anchor" stands in too many others
MOST_TOKENS = 24  # of one text
_SMALL = frozenset(
    re.findall(
        r"\S+",
        """
        to by the of at from with for and or in on c/o clo invoice date page tel remit payable station advertiser
        von bei der die das und an rechnung de du la le les par pour chez di da del van voor
        """,
    )
)
_FORMS = frozenset(
    re.findall(r"\w+", "inc llc ltd limited corp co company plc gmbh ag kg sarl sas sa srl spa bv nv bhd oy ab")
)
_ENDS = (",", ";", ":", ")", "|", ".", "]", "*", "·", "•")
_OPENS = ("(", "|", "[", "*", "·", "•", "-", "–")


@dataclass(frozen=True, slots=True)
class Printed:
    """A run of words: `start` and `end` are places of words in the text; `whole` means that the text is nothing else."""

    text: int
    start: int
    end: int
    whole: bool

    def within(self, other: "Printed") -> bool:
        """Part of the other, and less."""
        inside = self.text == other.text and other.start <= self.start and self.end <= other.end
        return inside and self.end - self.start < other.end - other.start


def runs_of_words(texts: Iterable[str], own_names: Iterable[str]) -> dict[str, list[Printed]]:
    """Exact key -> where it stands. What stands within one of the company's own names names nobody else."""
    found: dict[str, list[Printed]] = {}
    own = {exact_key(name_key(name)) for name in own_names}
    for at, text in enumerate(texts):
        runs = list(_runs(at, text.split()[:MOST_TOKENS]))
        owned = [run for key, run in runs if key in own]
        for key, run in runs:
            if key not in own and not any(run.within(mine) for mine in owned):
                found.setdefault(key, []).append(run)
        if len(found) >= MOST_KEYS:
            break
    return found


def _runs(at: int, words: list[str]) -> Iterator[tuple[str, Printed]]:
    """Runs that end where a name may end: "Media Group" is none in "Smart Media Group Ltd", "Smart Media Group" is."""
    count = len(words)
    cuts = [0, *(i for i in range(1, count) if _parted(words[i - 1], words[i])), count]
    for place, start in enumerate(cuts):
        for end in cuts[place + 1 :]:
            if end - start > MOST_WORDS and end - start < count:
                break
            key, whole = name_key(" ".join(words[start:end])), end - start == count
            if key and (whole or (" " in key and len(key) > LEAST_LETTERS)):
                yield exact_key(key), Printed(at, start, end, whole)


def _parted(word: str, following: str) -> bool:
    """May a name end at the one word and another begin at the next?"""
    if word.endswith(_ENDS) or following.startswith(_OPENS) or word.lower().strip("().,") in _FORMS:
        return True
    pair = (word.lower(), following.lower())
    return (
        any(one in _SMALL or re.search(r"\d{3}", one) for one in pair) or word[:1].islower() != following[:1].islower()
    )


def standing_alone(runs: dict[str, list[Printed]], held: Iterable[str]) -> dict[str, bool]:
    """Of the keys that vendors hold: those printed somewhere other than inside a longer held one -> whether as a whole text."""
    known = {key: runs[key] for key in held if key in runs}
    every = [run for found in known.values() for run in found]
    alone = {
        key: [run for run in found if not any(run.within(other) for other in every)] for key, found in known.items()
    }
    return {key: any(run.whole for run in found) for key, found in alone.items() if found}
