"""What is true of a paper, as its record changes and is approved."""

from datetime import datetime

from msgspec import UNSET
from msgspec.structs import replace

from payables.extraction.model import Reading
from payables.learning.model.fields import KINDS
from payables.learning.model.papers import How, KeptPaper, Lesson, RecordSaid, Truth
from payables.learning.rules.lesson import lesson_of
from payables.learning.rules.same_value import same_value

LONGEST = 20_000  # characters of a value that is kept; only lines can be longer
LONGEST_READ = 300  # of one that was read: a paper may print anything


def after(known: KeptPaper | None, told: RecordSaid, reading: Reading, at: datetime, by: int | None) -> KeptPaper:
    """All that is kept of the paper now. Whoever writes a value that stood there already corrects nothing; a correction
    that is taken back was none, and of several the last counts."""
    before = known.fields if known else {}
    fields: dict[str, Truth] = {}
    for name in KINDS:
        truth = before.get(name)
        if name in told.corrected:
            truth = _corrected(name, truth, told, reading, at, by)
        if told.approved:
            truth = _approved(name, truth, told, reading, at, by)
        if truth is not None:
            fields[name] = truth
    return KeptPaper(
        told.invoice, told.upload_id, told.company_id, told.vendor_id, fields, _lessons(known, fields, reading)
    )


def _corrected(
    name: str, was: Truth | None, told: RecordSaid, reading: Reading, at: datetime, by: int | None
) -> Truth | None:
    value = told.stands.get(name)
    if same_value(name, value, _entered(name, was, told)):
        return None if was and was.how is How.CORRECTED else was
    if was and was.how is How.CORRECTED and same_value(name, value, was.value):
        return was
    return _truth(name, was, told, reading, How.CORRECTED, at, by)


def _approved(
    name: str, was: Truth | None, told: RecordSaid, reading: Reading, at: datetime, by: int | None
) -> Truth | None:
    """What nobody has looked at makes nothing surer than it was."""
    value = told.stands.get(name)
    if was and same_value(name, value, was.value):
        if told.by_person and was.how is How.CORRECTED:
            return was if was.approved else replace(was, approved=True)
        if was.how is not How.UNSEEN or not told.by_person:
            return was
    if value is None:
        return None
    return _truth(name, was, told, reading, How.APPROVED if told.by_person else How.UNSEEN, at, by)


def _truth(
    name: str, was: Truth | None, told: RecordSaid, reading: Reading, how: How, at: datetime, by: int | None
) -> Truth | None:
    """None where the value is too long to be kept."""
    value, entered = told.stands.get(name), _entered(name, was, told)
    if len(value or "") > LONGEST:
        return None
    read = reading.fields.get(READ_AS.get(name, name))
    return Truth(
        read=read.value[:LONGEST_READ] if read else None,
        confidence=read.confidence if read else None,
        value=value,
        how=how,
        at=at,
        by=None if how is How.UNSEEN else by,
        entered=UNSET if entered == value else entered,
        recalled=read is not None and read.by is not None,
        plain=read.instead_of.value[:LONGEST_READ] if read and read.instead_of else None,
        plain_confidence=read.instead_of.confidence if read and read.instead_of else None,
    )


READ_AS = {"vendor": "vendor_name"}


def _entered(name: str, was: Truth | None, told: RecordSaid) -> str | None:
    if was is None:
        return told.entered.get(name)
    return was.value if was.entered is UNSET else was.entered


def _lessons(known: KeptPaper | None, fields: dict[str, Truth], reading: Reading) -> dict[str, Lesson]:
    """Of what is true since now; the others stay as they are, also those that were forgotten."""
    lessons: dict[str, Lesson] = {}
    for name, truth in fields.items():
        as_before = known is not None and known.fields.get(name) is truth
        lesson = known.lessons.get(name) if as_before and known else lesson_of(name, truth, reading)
        if lesson is not None:
            lessons[name] = lesson
    return lessons
