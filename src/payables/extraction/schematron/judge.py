"""Compiled rule sets, and the judgement of one document by one of them.

SaxonC is native code with a thread of its own and 33 GB of reserved address space, so it is loaded in the judge's process
only (`process`).
"""

from typing import Any

from payables.extraction.model import Finding
from payables.extraction.schematron.report import findings
from payables.extraction.schematron.rule_sets import RULE_SETS
from payables.extraction.schematron.stylesheet import stylesheet

NOT_EVALUABLE = "rules-not-evaluable"


class Judge:
    """Raises ImportError or OSError when SaxonC cannot be loaded here."""

    def __init__(self) -> None:
        import saxonche

        self._failure: type[Exception] = saxonche.PySaxonApiError
        self._processor: Any = saxonche.PySaxonProcessor(license=False)
        self._compiled: dict[str, list[Any]] = {}

    def prepare(self, rule_set: str) -> None:
        """Compiles the rule set, once: 0.3 to 0.5 s. Raises NotUsable."""
        if rule_set in self._compiled:
            return
        compiler = self._processor.new_xslt30_processor()
        texts = [stylesheet(wanted) for wanted in RULE_SETS[rule_set]]
        self._compiled[rule_set] = [compiler.compile_stylesheet(stylesheet_text=text) for text in texts]

    def judge(self, rule_set: str, xml: str) -> list[Finding]:
        """Findings of a rule set that was prepared; an evaluation that stops at a value of the wrong kind is one too."""
        found: dict[str, Finding] = {}
        for executable in self._compiled[rule_set]:
            for finding in self._run(executable, xml):
                found.setdefault(finding.rule, finding)
        return list(found.values())

    def _run(self, executable: Any, xml: str) -> list[Finding]:
        try:
            return findings(executable.transform_to_string(xdm_node=self._processor.parse_xml(xml_text=xml)))
        except self._failure as failure:
            reason = " ".join(str(failure).split())[:200]
            message = (
                f"A value is not of the kind that its element asks for, so not all rules could be checked: {reason}"
            )
            return [Finding(NOT_EVALUABLE, "error", message)]
