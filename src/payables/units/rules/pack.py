"""What a pack says ("6/10#", "12.0/16 OZ", "5 Karton à 10 Stück"): how many are inside, and how much each of them is.

Written by hand rather than by one regular expression, so that each form has its place: pack_tokens.py takes the text apart,
pack_terms.py makes numbers with their units of it, this file says what they mean together. A text that can be read in two ways
is not read (docs/units.md lists the decisions). Time is linear in the text, and a text of more than 80 characters is no pack.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from payables.units.rules.pack_terms import PackTerms, Term, terms_of
from payables.units.rules.pack_tokens import Kind, Token, plain, tokens_of
from payables.units.rules.units import UNITS, Dimension, Unit
from payables.units.rules.vocabulary import CASES

LONGEST = 80


@dataclass(frozen=True, slots=True)
class Pack:
    """`counts` from the outside in: (8, 6) with a size of 3 OZ is eight times six of 3 oz, (1,) one ("1/50 LB"), () is not said
    ("50 LB"). `size` of one inner thing
    in `unit`, and `most` where it varies up to that; None where only is said how many there are. `inner` is the container of one
    inner thing, `whole` that of all, `can` the trade size of a can ("10"). Units are codes of rules/units.py."""

    counts: tuple[int, ...] = ()
    size: Decimal | None = None
    unit: str | None = None
    most: Decimal | None = None
    inner: str | None = None
    whole: str | None = None
    can: str | None = None
    catch_weight: bool = False  # the size is an average: what is billed is weighed

    @property
    def pieces(self) -> int:
        """How many inner things there are."""
        product = 1
        for count in self.counts:
            product *= count
        return product

    @property
    def total(self) -> Decimal | None:
        """How much that is in all, in the base unit of the size's dimension; None if nobody can know."""
        if self.size is None or self.unit is None or self.catch_weight:
            return None
        return self.pieces * self.size * UNITS[self.unit].factor

    def __str__(self) -> str:
        """One way to write it, which reads the same."""
        return (f"{self.whole} OF " if self.whole else "") + self._inside() + (" AVG" if self.catch_weight else "")

    def _inside(self) -> str:
        counts = [str(count) for count in self.counts]
        if self.can:
            return " x ".join([*counts, f"#{self.can} CN"])
        if self.size is None or self.unit is None:
            # a case that is named needs no word for what it holds
            return " x ".join(counts) + (f" {self.inner}" if self.inner else "" if self.whole else " PK")
        size = _written(self.size) + (f"-{_written(self.most)}" if self.most is not None else "") + f" {self.unit}"
        if self.inner in CASES:
            counts[-1] += f" {self.inner}"
        elif self.inner:
            size += f" {self.inner}"
        # sheets are measured "9 x 12 IN"
        between = " OF " if UNITS[self.unit].dimension in (Dimension.LENGTH, Dimension.AREA) else " x "
        return between.join([*counts, size])


def parse_pack(text: str | None) -> Pack | None:
    """What the text says if all of it is a pack and it says one thing, else None."""
    if not text or len(text) > LONGEST:
        return None
    return read_tokens(tokens_of(text))


def read_tokens(tokens: list[Token]) -> Pack | None:
    """As parse_pack, of a text that is taken apart."""
    about = any(token.kind is Kind.ABOUT for token in tokens)
    terms = terms_of([token for token in tokens if token.kind is not Kind.ABOUT], about)
    if terms is None:
        return None
    return _bare(terms.terms[0], about) if _is_bare(terms) else _packed(terms, about)


def _is_bare(terms: PackTerms) -> bool:
    return terms.whole is None and len(terms.terms) == 1 and terms.terms[0].number is None and not terms.terms[0].can


def _bare(term: Term, about: bool) -> Pack | None:
    """ "EA", "DOZEN". A lone "LB" says by what is billed, and not how much is in one."""
    if about or term.unit is None or term.container or term.unit.code not in ("EA", "PC", "DZ"):
        return None
    return Pack(size=Decimal(1), unit=term.unit.code)


def _packed(terms: PackTerms, about: bool) -> Pack | None:
    *outer, leaf = terms.terms
    counts = [count for term in outer if (count := _count(term))]
    pack = _leaf(leaf, terms.whole)
    if pack is None or len(counts) < len(outer) or (terms.whole and pack.whole and terms.whole != pack.whole):
        return None
    named = _named(outer)
    if named and (pack.inner or leaf.can) and (pack.inner or "CN") != named:
        return None
    catch = about or leaf.most is not None
    said = (*counts, *pack.counts)
    every = tuple(count for count in said if count > 1) or said[:1]
    if len(every) > 3 or (catch and not _weighed(pack)):
        return None
    inner = pack.inner or (None if pack.counts or leaf.can else named)
    whole = terms.whole or pack.whole
    most = plain(leaf.most) if leaf.most is not None else None
    return replace(pack, counts=every, inner=inner, whole=whole, most=most, catch_weight=catch)


def _named(outer: list[Term]) -> str | None:
    """ "12 bottles of 750 ml": what the last count counts. A "24 PK" is the pack itself."""
    container = outer[-1].container if outer else None
    return None if container is None or container.code == "PK" else container.code


def _count(term: Term) -> int | None:
    """How many, of a term that is not the last: a bare number, or one of pieces or containers."""
    if term.can or term.number is None or term.most is not None or term.grouped:
        return None
    if term.unit and term.unit.code not in ("EA", "PC"):
        return None
    return _whole_number(term.number)


def _leaf(term: Term, whole: str | None) -> Pack | None:
    """What the last term says: "12 OZ CAN" is of a can, "40 LB CASE" of a whole case."""
    if term.can:
        return Pack(can=term.can)
    if term.number is None:
        return None
    if term.unit is None:
        return _counted(term, whole)
    number = _ungrouped(term)
    if number is None or number <= 0 or not _fits(number, term.unit):
        return None
    named = term.container.code if term.container else None
    pack = Pack(size=plain(number), unit=term.unit.code)
    return replace(pack, whole=named) if named in CASES else replace(pack, inner=named)


def _counted(term: Term, whole: str | None) -> Pack | None:
    """ "12 BG", "12 PK", and "12" where a case is named."""
    count = None if term.grouped or term.most is not None else _whole_number(term.number)
    named = term.container.code if term.container else None
    if count is None or (named is None and whole is None) or named in ("CS", "PLT", "CR"):
        return None
    return Pack(counts=(count,), inner=None if named == "PK" else named)


def _fits(number: Decimal, unit: Unit) -> bool:
    """There is no half a piece."""
    return unit.code not in ("EA", "PC") or number == number.to_integral_value()


def _weighed(pack: Pack) -> bool:
    return pack.unit is not None and UNITS[pack.unit].dimension is Dimension.MASS


def _ungrouped(term: Term) -> Decimal | None:
    """ "1,000 CT" is a thousand; "1,000 KG" may be one or a thousand."""
    if not term.grouped or term.number is None:
        return term.number
    return term.number * 1000 if term.thousands else None


def _whole_number(number: Decimal | None) -> int | None:
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() and 1 <= number <= 1_000_000 else None


def _written(number: Decimal) -> str:
    """Three decimals after a number would be read as thousands."""
    text = f"{number:f}"
    return f"{text}0" if len(text.partition(".")[2]) == 3 else text
