"""Which engine reads what, and how its answers are understood."""

from PIL import Image

from payables.extraction.ocr.registry import available, engine
from payables.extraction.ocr.routing import doubtful, engines_for
from payables.extraction.ocr.tesseract.engine import words_of_tsv
from payables.extraction.ocr.upright import lies_sideways, stands_upright
from payables.extraction.page.model import Word
from payables.extraction.page.skew import slope_of, straighten

BOTH = ["tesseract", "rapidocr"]


def test_office_pages_go_to_tesseract_first_and_receipts_to_rapidocr() -> None:
    assert engines_for(1654, 2339, BOTH) == ["tesseract", "rapidocr"]
    assert engines_for(600, 1400, BOTH) == ["rapidocr", "tesseract"]
    assert engines_for(1600, 4000, BOTH) == ["rapidocr", "tesseract"]


def test_without_tesseract_everything_goes_to_rapidocr() -> None:
    assert engines_for(1654, 2339, ["rapidocr"]) == ["rapidocr"]
    assert "rapidocr" in available()


def test_few_or_unsure_words_are_doubtful() -> None:
    sure = [Word("word", 0, 0, 9, 9, 0.95)] * 20
    assert not doubtful(sure)
    assert doubtful(sure[:3])
    assert doubtful([Word("w0rd", 0, 0, 9, 9, 0.4)] * 20)
    assert not doubtful([*[Word("word", 0, 0, 9, 9, 0.95)] * 19, Word("w0rd", 0, 0, 9, 9, 0.3)])
    assert doubtful([*[Word("word", 0, 0, 9, 9, 0.95)] * 18, *[Word("w0rd", 0, 0, 9, 9, 0.3)] * 2])


def test_tesseracts_table_gives_words_with_boxes() -> None:
    tsv = (
        "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
        "4\t1\t1\t1\t1\t0\t10\t20\t90\t12\t-1\t\n"
        "5\t1\t1\t1\t1\t1\t10\t20\t40\t12\t96.5\tInvoice\n"
        "5\t1\t1\t1\t1\t2\t60\t20\t40\t12\t91\t \n"
        "5\t1\t1\t1\t1\t3\t60\t20\t40\t12\t91\t4711\n"
        "broken line\n"
    )
    assert words_of_tsv(tsv) == [Word("Invoice", 10, 20, 50, 32, 0.965), Word("4711", 60, 20, 100, 32, 0.91)]


def test_rapidocr_finds_nothing_on_white() -> None:
    assert engine("rapidocr").read(Image.new("RGB", (300, 300), "white")) == []


def test_words_that_are_taller_than_wide_lie_sideways() -> None:
    upright = [Word("Invoice", 0, 0, 60, 12)] * 5
    assert stands_upright(upright)
    assert lies_sideways([Word("Invoice", 0, 0, 12, 60)] * 5)


def test_a_slope_is_taken_out_of_the_rows() -> None:
    words = [Word("Invoice", x, 100 + 0.05 * x, x + 40, 112 + 0.05 * (x + 40), 1.0, 0.05) for x in range(0, 500, 50)]
    level = straighten(words, slope_of(words), 250)
    assert max(w.middle for w in level) - min(w.middle for w in level) < 0.5
