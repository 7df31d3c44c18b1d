"""The invisible text layer of a scan: somebody else's OCR of the picture, which may be poor or say what the picture does not.

The picture is read instead. Where both give a value of one kind and not the same, the picture's word is taken as doubtful.
"""

import re

from payables.extraction.page.model import LAYER, Hidden, Page

DOUBTFUL = 0.4  # confidence of a word that the layer contradicts, and of a layer that nobody could compare
SURE = 0.8  # of a word in the picture, for it to contradict the layer
_AMOUNT = re.compile(r"[$€£(-]{0,2}\d{1,3}(?:[.,']?\d{3})*[.,]\d\d[)€-]{0,2}", re.ASCII)
_ACCOUNT = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{8,30}", re.ASCII)
_KINDS = (_AMOUNT, _ACCOUNT)


def layer_of(words: Page) -> list[Hidden]:
    """Text that is not drawn where that is most of the page's; else it is text that hides among print."""
    unseen = [hidden for hidden in words.hidden if hidden.why in ("unseen", "off the page")]
    return unseen if _letters(unseen) > words.characters else []


def compared(found: Page, words: Page) -> Page:
    """The picture's words, with those that the layer contradicts made doubtful; `hidden` says what the layer has there, and
    what it has of numbers at all."""
    layer = layer_of(words)
    found.hidden = [hidden for hidden in words.hidden if hidden not in layer]
    found.across = words.across
    if found.turn != words.turn:
        return found
    for hidden in layer:
        other = hidden.word
        kind = next((kind for kind in _KINDS if kind.fullmatch(other.text)), None)
        place = words.box([other])
        alike = [w for w in found.words if kind and kind.fullmatch(w.text) and w.confidence >= SURE]
        shown = next((w for w in alike if _same_place(found.as_shown(found.box([w])), place)), None)
        if shown and _plain(shown.text) != _plain(other.text):
            shown.confidence = DOUBTFUL
            found.hidden.append(Hidden(other, "other than the picture"))
        if any(character.isdecimal() for character in other.text):
            found.hidden.append(Hidden(other, LAYER))
    return found


def uncompared(words: Page) -> Page:
    """The page with its layer for words, where its picture may not be read."""
    layer = layer_of(words)
    for hidden in layer:
        hidden.word.confidence = DOUBTFUL
    words.words += [hidden.word for hidden in layer]
    words.hidden = [hidden for hidden in words.hidden if hidden not in layer]
    return words


def _letters(hidden: list[Hidden]) -> int:
    return sum(len(each.word.text) for each in hidden)


def _same_place(one: list[float], other: list[float]) -> bool:
    """Each one's middle lies in the other."""
    return _holds(one, _middle(other)) and _holds(other, _middle(one))


def _middle(box: list[float]) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _holds(box: list[float], point: tuple[float, float]) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def _plain(text: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", text.upper())
