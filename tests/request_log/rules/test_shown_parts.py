"""Forms in the log."""

from payables.platform.http.exchange import PartSize
from payables.request_log.model import Vocabulary
from payables.request_log.rules.shown_parts import MOST_PARTS, shown_parts

WORDS = Vocabulary(names=frozenset({"file", "ottimate_location_id"}))


def test_a_file_is_told_by_its_kind_and_size_and_never_by_its_name() -> None:
    parts = [
        PartSize("ottimate_location_id", None, 2),
        PartSize("file", "Jane Doe.PDF", 1200),
        PartSize("file", "salary.jane", 7),
        PartSize("jane", "no dot", 7),
    ]
    assert shown_parts(parts, WORDS) == [
        {"part": "ottimate_location_id", "value": "text of 2 characters"},
        {"part": "file", "file": "pdf", "bytes": 1200},
        {"part": "file", "file": "other", "bytes": 7},
        {"part": "unknown name of 4 characters", "file": "other", "bytes": 7},
    ]


def test_of_many_parts_the_first_are_told() -> None:
    shown = shown_parts([PartSize("file", "a.pdf", 1)] * (MOST_PARTS + 4), WORDS)
    assert (len(shown), shown[-1]) == (MOST_PARTS + 1, "and 4 more")
