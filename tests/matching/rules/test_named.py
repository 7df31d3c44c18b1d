"""Which numbers an invoice names."""

import pytest

from payables.matching.rules.named import MOST, named_numbers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("PO-1001", ["PO-1001"]),
        ("  PO 1001 ", ["PO 1001", "1001"]),
        ("PO-1, PO-2", ["PO-1, PO-2", "PO-1", "PO-2"]),
        ("4711/4712", ["4711/4712", "4711", "4712"]),
        ("2024/17", ["2024/17"]),
        ("2024/2025", ["2024/2025"]),
        ("4711; 4712 und 4713", ["4711; 4712 und 4713", "4711", "4712", "4713"]),
        ("PO-1001 & PO-1002", ["PO-1001 & PO-1002", "PO-1001", "PO-1002"]),
        ("4711\n4712", ["4711 4712", "4711", "4712"]),
        ("4711 4712", ["4711 4712", "4711", "4712"]),
        ("Your order 4711 of 12.03.2026", ["Your order 4711 of 12.03.2026", "4711"]),
        ("verbal", ["verbal"]),
        ("", []),
        (" \t ", []),
    ],
)
def test_the_whole_comes_first_and_then_its_parts(text: str, numbers: list[str]) -> None:
    assert named_numbers(text) == numbers


def test_no_text_names_more_than_twenty() -> None:
    assert len(named_numbers(", ".join(str(1000 + n) for n in range(500)))) == MOST
