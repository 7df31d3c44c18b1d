"""The command line. One file per command; each is imported only when it runs."""

import importlib.metadata
import os
import sys
import traceback
from collections.abc import Sequence

from cyclopts import App, CycloptsError

from payables.platform.db import UNREACHABLE

REFUSED, WRONG_USE = 1, 2

app = App(
    name="payables",
    help="Open-source, self-hosted accounts payable.",
    version=lambda: importlib.metadata.version("payables"),
    result_action="return_value",
)
COMMANDS = {
    "demo": "See invoices go in as files and come out approved and exported.",
    "serve": "Run the API.",
    "worker": "Read uploaded files and do other background work.",
    "migrate": "Bring the database to this program's version.",
    "provision": "Create or update accounts from an org file.",
    "credentials": "List, issue, rotate and revoke API keys and client secrets.",
    "people": "Who may sign in to the dashboard, links to set a password, sessions.",
    "audit": "Export the audit trail, sign how far it has come, verify an export offline.",
    "doctor": "Check whether this machine and this deployment are in order.",
    "learning": "What people corrected of what was read.",
    "reading": "Train the rankers of header fields, and measure how well papers are read.",
    "openapi": "Print the OpenAPI document.",
}
for name, summary in COMMANDS.items():
    app.command(f"payables.app.cli.{name}:{name}", name=name, help=summary)


def main(arguments: Sequence[str] | None = None) -> None:
    """Exit codes: 0 done, 1 refused, 2 wrong use of the command line, 130 interrupted."""
    sys.exit(run(sys.argv[1:] if arguments is None else list(arguments)))


def run(arguments: list[str]) -> int:
    """The exit code; whatever goes wrong is one sentence on stderr."""
    try:
        done = app(arguments, exit_on_error=False, print_error=False)
    except CycloptsError as error:
        return _complain(f"{error} (payables --help shows what there is)", WRONG_USE)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader went away, as in `payables ... | head`; nothing more can be said to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return REFUSED
    except Exception as error:
        if os.environ.get("PAYABLES_LOG_LEVEL") == "debug":
            traceback.print_exc()
        return _complain(_sentence(error), REFUSED)
    return done if isinstance(done, int) else 0


def _complain(sentence: str, code: int) -> int:
    # An argument may hold bytes that are no text; they are shown as escapes.
    sys.stderr.write(sentence.rstrip().encode(errors="backslashreplace").decode() + "\n")
    return code


def _sentence(error: Exception) -> str:
    """Our own errors say what to do already."""
    said = " ".join(str(error).splitlines()).strip()
    origin = type(error).__module__
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}."
    if isinstance(error, UNREACHABLE) or origin.startswith("asyncpg"):
        reason = said or type(error).__name__
        return f"The database cannot be used ({reason}): check DATABASE_URL and that the server runs."
    if origin.startswith("payables.") and said:
        return str(error)
    what = f"{type(error).__name__}: {said}"
    return f"Something failed that should not have ({what}): PAYABLES_LOG_LEVEL=debug shows where."
