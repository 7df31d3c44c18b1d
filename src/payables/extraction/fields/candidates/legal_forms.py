"""Legal forms and trades that names of companies carry, as they are printed and misread."""

import re

_FORMS = (
    r"gmbh|mbh|ag|kg|kgaa|ohg|gbr|ug|e\.?\s?k|e\.?\s?v|a\.?\s?g|ltd|limited|llc|llp|inc|corp|corporation|plc|co|company|lp|pllc|"
    r"sarl|s\.?\s?a\.?\s?r\.?\s?l|sas|sasu|eurl|s\.?\s?a|sa|sci|snc|s\.?\s?l|sl|slu|s\.?\s?r\.?\s?l|srl|s\.?\s?p\.?\s?a|spa|"
    r"b\.?\s?v|bv|n\.?\s?v|nv|vof|ab|as|oy|aps|s\s?[do0]\s?n\.?\s?,?\s?b\s?[hn]\s?d|bhd|s\s?/\s?b|sb(?=\s*(?:\(|$))|pte|pty|pvt|"
    r"enterprise|trading|holdings?|group"
)
_SLIPPED = re.compile(r"(?<=[A-Z] )(?:5/[B8]|S/8)(?=$| ?\()")


def as_meant(name: str) -> str:
    """With a form that OCR took for figures: '99 SPEED MART 5/8' is an S/B."""
    return _SLIPPED.sub("S/B", name)


LEGAL_FORM = re.compile(rf"(?<![\w])(?:{_FORMS})\b\.?", re.IGNORECASE)
