"""Gather the words of the API from what its routes declare."""

from collections.abc import Iterable
from typing import Any

from payables.request_log.model import Vocabulary
from payables.request_log.rules.vocabulary import names_and_codes


def gather_words(
    kinds: Iterable[Any], parameters: Iterable[str], paths: Iterable[str], codes: Iterable[str]
) -> Vocabulary:
    """`kinds`: types of bodies and answers; `parameters` of queries; `paths` as routes declare them; `codes` of refusals."""
    names, words = names_and_codes(kinds)
    segments = {part for path in paths for part in path.split("/")}
    return Vocabulary(
        names=names.union(parameters),
        codes=words.union(codes),
        segments=frozenset(part for part in segments if part and not part.startswith("{")),
    )
