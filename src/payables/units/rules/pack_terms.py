"""The numbers of a pack with what they are numbers of, and what stands between them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from payables.units.rules.pack_tokens import Kind, Token
from payables.units.rules.units import Dimension, Unit, is_container, word_unit
from payables.units.rules.vocabulary import CASES

MOST_TERMS = 6
CAN_SIZES = frozenset(map(Decimal, ("1", "2", "2.5", "3", "5", "10", "300", "303")))
"""Trade sizes of cans. "#10" before the number is a size, "10#" after it pounds."""

_GRADES = """
4/6 6/8 6/9 8/12 9/12 10/15 10/20 13/15 16/20 20/30 20/40 21/25 26/30 30/40 31/35 31/40 36/40 40/50 40/60 41/50 50/60
51/60 60/70 60/80 61/70 70/80 70/90 71/90 80/100 80/120 90/110 91/110 100/150 100/200 110/130 120/150 130/150 150/200
150/250 200/300 250/350 300/500
"""
GRADES = frozenset(_GRADES.split())
"""Of shrimp and scallops: "16/20 CT" are 16 to 20 to the pound, and not 16 boxes of 20."""

_EXACT = (2, 4, 8)
_POUND = word_unit("LB")
_EACH = frozenset({"EA", "PC"})


@dataclass(frozen=True, slots=True)
class Term:
    """A number, the unit and the container behind it: "5 LB BAG". `link` is what stands before it, None for a blank. A term
    without a number is a word by itself. `grouped` and `thousands`: "1,000", which is a thousand where pieces are counted."""

    link: Kind | None = None
    number: Decimal | None = None
    unit: Unit | None = None
    container: Unit | None = None
    can: str | None = None
    most: Decimal | None = None
    grouped: bool = False
    thousands: bool = False

    @property
    def is_bare(self) -> bool:
        return self.number is not None and not (self.unit or self.container or self.grouped)

    @property
    def is_word(self) -> bool:
        return self.number is None and not self.can


@dataclass(frozen=True, slots=True)
class PackTerms:
    """What is inside, from the outside in, and the container of it all where it is named ("CASE OF 12", "12/CS")."""

    terms: tuple[Term, ...]
    whole: str | None = None


def terms_of(tokens: Sequence[Token], about: bool) -> PackTerms | None:
    """`about`: an average is said, so that two numbers with a dash are a range. None where the text says nothing, or two things."""
    read = _read(_without_brackets(tokens))
    if not read or _is_grade(read):
        return None
    counted = _fractions(_turned(read))
    dashed = _dashes(counted, about) if counted else None
    return _whole(dashed) if dashed else None


def _without_brackets(tokens: Sequence[Token]) -> Sequence[Token]:
    """ "(6/10#)" and "CASE (12)"; brackets elsewhere stay, and are read as nothing."""
    kinds = [token.kind for token in tokens]
    if kinds.count(Kind.OPEN) != 1 or kinds.count(Kind.CLOSE) != 1 or kinds[-1] is not Kind.CLOSE:
        return tokens
    opened = kinds.index(Kind.OPEN)
    before, inside = tokens[:opened], tokens[opened + 1 : -1]
    if not before:
        return inside
    return [*before, replace(tokens[opened], kind=Kind.OF), *inside] if kinds[:opened] == [Kind.UNIT] else tokens


def _read(tokens: Sequence[Token]) -> list[Term] | None:
    terms: list[Term] = []
    at = 0
    while at < len(tokens):
        link = tokens[at].kind if tokens[at].kind in (Kind.DIVIDE, Kind.TIMES, Kind.OF, Kind.DASH) else None
        at += link is not None
        term, at = _term(tokens, at)
        if term is None or (link and not terms) or len(terms) == MOST_TERMS:
            return None
        terms.append(replace(term, link=link))
    return terms


def _term(tokens: Sequence[Token], at: int) -> tuple[Term | None, int]:
    match [token.kind for token in tokens[at : at + 2]]:
        case [Kind.HASH | Kind.NUMERO, Kind.NUMBER]:
            return _can(tokens, at)
        case [Kind.NUMBER, *_]:
            return _number(tokens, at)
        case [Kind.UNIT, *_]:
            unit = tokens[at].unit
            assert unit
            named = is_container(unit.code)
            return Term(unit=None if named else unit, container=unit if named else None), at + 1
        case _:
            return None, at


def _can(tokens: Sequence[Token], at: int) -> tuple[Term | None, int]:
    """ "#10", "No. 10 can"."""
    size = tokens[at + 1].value
    at += 2
    if at < len(tokens) and (unit := tokens[at].unit):
        if unit.code != "CN":
            return None, at
        at += 1
    return (Term(can=f"{size.normalize():f}") if size in CAN_SIZES else None), at


def _number(tokens: Sequence[Token], at: int) -> tuple[Term | None, int]:
    first = tokens[at]
    number, at = first.value, at + 1
    if at < len(tokens) and tokens[at].fraction and tokens[at].glued and not first.fraction:
        number, at = number + tokens[at].value, at + 1
    if _is_pound(tokens, at):
        return _in_container(tokens, at + 1, Term(number=number, unit=_POUND, grouped=first.grouped), hashed=True)
    # "24-PACK", "5-LB"
    worded = at + 1 if [token.kind for token in tokens[at : at + 2]] == [Kind.DASH, Kind.UNIT] else at
    unit = tokens[worded].unit if worded < len(tokens) else None
    if unit is None:
        return Term(number=number, grouped=first.grouped), at
    if is_container(unit.code):
        return _named(tokens, worded + 1, Term(number=number, container=unit, grouped=first.grouped))
    thousands = "," in first.text and tokens[worded].text in ("CT", "EA", "COUNT", "EACH", "PCS", "PC", "PIECES")
    term = Term(number=number, unit=unit, grouped=first.grouped, thousands=thousands)
    return _in_container(tokens, worded + 1, term)


def _named(tokens: Sequence[Token], at: int, term: Term) -> tuple[Term, int]:
    """ "6 PK CANS" are cans."""
    inner = tokens[at].unit if at < len(tokens) else None
    if inner is None or term.container is None or term.container.code != "PK" or not is_container(inner.code):
        return term, at
    return (term, at) if inner.code in CASES else (replace(term, container=inner), at + 1)


def _is_pound(tokens: Sequence[Token], at: int) -> bool:
    """In "6 #10" the sign belongs to the number behind it."""
    if at >= len(tokens) or tokens[at].kind is not Kind.HASH:
        return False
    follows = tokens[at + 1 : at + 2]
    return tokens[at].glued or not (follows and follows[0].kind is Kind.NUMBER and follows[0].glued)


def _in_container(tokens: Sequence[Token], at: int, term: Term, hashed: bool = False) -> tuple[Term | None, int]:
    """A container behind the unit ("5 LB BAG"). "10# CAN" may be of ten pounds or of size ten."""
    unit = tokens[at].unit if at < len(tokens) else None
    if unit is None:
        return term, at
    if unit.code == "EA" and at == len(tokens) - 1:
        return term, at + 1
    if not is_container(unit.code) or (hashed and unit.code == "CN" and term.number in CAN_SIZES):
        return None, at
    return replace(term, container=unit), at + 1


def _is_grade(terms: Sequence[Term]) -> bool:
    if len(terms) != 2 or not terms[0].is_bare or terms[1].link is not Kind.DIVIDE or terms[1].number is None:
        return False
    unit = terms[1].unit
    return f"{terms[0].number:f}/{terms[1].number:f}" in GRADES and unit is not None and unit.code in _EACH


def _turned(terms: list[Term]) -> list[Term]:
    """ "330 ml x 24" is 24 x 330 ml."""
    if len(terms) != 2 or terms[1].link is not Kind.TIMES or terms[0].is_bare:
        return terms
    size, count = terms
    measured = size.unit is not None and size.unit.code not in _EACH
    counted = count.is_bare or (count.unit is not None and count.unit.code in _EACH)
    return [replace(count, link=None), replace(size, link=Kind.TIMES)] if measured and counted else terms


def _fractions(terms: list[Term]) -> list[Term] | None:
    """ "1/2 GAL" is half a gallon, "9/1/2 GAL" nine of them, "12/1-1/2 LB" twelve of a pound and a half. Where a fraction and a
    count are as likely ("3/4 LB", "2/3 LB"), None."""
    if len(terms) < 2 or terms[-1].link is not Kind.DIVIDE or not terms[-2].is_bare or not _measured(terms[-1]):
        return terms
    *before, upper, lower = terms
    share = _share(upper, lower)
    if share is None:
        return terms
    one, parts = share
    if upper.link in (None, Kind.DASH) and before:
        return _mixed(before, upper, lower, one, parts)
    if (one, parts) == (1, 2) or (before and parts in _EXACT and (one == 1 or upper.link is not Kind.DIVIDE)):
        return [*before, replace(lower, link=upper.link, number=Decimal(one) / parts)]
    return None


def _share(upper: Term, lower: Term) -> tuple[int, int] | None:
    """Numerator and denominator of what may be a fraction."""
    assert upper.number is not None and lower.number is not None
    one, parts = upper.number, lower.number
    if parts not in (2, 3, 4, 8) or one >= parts or one != int(one) or (one % 2 == 0 and parts != 3):
        return None
    return int(one), int(parts)


def _mixed(before: list[Term], upper: Term, lower: Term, one: int, parts: int) -> list[Term] | None:
    """ "1 1/2 LB" at the beginning, or behind a count also "1-1/2 LB"; "9-1/2 GAL" may be nine halves."""
    *outer, whole = before
    if whole.number is None or not whole.is_bare or parts not in _EXACT or (upper.link is Kind.DASH and not outer):
        return None
    if whole.number != int(whole.number) or whole.number > (9 if outer else 2):
        return None
    return [*outer, replace(lower, link=whole.link, number=whole.number + Decimal(one) / parts)]


def _measured(term: Term) -> bool:
    if term.number is None or term.unit is None:
        return False
    return term.unit.dimension is not Dimension.COUNT or term.unit.code == "DZ"


def _dashes(terms: list[Term], about: bool) -> list[Term] | None:
    """Each dash is a range ("20-25#") or stands between a count and a size ("4-1 GAL")."""
    read: list[Term] = []
    for term in terms:
        if term.link is not Kind.DASH:
            read.append(term)
            continue
        joined = _dashed(read[:-1], read[-1], term, about)
        if joined is None:
            return None
        read[-1:] = joined
    return read


def _dashed(before: list[Term], lower: Term, upper: Term, about: bool) -> list[Term] | None:
    if lower.number is None or lower.grouped or lower.container or lower.unit not in (None, upper.unit):
        return None
    pack = None if before or lower.unit else [lower, replace(upper, link=Kind.DIVIDE)]
    if upper.can:
        return pack
    if upper.number is None or upper.unit is None or upper.grouped or lower.number <= 0:
        return None
    if upper.number <= lower.number or upper.unit.dimension is Dimension.VOLUME:
        return pack
    weighed = upper.unit.dimension is Dimension.MASS
    close = upper.number <= 2 * lower.number
    if weighed and (about or before or lower.unit or (close and upper.unit.code in ("LB", "KG"))):
        return [replace(upper, link=lower.link, number=lower.number, most=upper.number)]
    return pack if upper.number >= 4 * lower.number else None


def _whole(terms: list[Term]) -> PackTerms | None:
    if any(term.link is Kind.DASH for term in terms):
        return None
    whole: str | None = None
    first, last = terms[0], terms[-1]
    if len(terms) > 1 and first.is_word and first.container and terms[1].link in (Kind.DIVIDE, Kind.OF):
        whole, terms = first.container.code, [replace(terms[1], link=None), *terms[2:]]
    elif len(terms) > 1 and last.is_word and last.link is Kind.DIVIDE:
        terms = terms[:-1]
        if last.container:
            whole = last.container.code
        elif last.unit is None or last.unit.code != "EA" or len(terms) > 1:
            return None
    if not all(_may_follow(one, other) for one, other in pairwise(terms)):
        return None
    return PackTerms(tuple(terms), whole)


def _may_follow(before: Term, term: Term) -> bool:
    """A blank between two numbers is read only where the first names a package: "6 BTL 750 ML", "6 #10 CAN". "88 CT 40 LB" may
    be oranges that weigh 40 pounds together, "88 CT/40 LB" too, and "9 X 12 IN" is the size of a sheet."""
    if term.link is Kind.TIMES:
        return term.unit is None or term.unit.dimension not in (Dimension.LENGTH, Dimension.AREA)
    counted = before.unit is not None and before.unit.code in _EACH
    if counted and _measured(term) and term.link is not Kind.OF:
        return False
    return term.link is not None or term.can is not None or (before.container is not None and not _is_grown(before))


def _is_grown(term: Term) -> bool:
    return term.container is not None and term.container.code in ("HEAD", "BCH", "LOAF")
