"""The GiroCode: EPC069-12, a SEPA credit transfer, versions 001 to 003."""

import re

from payables.extraction.codes.payment import Payment, creditor_reference_is_valid
from payables.extraction.model import Code

_NAME, _IBAN, _AMOUNT, _REFERENCE, _TEXT = 5, 6, 7, 9, 10
_VERSIONS = ("001", "002", "003")
_AMOUNT_FORM = re.compile(r"EUR(\d{1,9}(?:\.\d{1,2})?)")


def girocode(code: Code) -> Payment | None:
    """None for another code. Lines end with LF or CR LF; blank ones at the end may be missing."""
    lines = [line.strip() for line in code.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    if len(lines) <= _IBAN or lines[0] != "BCD" or lines[1] not in _VERSIONS or lines[3].upper() not in ("SCT", "INST"):
        return None
    lines += [""] * (_TEXT + 1 - len(lines))
    found = Payment("GiroCode", code, name=lines[_NAME][:140] or None, currency="EUR")
    found.take_iban(lines[_IBAN])
    if amount := _AMOUNT_FORM.fullmatch(lines[_AMOUNT]):
        whole, _, cents = amount[1].partition(".")
        found.amount = f"{int(whole)}.{cents:0<2}"
    reference = "".join(lines[_REFERENCE].split()).upper()
    found.take_reference(reference, is_valid=creditor_reference_is_valid(reference))
    found.reference = found.reference or lines[_TEXT][:140] or None
    return found
