"""Which engine reads a picture, and whether its words are good enough.

Tesseract reads clean A4 pages at a fifth of the cost; receipts and poor scans are read far better by RapidOCR.
"""

from statistics import mean

from payables.extraction.page.model import Word

NARROW = 1500  # pixels: below this a picture is a receipt or a poor scan
TRUSTED = 0.88  # mean word confidence of Tesseract above which its page is kept
UNSURE, MANY = 0.5, 0.05  # confidence of a word that is a guess, and the share of guesses that makes a page doubtful
TALL = 1.9  # height to width beyond any office paper


def engines_for(width: int, height: int, available: list[str]) -> list[str]:
    """Names in the order to try; the next is tried only when the words of one are doubtful."""
    receipt = min(width, height) < NARROW or max(width, height) > TALL * min(width, height)
    order = ["rapidocr", "tesseract"] if receipt else ["tesseract", "rapidocr"]
    return [name for name in order if name in available]


def doubtful(words: list[Word]) -> bool:
    """Too few words for a page, too unsure ones, or many guesses among sure ones."""
    if len(words) < 10 or mean(w.confidence for w in words) < TRUSTED:
        return True
    return sum(w.confidence < UNSURE for w in words) > MANY * len(words)
