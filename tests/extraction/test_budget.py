"""A page of which something was made out has more time than one on which nothing is legible."""

import time

import pytest
from PIL import Image

from payables.extraction.limits import Limits
from payables.extraction.ocr.budget import Budget
from payables.extraction.page.model import Word

PICTURE = Image.new("RGB", (8, 8))
LIMITS = Limits(page_cpu_seconds=8, fruitless_cpu_seconds=4)


class Reads:
    """An engine that works for more than a second and reads the same whatever it sees."""

    def __init__(self, *words: Word) -> None:
        self.words = list(words)

    def read(self, image: Image.Image) -> list[Word]:
        began = time.process_time()
        while time.process_time() - began < 1.2:
            pass
        return self.words


LEGIBLE = Reads(*[Word("invoices", 0, 0, 9, 9, 0.9)] * 5)
SCRAPS = Reads(Word("i", 0, 0, 9, 9, 0.9))


@pytest.mark.parametrize(("first", "has_time"), [(LEGIBLE, True), (SCRAPS, False)])
def test_the_other_engine_reads_a_page_of_which_the_first_made_something_out(first: Reads, has_time: bool) -> None:
    budget = Budget(LIMITS)
    budget.begin_page()
    assert budget.read(first, PICTURE) == first.words
    assert bool(budget.read(LEGIBLE, PICTURE)) is has_time


def test_pages_without_anything_legible_share_one_time() -> None:
    budget = Budget(LIMITS)
    budget.begin_page()
    budget.end_page(budget.read(SCRAPS, PICTURE))
    assert budget.exhausted()
    budget = Budget(LIMITS)
    budget.begin_page()
    budget.end_page(budget.read(LEGIBLE, PICTURE))
    assert not budget.exhausted()
