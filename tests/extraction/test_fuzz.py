"""Damaged bytes: whatever they are, the answer is a reading or a refusal, and soon."""

import random
import time

import pytest
from samples.damage import damaged

from extraction.desk import Desk
from extraction.einvoices import CII, UBL
from extraction.papers import encoded, pdf, scan
from payables.extraction.errors import REASONS, Unreadable
from payables.extraction.limits import Limits

pytestmark = pytest.mark.proof

SEEDS: dict[str, tuple[str, bytes]] = {
    "pdf": ("a.pdf", pdf()),
    "ubl": ("a.xml", UBL),
    "cii": ("a.xml", CII),
    "png": ("a.png", encoded(scan(dpi=30), "PNG")),
    "tiff": ("a.tiff", encoded(scan(dpi=30), "TIFF")),
}
QUICK = Limits(cpu_seconds=4, ocr_cpu_seconds=6, wall_seconds=15)


def broken(data: bytes, chance: random.Random) -> bytes:
    """Damaged, and at times cut off."""
    found = damaged(data, chance, chance.randint(1, 12))
    return found[: chance.randint(len(found) // 2, len(found))] if chance.random() < 0.3 else found


@pytest.mark.parametrize("kind", SEEDS)
def test_a_damaged_file_ends_in_a_reading_or_a_refusal(desk: Desk, kind: str) -> None:
    filename, data = SEEDS[kind]
    chance = random.Random(f"{kind} 2026")
    for _ in range(12):
        started = time.monotonic()
        try:
            reading = desk.read(broken(data, chance), filename, QUICK)
            assert all(0 <= field.confidence <= 1 for field in reading.fields.values())
        except Unreadable as refused:
            assert refused.code in REASONS
            assert refused.code != "crashed" or refused.detail
        assert time.monotonic() - started < 20


def test_a_page_full_of_words_ends_within_its_limits(desk: Desk) -> None:
    crowd = tuple((x, y, "12.50 Total Invoice") for x in range(10, 580, 60) for y in range(10, 830, 4))
    assert desk.read(pdf(crowd, pages=2), "crowd.pdf").pages == 2
