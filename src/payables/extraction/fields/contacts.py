"""The seller's mail address, phone and web domain: those that go with its name, and none of the buyer's."""

import re
from collections.abc import Callable, Iterable

from payables.extraction.fields.blocks import blocks
from payables.extraction.fields.candidates.legal_forms import LEGAL_FORM
from payables.extraction.fields.candidates.model import Candidate, matches
from payables.extraction.fields.sides import BUYER
from payables.extraction.model import Field
from payables.extraction.page.document import Document
from payables.extraction.page.language import plain

_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w/])(?:\+|00|\()?\d[\d\s()/.-]{6,18}\d(?![\w.])")
_PHONE_LABEL = re.compile(r"\b(?:tel|telefon|telephone|phone|fon|mobil|tlf|ph)\b")
_WEB = re.compile(
    r"(?:https?://|\bwww\.)([\w-]+(?:\.[\w-]+)+)|(?<![\w@.])([a-z0-9-]{3,63}\.(?:com|de|fr|es|it|nl|org|net|co\.uk|ch|at|be))(?![\w.@-])"
)
# Mail providers that anybody may have an address at: they point to nobody.
OF_ANYBODY = frozenset(
    re.findall(
        r"\S+",
        """
        gmail.com googlemail.com yahoo.com hotmail.com outlook.com live.com msn.com icloud.com me.com aol.com gmx.de gmx.net
        gmx.at gmx.ch web.de t-online.de freenet.de orange.fr wanadoo.fr free.fr laposte.net sfr.fr libero.it virgilio.it
        tiscali.it telefonica.net ziggo.nl kpnmail.nl planet.nl comcast.net verizon.net att.net btinternet.com proton.me
        """,
    )
)
_SECOND_LEVEL = frozenset({"co", "com", "org", "net", "gov", "ac"})  # of a country: acme.co.uk, acme.com.my
NAMED, BARE, DOUBTED = (
    0.85,
    0.6,
    0.45,
)  # confidence: goes with the seller's name, first of its kind, beside a buyer's label


def email(document: Document, name: Field | None) -> Field | None:
    return _best(
        document, (c for _, c in matches(document, _MAIL, lettered=True)), lambda c: domain_fits(c.value, name)
    )


def phone(document: Document, name: Field | None) -> Field | None:
    """One with a label before it; of several the one printed next to the seller's name."""
    labelled = [c for _, c in matches(document, _PHONE) if _PHONE_LABEL.search(c.left[-14:])]
    return _best(document, sorted(labelled, key=lambda c: _distance(c, name)), lambda c: _distance(c, name) < 0.15)


def domain(document: Document, name: Field | None) -> Field | None:
    """Of its web site or mail, as registered ("acme.co.uk"); providers that anybody has mail at are none."""
    found = [c for _, c in matches(document, _MAIL, lettered=True)] + [
        c for _, c in matches(document, _WEB, lettered=True)
    ]
    for candidate in found:
        candidate.value = registered(candidate.raw)
    own = [c for c in found if c.value not in OF_ANYBODY]
    return _best(document, own, lambda c: domain_fits(c.value, name))


def registered(address: str) -> str:
    """The registered domain of a mail or web address, lower case."""
    host = re.sub(r"^https?://|/.*$", "", address.rpartition("@")[2].lower())
    parts = host.split(".")
    return ".".join(parts[-3:] if len(parts) > 2 and parts[-2] in _SECOND_LEVEL else parts[-2:])


def domain_fits(address: str, name: Field | None) -> bool:
    """Is the domain made of the name's words, or of their first letters?"""
    if name is None:
        return False
    stem = re.sub(r"[^a-z0-9]", "", registered(address).partition(".")[0])
    words = re.findall(r"[a-z0-9]+", LEGAL_FORM.sub(" ", plain(name.value)))
    return any(len(w) > 3 and w in stem for w in words) or (len(words) > 1 and stem == "".join(w[0] for w in words))


def _best(document: Document, found: Iterable[Candidate], fits: Callable[[Candidate], bool]) -> Field | None:
    """The first that fits the name, else the first; none of a buyer's block while another is there."""
    buyer = blocks(document).buyer
    own = [c for c in found if buyer(c.words) is None and BUYER.before(c.left) < 0.4]
    fitting = next((c for c in own if fits(c)), None)
    if fitting:
        return fitting.field(NAMED)
    return own[0].field(BARE if len({c.value for c in own}) == 1 else DOUBTED) if own else None


def _distance(candidate: Candidate, name: Field | None) -> float:
    """Down the page from the name, as a share of its height; far on another page."""
    if name is None or name.box is None or candidate.row.page.number != name.page:
        return 9.0
    return abs(candidate.words[0].y0 / candidate.row.page.height - name.box[1])
