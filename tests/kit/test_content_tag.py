"""Tags of contents: equal for what is equal, and a refusal for a writer who has seen something else."""

from dataclasses import dataclass
from decimal import Decimal

import pytest

from payables.kit.content_tag import ChangedMeanwhile, check_seen, content_tag


@dataclass(frozen=True)
class Kept:
    rate: Decimal
    names: dict[str, str]


def test_equal_contents_have_one_tag_however_they_are_written() -> None:
    one, same = Kept(Decimal("0.90"), {"a": "1", "b": "2"}), Kept(Decimal("0.9000"), {"b": "2", "a": "1"})
    assert content_tag(one) == content_tag(same)
    assert len(content_tag(None)) == 16


@pytest.mark.parametrize("other", [Kept(Decimal("0.91"), {"a": "1"}), Kept(Decimal("0.9"), {"a": "2"}), None])
def test_a_writer_who_saw_something_else_is_refused(other: Kept | None) -> None:
    seen = content_tag(Kept(Decimal("0.9"), {"a": "1"}))
    with pytest.raises(ChangedMeanwhile):
        check_seen(other, seen)
    check_seen(other, None)
