"""The committed samples are what the generator makes, and each of them opens."""

import io
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image
from samples.model import Paper
from samples.produce import produce
from samples.story import PAPERS
from samples.truth import truth_lines
from samples.wording import money

FOLDER = Path(__file__).parents[2] / "src/payables/app/demo/samples"
PICTURED = {"scan", "photo"}
BY_FILE = {paper.file: paper for paper in PAPERS}


def named(papers: list[Paper]) -> list:
    return [pytest.param(paper, id=paper.file) for paper in papers]


@pytest.mark.parametrize("paper", named([p for p in PAPERS if p.kind not in PICTURED]))
def test_a_committed_file_is_what_the_generator_makes(paper: Paper) -> None:
    assert produce(paper) == (FOLDER / paper.file).read_bytes()


@pytest.mark.proof
@pytest.mark.parametrize("paper", named([p for p in PAPERS if p.kind in PICTURED]))
def test_a_committed_picture_is_what_the_generator_makes(paper: Paper) -> None:
    """Byte for byte on one machine; another processor may round a pixel or code a JPEG block differently."""
    made, committed = produce(paper), (FOLDER / paper.file).read_bytes()
    assert made == produce(paper)
    ours, theirs = picture(made), picture(committed)
    assert ours.shape == theirs.shape
    assert np.abs(ours - theirs).mean() < 2


def test_the_truth_beside_them_is_current() -> None:
    assert (FOLDER / "truth.jsonl").read_text("utf-8") == truth_lines(PAPERS)


def test_the_folder_holds_the_samples_and_nothing_else() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {*BY_FILE, "truth.jsonl"}


def test_the_set_stays_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 1_500_000


@pytest.mark.parametrize("paper", named([p for p in PAPERS if p.file.endswith(".pdf")]))
def test_a_pdf_opens_with_its_number_of_pages(paper: Paper) -> None:
    document = pypdfium2.PdfDocument(FOLDER / paper.file)
    assert len(document) == (2 if paper.kind == "two_pages" else 1)


@pytest.mark.parametrize("paper", named([p for p in PAPERS if p.file.endswith(".pdf") and p.kind != "scan"]))
def test_the_page_says_what_the_truth_says(paper: Paper) -> None:
    text = text_of(FOLDER / paper.file)
    said = [paper.shown_number, money(paper.total, paper.currency, paper.language), paper.purchase_order]
    said += [money(paper.amount(line), paper.currency, paper.language) for line in paper.lines]
    assert [words for words in said if squeezed(words) not in text] == []
    assert squeezed(paper.vendor.name) in text
    assert squeezed(paper.vendor.iban) in text


def test_a_scan_has_no_text_layer() -> None:
    assert text_of(FOLDER / "harvest-lane-produce-scan.pdf") == ""


def test_the_copy_has_the_same_bytes_and_the_reprint_has_not() -> None:
    copy = next(paper for paper in PAPERS if paper.kind == "duplicate")
    reprint = next(paper for paper in PAPERS if paper.kind == "near_duplicate")
    original = (FOLDER / copy.duplicate_of).read_bytes()
    assert (FOLDER / copy.file).read_bytes() == original
    assert reprint.duplicate_of == copy.duplicate_of
    assert (FOLDER / reprint.file).read_bytes() != original


@pytest.mark.parametrize("paper", named([p for p in PAPERS if Path(p.file).suffix in {".jpg", ".tif"}]))
def test_a_picture_is_large_enough_to_read(paper: Paper) -> None:
    with Image.open(FOLDER / paper.file) as image:
        image.load()
        assert min(image.size) >= 1000
        assert image.format == {".jpg": "JPEG", ".tif": "TIFF"}[Path(paper.file).suffix]


def picture(content: bytes) -> np.ndarray:
    if content.startswith(b"%PDF"):
        return pypdfium2.PdfDocument(content)[0].render(scale=1).to_numpy().astype(float)
    return np.asarray(Image.open(io.BytesIO(content)).convert("RGB"), dtype=float)


def text_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    return "".join(squeezed(page.get_textpage().get_text_range()) for page in document)


def squeezed(text: str) -> str:
    return "".join(text.split()).upper()
