"""Which catalog entry a line of an invoice is (contract/invoices-and-catalog.md section 7.10): pure, of one vendor's entries.

| What speaks for an entry | Confidence | |
| --- | --- | --- |
| people said so of this item of the vendor | 1.00 | memory |
| the same sku | 0.97; 0.99 where the pack is the same too, 0.91 where it is another | sku |
| the same upc | the same | upc |
| the same words | 0.94; 0.98 with the same pack | name |
| similar words | at most 0.88 | name |
| another pack, or another number in the name, than the line tells | at most 0.80 | name |
| the same sku or upc, and a name that has nothing of it | 0.75 | sku, upc |

Above 0.90 it is matched, unless another entry is as good; from 0.60 on it is suggested. A pair that people have called wrong
is never made again.
"""

from collections.abc import Collection, Iterable
from decimal import Decimal
from enum import Enum

from rapidfuzz import fuzz, process

from payables.catalog.model import Candidate, Guess, How, ItemState, Line, Suggestion
from payables.catalog.rules.item_words import Words, gtin_keys, sku_key, words_of

AUTO_ABOVE = Decimal("0.90")
SUGGESTED_FROM = Decimal("0.60")
AS_GOOD = Decimal("0.02")
MOST_SUGGESTIONS = 5

REMEMBERED = Decimal("1.00")
SIMILAR_AT_MOST = Decimal("0.88")
OTHER_NUMBERS_AT_MOST = Decimal("0.80")
OTHER_NAME = Decimal("0.75")
_NOTHING_IN_COMMON = 40
_LOOKED_AT = 12


class Pack(Enum):
    """How the numbers of a line stand to those of an entry."""

    SAME = "same"
    UNTOLD = "untold"
    OTHER = "other"


BY_CODE = {Pack.SAME: Decimal("0.99"), Pack.UNTOLD: Decimal("0.97"), Pack.OTHER: Decimal("0.91")}
BY_WORDS = {Pack.SAME: Decimal("0.98"), Pack.UNTOLD: Decimal("0.94"), Pack.OTHER: OTHER_NUMBERS_AT_MOST}


class Entries:
    """The entries of one vendor that lines may be, arranged to be asked."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self._known = {one.id: one for one in candidates}
        self._words = {id: words_of(one.item_name, one.size) for id, one in self._known.items()}
        self._by_code: dict[tuple[How, str], list[int]] = {}
        self._by_words: dict[tuple[str, ...], list[int]] = {}
        for id, one in self._known.items():
            for code in self._codes(one):
                self._by_code.setdefault(code, []).append(id)
            self._by_words.setdefault(self._words[id].stems, []).append(id)
        self._ids = list(self._known)
        self._texts = [self._words[id].text for id in self._ids]

    def guess(
        self, line: Line, *, same: int | None = None, wrong: Collection[int] = (), among: Collection[int] | None = None
    ) -> Guess:
        """`same` is the entry that people said this item is, `wrong` those that they said it is not. Similar names are looked
        for among these entries, or all."""
        if same is not None and same in self._known and same not in wrong:
            return Guess(ItemState.AUTO, same, REMEMBERED, How.MEMORY)
        found = self._by_confidence(line, wrong, among)
        if not found:
            return Guess(ItemState.NONE)
        best, others = found[0], found[1:]
        alone = not others or best.confidence - others[0].confidence > AS_GOOD
        if best.confidence > AUTO_ABOVE and alone:
            return Guess(ItemState.AUTO, best.entry, best.confidence, best.how, tuple(others))
        return Guess(ItemState.SUGGESTED, None, min(best.confidence, AUTO_ABOVE), best.how, tuple(found))

    def _by_confidence(self, line: Line, wrong: Collection[int], among: Collection[int] | None) -> list[Suggestion]:
        words = words_of(line.name or line.description, line.pack, line.description)
        sure = [one for one in (*self._with_code(line, words), *self._with_words(words)) if one.entry not in wrong]
        # looking through all names takes time, and a similar name is never as good as what is matched
        looked_for = [] if any(one.confidence > AUTO_ABOVE for one in sure) else self._with_similar(words, among)
        found: dict[int, Suggestion] = {}
        for one in (*sure, *looked_for):
            known = found.get(one.entry)
            if one.entry not in wrong and (known is None or known.confidence < one.confidence):
                found[one.entry] = one
        listed = sorted(found.values(), key=lambda one: (-one.confidence, one.entry))
        return [one for one in listed if one.confidence >= SUGGESTED_FROM][:MOST_SUGGESTIONS]

    def _with_code(self, line: Line, words: Words) -> Iterable[Suggestion]:
        asked = [(How.SKU, sku_key(line.sku)), *((How.UPC, key) for key in gtin_keys(line.sku))]
        for how, key in asked:
            for id in self._by_code.get((how, key), ()) if key else ():
                theirs = self._words[id]
                alike = not words.text or fuzz.token_set_ratio(words.text, theirs.text) > _NOTHING_IN_COMMON
                yield Suggestion(id, BY_CODE[_pack(words, theirs)] if alike else OTHER_NAME, how)

    def _with_words(self, words: Words) -> Iterable[Suggestion]:
        for id in self._by_words.get(words.stems, ()) if words.stems else ():
            yield Suggestion(id, BY_WORDS[_pack(words, self._words[id])], How.NAME)

    def _with_similar(self, words: Words, among: Collection[int] | None) -> Iterable[Suggestion]:
        """The letters with the words in order, or the words that both have: "TOMATO ROMA FRESH" is "Roma tomatoes" too."""
        if not words.text:
            return
        cutoff = int(SUGGESTED_FROM * 100)
        ids = self._ids if among is None else [id for id in among if id in self._known]
        texts = self._texts if among is None else [self._words[id].text for id in ids]
        for _, score, n in process.extract(
            words.text, texts, scorer=fuzz.token_set_ratio, limit=_LOOKED_AT, score_cutoff=cutoff
        ):
            theirs = self._words[ids[n]]
            letters = fuzz.token_sort_ratio(words.text, theirs.text)
            likeness = Decimal(round((score + letters) / 2)) / 100
            most = OTHER_NUMBERS_AT_MOST if _pack(words, theirs) is Pack.OTHER else SIMILAR_AT_MOST
            yield Suggestion(ids[n], min(likeness, most), How.NAME)

    @staticmethod
    def _codes(one: Candidate) -> Iterable[tuple[How, str]]:
        if key := sku_key(one.sku):
            yield How.SKU, key
        for key in gtin_keys(one.upc):
            yield How.UPC, key


def _pack(line: Words, entry: Words) -> Pack:
    """Numbers of the entry's name must stand on the line; what else stands there is compared with the entry's pack."""
    if entry.name_numbers - line.numbers:
        return Pack.OTHER if line.numbers else Pack.UNTOLD
    told = line.numbers - entry.name_numbers
    if not told or not entry.pack_numbers:
        return Pack.SAME if not told and not entry.pack_numbers else Pack.UNTOLD
    return Pack.SAME if told <= entry.pack_numbers or entry.pack_numbers <= told else Pack.OTHER
