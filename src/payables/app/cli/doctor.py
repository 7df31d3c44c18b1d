"""payables doctor: is everything in order here?"""

import asyncio
from typing import Annotated

from cyclopts import Parameter

from payables.app.cli.printing import say, show_json, show_table
from payables.app.doctor.examine import examine
from payables.app.doctor.finding import Finding, State


def doctor(*, json: Annotated[bool, Parameter(negative="")] = False) -> int:
    """Check Python and its packages, PostgreSQL, the data folder, the database, OCR, the port and the worker.

    Changes nothing; an embedded database that does not run is started for the look. Exit code 1 if something is wrong.

    Parameters
    ----------
    json
        Print one JSON document.
    """
    findings = asyncio.run(examine())
    wrong = [finding for finding in findings if finding.state is State.WRONG]
    if json:
        show_json({"ok": not wrong, "checks": findings})
    else:
        show_table(["check", "state", "found"], [_row(finding) for finding in findings])
        say("Something is wrong: see above." if wrong else "Everything needed is in order.")
    return 1 if wrong else 0


def _row(finding: Finding) -> list[str]:
    return [finding.check, finding.state, finding.found if not finding.advice else f"{finding.found} {finding.advice}"]
