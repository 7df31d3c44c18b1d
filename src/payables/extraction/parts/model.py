"""How the pages of a file are divided into documents."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Beginning:
    """A page with which a new document may begin, how likely that is (0..1), and what speaks for it."""

    page: int
    confidence: float
    signs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Division:
    """`parts` are the page numbers of each document in order, with separator pages left out. `confidence` is that of the
    least sure place at which the file was divided, 1 for one that was not. `possible` are beginnings that are too unsure
    to divide by.
    """

    parts: list[list[int]]
    confidence: float = 1.0
    possible: list[Beginning] = field(default_factory=list[Beginning])
