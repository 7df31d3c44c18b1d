"""Words for trades that OCR misread within names, put right: FHARHACY -> PHARMACY. What is a name's own is left as read."""

import re
from functools import lru_cache

_LEXICON = (
    "pharmacy restaurant restaurants restoran restaurante hardware stationery stationers bookstore bookstores enterprise "
    "enterprises services service solutions supplies hypermarket supermarket minimart bakeries confectionery electric "
    "electrical furniture machinery engineering industries industrial marketing resources beverages catering "
    "perniagaan syarikat pasaraya perusahaan healthcare international television broadcasting communications corporation "
    "company limited logistics transport apotheke gesellschaft vertriebs pharmacie boulangerie societe ferreteria "
    "farmacia panaderia ristorante farmasi kopitiam"
)
_TRADES = frozenset(_LEXICON.split())
_SHAPES = ("fpr", "hmn", "rn", "iljt1", "ocgqd0", "ef", "uvy", "bre8", "kx", "s5", "b6", "z2", "a4", "wv")
_ALIKE = frozenset((a, b) for shapes in _SHAPES for a in shapes for b in shapes if a != b)
MOST = 2  # letters that may be misread in one word
_WORD = re.compile(r"\w{7,}")  # in shorter ones two letters are too many
_BY_LENGTH = {len(trade): sorted(t for t in _TRADES if len(t) == len(trade)) for trade in _TRADES}


@lru_cache(maxsize=4096)
def with_trades_put_right(name: str) -> str:
    """Capitals stay capitals; a word that differs from a trade by other letters than such of one shape is left."""
    return _WORD.sub(lambda m: _put_right(m[0]), name)


def _put_right(word: str) -> str:
    low = word.lower()
    if low in _TRADES:
        return word
    meant = next((trade for trade in _BY_LENGTH.get(len(low), ()) if _may_be(low, trade)), None)
    if meant is None:
        return word
    return meant.upper() if sum(map(str.isupper, word)) > 1 else meant.title() if word[0].isupper() else meant


def _may_be(read: str, trade: str) -> bool:
    other = [pair for pair in zip(read, trade, strict=True) if pair[0] != pair[1]]
    return len(other) <= MOST and all(pair in _ALIKE for pair in other)
