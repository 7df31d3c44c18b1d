"""The child process of one document: confined before the first byte is looked at, gone after the last is written."""

import gc
import os
import sys
from pathlib import Path

from pypdfium2 import PdfiumError

from payables.extraction.arrangement import from_bytes
from payables.extraction.errors import Unreadable
from payables.extraction.limits import Limits
from payables.extraction.process.confine import confine, die_with_parent, drop_root
from payables.extraction.process.wire import Request, Task, TaskOutcome, encode
from payables.extraction.ranking.in_use import use_only
from payables.extraction.read import read, read_together, words_together
from payables.extraction.statement_table.read import read_statement_table
from payables.kit.places import places

_YOUNG = 100_000  # objects between two looks for rings of garbage: a child lives too short for more


def run(source: int, target: int, request: Request) -> None:
    """Never returns. Exit status 0 when an outcome was written."""
    status = 1
    try:
        os.setsid()
        drop_root((Path(__file__).parent, Path(sys.prefix), Path(sys.base_prefix)))
        die_with_parent()  # after the change of user, which would undo it
        confine(request.limits)
        use_only(request.learned)
        gc.set_threshold(_YOUNG, 50, 100)
        write(target, encode(_outcome(source, request)), request.limits)
        status = 0
    finally:
        os._exit(status)


def _outcome(source: int, request: Request) -> TaskOutcome:
    try:
        return _read(bytes_of(source), request)
    except Unreadable as refusal:
        return TaskOutcome(code=refusal.code, detail=refusal.detail)
    except MemoryError:
        return TaskOutcome(code="too_large_when_unpacked", detail="memory limit")
    except RecursionError:
        return TaskOutcome(code="too_large_when_unpacked", detail="nested too deeply")
    except Exception as error:
        return TaskOutcome(code=code_of(error), detail=type(error).__name__, places=places(error))


def _read(data: bytes, request: Request) -> TaskOutcome:
    if request.task is Task.STATEMENT_TABLE:
        return TaskOutcome(table=read_statement_table(data, request.filename, request.limits))
    if request.task in (Task.ARRANGED, Task.WORDS):
        arranged = from_bytes(data)
        files = [(file.data, file.filename) for file in arranged.files]
        if request.task is Task.WORDS:
            return TaskOutcome(words=words_together(files, request.limits, arranged.parts))
        return TaskOutcome(reading=read_together(files, request.limits, arranged.parts))
    return TaskOutcome(reading=read(data, request.filename, request.limits))


def code_of(error: Exception) -> str:
    """Libraries wrap a failed allocation in errors of their own; PDFium's own are about pages that it cannot load."""
    text = f"{type(error).__name__} {error}".lower()
    if "alloc" in text or "memory" in text:
        return "too_large_when_unpacked"
    return "truncated" if isinstance(error, PdfiumError) else "crashed"


def bytes_of(source: int) -> bytes:
    """Everything behind the descriptor, which is closed."""
    with os.fdopen(source, "rb") as stream:
        stream.seek(0)
        return stream.read()


def write(target: int, payload: bytes, limits: Limits) -> None:
    """The outcome, or a refusal in its place where it is larger than an outcome may be."""
    if len(payload) > limits.output_bytes:
        payload = encode(TaskOutcome(code="too_large_when_unpacked", detail=f"{len(payload)} bytes of output"))
    write_all(target, payload)


def write_all(target: int, payload: bytes) -> None:
    sys.stdout.flush()
    while payload:
        payload = payload[os.write(target, payload) :]
