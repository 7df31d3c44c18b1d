"""Messages between the reader and the zygote, and what a child writes: msgpack by msgspec, one per packet."""

from enum import StrEnum

import msgspec

from payables.extraction.limits import Limits
from payables.extraction.model import Finding, Reading
from payables.extraction.page.model import Page
from payables.extraction.statement_table.model import StatementTable

REQUEST_BYTES = 64 * 1024  # of a packet on the control socket


class Task(StrEnum):
    """What to read a document as."""

    DOCUMENT = "document"
    ARRANGED = "arranged"
    WORDS = "words"
    STATEMENT_TABLE = "statement_table"
    RULES = "rules"


class Request(msgspec.Struct):
    """Read the document behind the first descriptor, write the outcome to the second. `rule_set`: what RULES judges by;
    `learned`: the fields that are read by what the installation has learned."""

    id: int
    filename: str
    limits: Limits
    task: Task = Task.DOCUMENT
    rule_set: str = ""
    learned: list[str] = []


class Ended(msgspec.Struct):
    """The child of a request is gone: its exit status as os.wait4 gives it, or killed at the wall limit."""

    id: int
    status: int
    timed_out: bool
    cpu_seconds: float
    peak_bytes: int


class TaskOutcome(msgspec.Struct):
    """A reading, pages of words, a table or findings, by the task, or a refusal's code and detail, with the places of an
    error that nobody foresaw.
    """

    reading: Reading | None = None
    words: list[Page] | None = None
    table: StatementTable | None = None
    findings: list[Finding] | None = None
    code: str | None = None
    detail: str = ""
    places: list[str] = []


request_decoder = msgspec.msgpack.Decoder(Request)
ended_decoder = msgspec.msgpack.Decoder(Ended)
outcome_decoder = msgspec.msgpack.Decoder(TaskOutcome)
encode = msgspec.msgpack.Encoder().encode
