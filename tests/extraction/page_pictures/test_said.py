"""Words of a page with their places, small enough to be kept for every scan."""

import pytest

from payables.extraction.page.lens import Lens
from payables.extraction.page.model import Page, Word
from payables.extraction.page.said import MOST_WORDS, PageWord, words_on
from payables.extraction.page_pictures.packed import MOST_BYTES, pack, unpack


def page(*words: Word, turn: int = 0, lens: Lens | None = None) -> Page:
    return Page(1, 100, 200, list(words), turn=turn, lens=lens)


def test_a_place_is_in_shares_of_the_page_as_its_file_opens() -> None:
    [word] = words_on(page(Word("total", 10, 20, 30, 40)))
    assert word.box() == [0.1, 0.1, 0.3, 0.2]


def test_what_was_turned_to_be_read_is_turned_back_and_again_for_whoever_wants_it_upright() -> None:
    [word] = words_on(page(Word("total", 10, 20, 30, 40), turn=1))
    assert word.box() == [0.1, 0.7, 0.2, 0.9]
    assert word.box(1) == [0.1, 0.1, 0.3, 0.2]


def test_what_was_laid_flat_is_where_people_see_it() -> None:
    moved = Lens(200, 400, [1, 0, 50, 0, 1, 100, 0, 0, 1])
    [word] = words_on(page(Word("total", 10, 20, 30, 40), lens=moved))
    assert word.box() == [0.3, 0.3, 0.4, 0.35]


def test_words_off_the_page_and_beyond_their_number_stay_within_bounds() -> None:
    words = [Word(f"w{n}", -10 + n % 5, n / 100, 500, n / 100 + 1, confidence=7.0) for n in range(MOST_WORDS + 50)]
    found = words_on(page(*words))
    assert len(found) == MOST_WORDS
    assert all(0 <= side <= 1 for word in found for side in word.box())
    assert {word.sure for word in found} == {100}


def test_controls_and_blanks_are_no_words() -> None:
    found = words_on(page(Word("\x00", 0, 0, 5, 5), Word(" \u200b", 6, 0, 9, 5), Word("a\x00b", 10, 0, 20, 5)))
    assert [word.text for word in found] == ["ab"]


def test_packed_words_come_back() -> None:
    words = [PageWord(f"Wort {n} ✓", n, n, n + 1, n + 1, n, 50) for n in range(500)]
    assert unpack(pack(words)) == words
    assert len(pack(words)) < 10_000


def test_words_that_cannot_be_packed_small_are_cut_off_at_the_end() -> None:
    import random

    made = random.Random(7)
    words = [
        PageWord("".join(chr(made.randrange(0x4E00, 0x9FFF)) for _ in range(100)), 0, 0, 1, 1) for _ in range(3000)
    ]
    packed = pack(words)
    assert len(packed) <= MOST_BYTES
    assert 0 < len(unpack(packed)) < 3000


@pytest.mark.parametrize("data", [b"", b"nonsense", pack([])[:-3]])
def test_what_is_no_packed_page_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError):
        unpack(data)
