"""The hostile set, as far as it takes no long time, through the reader: a reading or a refusal, and a child within its bounds.

All of it goes through a real deployment in `python -m resilience hostile`.
"""

import zlib

import pytest
from resilience.hostile_set.every import Hostile, hostile_set
from resilience.hostile_set.pdf_drawing import forms_that_laugh, pages_of_noise
from resilience.hostile_set.pdf_file import repeated
from resilience.hostile_set.xmls import sum_of_a_million_digits

from extraction.desk import Desk
from extraction.papers import pdf
from payables.extraction.errors import REASONS, Unreadable
from payables.extraction.limits import Limits

LONG = ("pages of", "noise", "grain", "scrappy", "strip", "chequered", "gigabytes", "million", "long", "lines", "rules", "dust",
        "giant", "groups", "mask", "dashes", "clips", "strokes", "run lengths", "predictor", "hundred thousand", "thousandfold",
        "directories", "scans", "page of sums", "word of", "letters upon", "every direction", "map of", "carrying ten")  # fmt: skip
QUICK = [file for file in hostile_set() if not any(word in file.name for word in LONG)]
WITHOUT_OCR = Limits(ocr_pages=0)


def outcome(desk: Desk, file: Hostile, limits: Limits) -> str:
    try:
        reading = desk.read(file.make(), file.filename, limits)
    except Unreadable as refused:
        assert refused.code in REASONS
        assert refused.code != "crashed", refused
        return refused.code
    assert all(0 <= field.confidence <= 1 for field in reading.fields.values())
    assert reading.peak_bytes <= limits.memory
    assert reading.cpu_seconds <= limits.cpu_seconds
    return "read"


def test_there_are_many_of_them_and_each_has_its_name() -> None:
    names = [file.name for file in hostile_set()]
    assert len(names) == len(set(names)) > 200
    assert len(QUICK) > 150


@pytest.mark.parametrize("part", range(8))
def test_each_ends_in_a_reading_or_a_refusal_and_the_next_is_read(desk: Desk, part: int) -> None:
    outcomes = {file.name: outcome(desk, file, WITHOUT_OCR) for file in QUICK[part::8]}
    assert len(set(outcomes.values())) > 1, outcomes
    assert desk.read(pdf(), "invoice.pdf").fields["number"].value == "HS-20417"


def test_drawing_without_end_ends_at_its_limits(desk: Desk) -> None:
    assert desk.refusal(forms_that_laugh(), "laughs.pdf") in {"too_large_when_unpacked", "timed_out"}


def test_pictures_without_words_share_the_time_of_one_page(desk: Desk) -> None:
    """Twenty pages of scraps; each alone would take its whole share."""
    limits = Limits(fruitless_cpu_seconds=5, page_cpu_seconds=5)
    try:
        cpu, unread = (reading := desk.read(pages_of_noise(), "noise.pdf", limits)).cpu_seconds, reading.unread_pages
    except Unreadable as refused:
        assert refused.code in {"no_text", "timed_out"}
    else:
        assert cpu < 20 and unread


def test_a_sum_of_a_million_digits_is_no_sum(desk: Desk) -> None:
    assert "total_amount" not in desk.read(sum_of_a_million_digits(), "digits.xml").fields


def test_a_part_that_is_repeated_unpacks_to_what_was_asked_for() -> None:
    assert zlib.decompress(repeated(b"ab", 3_000_000)) == b"ab" * (3_000_000 // (1 << 20) * (1 << 19))
