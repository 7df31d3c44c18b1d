"""Where a document's pages stand on its files, and its values on its pages."""

from typing import Any

import pytest

from payables.invoices.model import Image
from payables.invoices.rules.paper_pages import PaperFile, PaperPage, as_opened, paper_pages

A, B = b"a", b"b"
UPRIGHT = [0.1, 0.2, 0.3, 0.25]


def image(id: int, sha256: bytes = A, pages: list[int] | None = None) -> Image:
    return Image(sha256, "a.pdf", "application/pdf", 1, id, pages)


def reading(*turns: int, **more: Any) -> dict[str, Any]:
    return {"page_sizes": [[600.0, 800.0]] * len(turns), "page_turns": list(turns), **more}


def places(pages: list[PaperPage]) -> list[tuple[int, int | None, int | None]]:
    return [(page.number, page.image_id, page.image_page) for page in pages]


def test_a_page_that_was_turned_on_its_side_shows_the_other_way() -> None:
    [page] = paper_pages(reading(1), [PaperFile(A, None)], None, [image(7)])
    assert page == PaperPage(1, 7, 1, 800.0, 600.0, 90)


def test_pages_are_counted_through_files_and_found_in_what_was_cut_out_of_them() -> None:
    files, images = [PaperFile(A, 3), PaperFile(B, 2)], [image(7, A, [2, 3]), image(8, B, [1])]
    assert places(paper_pages(reading(0, 0, 0, 0, 0), files, [2, 3, 4], images)) == [(2, 7, 1), (3, 7, 2), (4, 8, 1)]


def test_a_page_whose_image_was_taken_off_stands_nowhere() -> None:
    assert places(paper_pages(reading(0, 0), [PaperFile(A, None)], None, [image(8, B)])) == [
        (1, None, None),
        (2, None, None),
    ]
    assert places(paper_pages(reading(0, 0), [PaperFile(A, None)], None, [image(7, A, [2])])) == [
        (1, 7, None),
        (2, 7, 1),
    ]


def test_what_was_read_before_sizes_were_kept_has_no_pages() -> None:
    assert paper_pages({"pages": 2}, [PaperFile(A, None)], [1, 2], [image(7)]) == []


@pytest.mark.parametrize(
    ("turn", "box"),
    [(0, UPRIGHT), (1, [0.2, 0.7, 0.25, 0.9]), (2, [0.7, 0.75, 0.9, 0.8]), (3, [0.75, 0.1, 0.8, 0.3])],
)
def test_boxes_go_back_by_the_turns_of_their_page_at_any_depth(turn: int, box: list[float]) -> None:
    value = {"value": "1.00", "confidence": 0.9, "page": 2, "box": UPRIGHT}
    found = as_opened(reading(0, turn, fields={"total_amount": value}, items=[{"sub_lines": [{"amount": value}]}]))
    assert found["fields"]["total_amount"] == {**value, "box": box}
    assert found["items"][0]["sub_lines"][0]["amount"]["box"] == box


def test_a_value_without_a_box_is_on_no_page_and_one_with_a_box_on_the_first_unless_it_says_another() -> None:
    plain = {"value": "1.00", "confidence": 0.9}
    found = as_opened(reading(2, fields={"number": plain, "total_amount": {**plain, "box": UPRIGHT}}))
    assert found["fields"]["number"] == {**plain, "page": None, "box": None}
    assert found["fields"]["total_amount"] == {**plain, "page": 1, "box": [0.7, 0.75, 0.9, 0.8]}


def test_what_memory_took_instead_has_its_place_too() -> None:
    read = {"value": "A", "confidence": 0.8, "page": 1, "box": UPRIGHT}
    found = as_opened(reading(2, fields={"number": {**read, "value": "B", "by": "memory", "instead_of": read}}))
    assert found["fields"]["number"]["instead_of"]["box"] == [0.7, 0.75, 0.9, 0.8]
