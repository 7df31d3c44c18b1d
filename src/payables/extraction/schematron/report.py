"""What a stylesheet reports (SVRL) as findings: one per rule, with the lines where it is broken."""

import re
from typing import Any

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

from payables.extraction.model import Finding
from payables.extraction.schematron.rule_sets import official_name
from payables.extraction.schematron.stylesheet import SVRL

MOST = 60  # findings of one document
_MOST_LINES = 8
_NAME = re.compile(r"^\s*\[[\w-]+\]\s*[-:]?\s*")
_LINE = re.compile(
    r"(?:InvoiceLine|CreditNoteLine|IncludedSupplyChainTradeLineItem)(?:\[namespace-uri\(\)='[^']*'\])?\[(\d+)\]"
)
_SEVERITIES = {"fatal": "error", "error": "error", "warning": "warning", "information": "info", "info": "info"}
# Rules that some element or attribute, though understood, is superfluous: they are told and stop nothing.
_SUPERFLUOUS = re.compile(r"CII-DT-\d+|UBL-CR-\d+")


def findings(svrl: str) -> list[Finding]:
    """In the order of the report; a rule that is broken in many places is told once."""
    found: dict[str, Finding] = {}
    lines: dict[str, list[str]] = {}
    for report in etree.fromstring(svrl.encode()).iter(SVRL + "failed-assert", SVRL + "successful-report"):
        rule = official_name(report.get("id") or "")
        if rule not in found and len(found) == MOST:
            break
        found.setdefault(rule, Finding(rule, _severity(rule, report), _message(report)))
        lines.setdefault(rule, []).extend(_LINE.findall(report.get("location") or "")[-1:])
    for rule, finding in found.items():
        finding.message += _where(lines[rule])
    return list(found.values())


def _severity(rule: str, report: Any) -> str:
    """Factur-X's stylesheets give a flag to warnings alone."""
    stated = _SEVERITIES.get(report.get("flag") or report.get("role") or "fatal", "error")
    return "warning" if stated == "error" and _SUPERFLUOUS.fullmatch(rule) else stated


def _message(report: Any) -> str:
    """The norm's sentence, without the name that it begins with."""
    words = " ".join("".join(t.itertext()) for t in report.iter(SVRL + "text")).split()
    return _NAME.sub("", " ".join(words))[:1000]


def _where(lines: list[str]) -> str:
    numbers = list(dict.fromkeys(lines))
    if not numbers:
        return ""
    more = ", ..." if len(numbers) > _MOST_LINES else ""
    return f" (line {', '.join(numbers[:_MOST_LINES])}{more})"
