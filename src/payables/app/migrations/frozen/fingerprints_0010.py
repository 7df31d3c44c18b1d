"""Fingerprints of duplicates as of version 0010: `duplicates/rules/keys.py` and what it stands on, as they were then.

Never to be changed. Whoever changes those rules writes a version that makes the fingerprints anew.
"""

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from hashlib import blake2b, sha256
from typing import Any

LONGEST_NAME = 200

_LONG_WORDS, _SHORT_WORDS = "invoice|inv|rechnung|facture|fact|number", "re|rg|fac|fa|bill|nr|no"
_PREFIX = re.compile(rf"(?:{_LONG_WORDS})+(?:{_SHORT_WORDS})?(?=.)|(?:{_SHORT_WORDS})(?=[oil]*[0-9])")
_CONFUSABLE = str.maketrans("oilsb", "01158")
_APOSTROPHE = re.compile(r"['`´‘’ʼ]")
_INITIALS = re.compile(r"\b\w(?:\.\w)+\b\.?")
_LEGAL_FORMS = frozenset(
    re.findall(
        r"\w+",
        """
        inc incorporated corp corporation co company llc lllp llp lp ltd limited plc pllc pc
        gmbh mbh ag kg kgaa ohg ug gbr ev haftungsbeschrankt und
        sarl sas sasu sa eurl snc sci cie
        spa srl srls sapa sl slu sau
        bv nv vof cv bvba sprl
        ab oy oyj as asa aps sro zrt kft doo dd ood eood sp spzoo
        pty pte pvt sdn bhd kk ltda eireli
        """,
    )
)
_LEGAL_PHRASES = (["de", "cv"], ["de", "rl"], ["z", "oo"])
_LEADING_FORMS = frozenset({"sarl", "sas", "sasu", "eurl", "sci", "ooo", "zao", "oao", "pt", "cv"})


def fingerprint_of(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """vendor_read, vendor_token, number_key, day_key, folded, signature, digest of a row of the table of invoices."""
    read = None if row["vendor_id"] is not None else row["vendor_as_read"]
    name = normal_name(read)[:LONGEST_NAME] or None if read else None
    token = f"id:{row['vendor_id']}" if row["vendor_id"] is not None else f"name:{name}" if name else None
    normal = normal_number(row["number"] or "")
    folded = _without_word(normal).replace("0", "")
    whose = str(row["company_id"]), row["type"]
    total = None if row["total_amount"] is None else format(row["total_amount"].normalize(), "f")
    number = _hash("number", *whose, token, folded) if token and normal else None
    day = None
    if total is not None and row["invoice_date"] is not None:
        day = _hash("day", *whose, row["currency"], total, row["invoice_date"].isoformat())
    signature = _hash("signature", "".join(sorted(folded))) if normal else _hash("absent")
    return name, token, number, day, folded, signature, _digest(row, token, total, normal)


def pair_of(later: Mapping[str, Any], earlier: Mapping[str, Any]) -> tuple[str, float, list[str], bytes] | None:
    """scenario, score, reasons, digest of two rows of one vendor and number; None of others, which nobody was told of."""
    if any(later[name] is None or later[name] != earlier[name] for name in ("company_id", "type", "vendor_id")):
        return None
    if not normal_number(later["number"] or "") or normal_number(later["number"]) != normal_number(
        earlier["number"] or ""
    ):
        return None
    total, date, location = (_same(later, earlier, name) for name in ("total_amount", "invoice_date", "location_id"))
    total = total if later["currency"] == earlier["currency"] else False
    score = 0.65 + 0.20 * _SHARES[total] + 0.15 * _SHARES[date] - (0 if location else 0.03)
    reasons = [f"The numbers are equal: {later['number']} and {earlier['number']}."]
    reasons += [_sentence("total", total, *(_money(row) for row in (later, earlier)))]
    reasons += [_sentence("date", date, later["invoice_date"], earlier["invoice_date"])]
    digests = sorted(fingerprint_of(row)[-1] for row in (later, earlier))
    return (
        _scenario(later, earlier, total, date, location),
        round(score, 4),
        reasons,
        sha256(b"".join(digests)).digest(),
    )


def normal_number(text: str) -> str:
    return "".join(character for character in _folded("NFKC", text) if character.isalnum())


def normal_name(text: str) -> str:
    plain = "".join(character for character in _folded("NFKD", text) if not unicodedata.combining(character))
    joined = _INITIALS.sub(lambda found: found[0].replace(".", "") + " ", _APOSTROPHE.sub("", plain))
    blanked = "".join(character if character.isalnum() else " " for character in joined.replace("&", " and "))
    return " ".join(_without_legal_form(_join_letters(blanked.split())))


def _without_word(normal: str) -> str:
    word = _PREFIX.match(normal)
    bare = normal[word.end() :] if word else normal
    if not any(character.isdigit() for character in bare):
        return bare
    digits = bare.translate(_CONFUSABLE)
    return digits.lstrip("0") or digits


def _digest(row: Mapping[str, Any], token: str | None, total: str | None, normal: str) -> bytes:
    values = (row["company_id"], row["location_id"], row["type"], token, row["currency"], total)
    return sha256(repr((*values, normal, str(row["invoice_date"]))).encode()).digest()


def _hash(*parts: str) -> int:
    return int.from_bytes(blake2b("\x1f".join(parts).encode(), digest_size=8).digest(), signed=True)


_SHARES = {True: 1.0, None: 0.4, False: 0.0}


def _same(a: Mapping[str, Any], b: Mapping[str, Any], name: str) -> bool | None:
    """None where one of them is missing."""
    return None if a[name] is None or b[name] is None else bool(a[name] == b[name])


def _scenario(a: Mapping[str, Any], b: Mapping[str, Any], total: bool | None, date: bool | None, location: Any) -> str:
    if total and date:
        return "a" if location else "b"
    if total is False and date:
        return "d"
    if total is False and date is False and abs((a["invoice_date"] - b["invoice_date"]).days) >= 31:
        return "e"
    return "fuzzy"


def _sentence(noun: str, same: bool | None, later: object, earlier: object) -> str:
    if same:
        return f"The {noun}s are equal: {later}."
    return f"The {noun}s differ: {'none' if later is None else later} and {'none' if earlier is None else earlier}."


def _money(row: Mapping[str, Any]) -> str | None:
    amount: Decimal | None = row["total_amount"]
    return None if amount is None else f"{amount} {row['currency']}"


def _folded(form: Any, text: str) -> str:
    for _ in range(2):
        text = unicodedata.normalize(form, text).casefold()
    return unicodedata.normalize(form, text)


def _join_letters(words: list[str]) -> list[str]:
    joined: list[str] = []
    run = ""
    for word in words:
        if len(word) == 1 and word.isalpha():
            run += word
            continue
        joined += [run, word] if word != "and" else [run]
        run = ""
    return [word for word in [*joined, run] if word]


def _without_legal_form(words: list[str]) -> list[str]:
    while len(words) > 1 and (end := _legal_end(words)):
        words = words[:-end]
    while len(words) > 1 and words[0] in _LEADING_FORMS:
        words = words[1:]
    return words


def _legal_end(words: list[str]) -> int:
    if len(words) > 2 and words[-2:] in _LEGAL_PHRASES:
        return 2
    return 1 if words[-1] in _LEGAL_FORMS else 0
