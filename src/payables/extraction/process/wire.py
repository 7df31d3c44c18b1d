"""Messages between the reader and the zygote, and what a child writes: msgpack by msgspec, one per packet."""

from enum import StrEnum

import msgspec

from payables.extraction.limits import Limits
from payables.extraction.model import Reading
from payables.extraction.statement_table.model import StatementTable

REQUEST_BYTES = 64 * 1024  # of a packet on the control socket


class Task(StrEnum):
    """What to read a document as."""

    DOCUMENT = "document"
    STATEMENT_TABLE = "statement_table"


class Request(msgspec.Struct):
    """Read the document behind the first descriptor, write the outcome to the second."""

    id: int
    filename: str
    limits: Limits
    task: Task = Task.DOCUMENT


class Ended(msgspec.Struct):
    """The child of a request is gone: its exit status as os.wait4 gives it, or killed at the wall limit."""

    id: int
    status: int
    timed_out: bool
    cpu_seconds: float
    peak_bytes: int


class Outcome(msgspec.Struct):
    """A reading or a table, by the task, or a refusal's code and detail, with the places of an error that nobody foresaw."""

    reading: Reading | None = None
    table: StatementTable | None = None
    code: str | None = None
    detail: str = ""
    places: list[str] = []


request_decoder = msgspec.msgpack.Decoder(Request)
ended_decoder = msgspec.msgpack.Decoder(Ended)
outcome_decoder = msgspec.msgpack.Decoder(Outcome)
encode = msgspec.msgpack.Encoder().encode
