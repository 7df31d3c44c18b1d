"""SQL over invoices `i`: what waits for a person's decision, in whatever right."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from payables.access.model import User
from payables.approvals.queries.decisions import SELF_APPROVAL
from payables.invoices.queries.bringers import OF_ANOTHER
from payables.invoices.queries.paper_authors import FILES, STEPS
from payables.invoices.rules.authors import ARRANGED, DIFFERENCES_GONE, PAYS
from payables.platform.caller import Permission
from payables.vendors.queries.bank_changes import ALONE

Put = Callable[[Any], str]  # makes a value an argument of the statement; answers its place

TURN = """
a.account_id = $1 AND a.subject_type = 'invoice' AND a.status = 'pending' AND NOT a.superseded AND a.waiting_since IS NOT NULL
"""

# Not correlated, as the next one: what waits for one person is found once, however many invoices are looked at.
THEIR_TURN = """
i.id IN (SELECT a.subject_id FROM approvals a WHERE {turn} AND a.approver_id = {person})
"""
# In the place of somebody who was asked: as the stand-in, or because it took too long.
OTHERS_TURN = """
i.id IN (
  SELECT a.subject_id FROM approvals a WHERE {turn} AND a.escalated_to <> '{{}}' AND {person} = ANY(a.escalated_to)
   UNION ALL
  SELECT a.subject_id FROM stand_ins s JOIN approvals a ON a.approver_id = s.user_id
   WHERE {turn} AND s.account_id = $1 AND s.stand_in_id = {person}
     AND s.ended_at IS NULL AND s.starts_at <= {now} AND (s.ends_at IS NULL OR s.ends_at > {now}))
"""
# Nobody was asked.
NOBODYS_TURN = """
NOT EXISTS (SELECT FROM approvals a WHERE a.account_id = i.account_id AND a.subject_type = 'invoice' AND a.subject_id = i.id)
"""
# As queries/authors.py says it: of what was read from files, when the first was sent, of an import, when it was asked for.
BEGUN = f"least(i.created_at, i.sent_at, (SELECT min(u.created_at) FROM {FILES.format(document='i.upload_id')}))"  # noqa: S608
# Which of the person's programs, each up to its instant, has done it.
THROUGH = """
EXISTS (SELECT FROM unnest({programs}::int[], {until}::timestamptz[]) AS p (id, until)
         WHERE p.id = {actor} AND (p.until IS NULL OR p.until > {begun}))
"""
# The authors of rules/authors.py whom its paper, or the trail of the invoice or of its file, tells, and so is refused if they
# approve. Who has changed what its coding stands for is asked only then: it would be looked for in the trail of each dimension
# of each invoice.
NOT_THEIRS = """
(coalesce(({self_approval}), false)
 OR i.entered_by IS DISTINCT FROM {person} AND NOT {entered_through}
    AND (i.upload_id IS NULL
         OR NOT EXISTS (SELECT FROM {files} AND (u.user_id = {person} OR {sent_through}))
            AND NOT EXISTS (SELECT FROM {steps} AND (t.actor_id = {person} OR {changed_through})))
    AND NOT EXISTS (
      SELECT FROM audit_log t
       WHERE t.account_id = i.account_id AND t.subject_type = 'invoice' AND t.subject_id = i.id::text AND t.after ?| {pays}::text[]
         AND (t.actor_id = {person} OR {changed_through}))
    AND {not_brought})
"""
# In the place of others one decides nothing where a program of one's own has filled another seat (approvals/rules/hands.py); what
# it brought from a stand-in is told by the trail, and so refused only then.
NO_SEAT_THROUGH = """
NOT EXISTS (
  SELECT FROM approvals a
   WHERE a.account_id = i.account_id AND a.subject_type = 'invoice' AND a.subject_id = i.id AND a.status = 'approved'
     AND a.approver_id <> {person} AND ({brought_through} OR {filled_by}))
"""
# As queries/bringers.py says it, but that everybody else counts as another, also who made secrets of the same program.
NOT_BROUGHT = f"""
NOT EXISTS (
  SELECT FROM vendor_bank_changes b
   WHERE b.account_id = i.account_id AND b.vendor_id = i.vendor_id AND {ALONE}
     AND (b.asked_by = {{person}} OR {{brought_through}})
     AND NOT EXISTS (
       SELECT FROM invoices o
         JOIN approvals a ON a.account_id = o.account_id AND a.subject_type = 'invoice' AND a.subject_id = o.id
        WHERE o.account_id = i.account_id AND o.vendor_id = i.vendor_id AND a.status = 'approved' AND {OF_ANOTHER}))
"""  # noqa: S608


def waiting_for(user: User, programs: Mapping[int, datetime | None], now: datetime, put: Put) -> Iterator[str]:
    """Within what that person sees; $1 of the statement is the account. `programs` are those that the person may have acted as
    (access/queries/hands.py: acted_as)."""
    person = put(user.id)
    others = OTHERS_TURN.format(turn=TURN, person=person, now=put(now))
    if programs:
        others = f"({others} AND {_no_seat_through(person, programs, put)})"
    if user.may(Permission.INVOICES_APPROVE):
        others = f"({others} OR {NOBODYS_TURN})"
    yield "i.state = 'pending_approval'"
    yield f"({THEIR_TURN.format(turn=TURN, person=person)} OR {others} AND {_not_theirs(user.id, person, programs, put)})"
    for column, ids in (("company_id", user.company_ids), ("location_id", user.location_ids)):
        if ids is not None:
            yield f"i.{column} = ANY({put(ids)})"


def _no_seat_through(person: str, programs: Mapping[int, datetime | None], put: Put) -> str:
    known = {"programs": put(list(programs)), "until": put(list(programs.values())), "begun": "a.decided_at"}
    return NO_SEAT_THROUGH.format(
        person=person,
        brought_through=THROUGH.format(actor="a.decided_by", **known),
        filled_by=THROUGH.format(actor="a.approver_id", **known),
    )


def _not_theirs(user: int, person: str, programs: Mapping[int, datetime | None], put: Put) -> str:
    known = {"programs": put(list(programs)), "until": put(list(programs.values()))}
    brought = NOT_BROUGHT.format(
        person=person,
        brought_through=THROUGH.format(actor="b.asked_by", begun="b.asked_at", **known),
        hand=f"{put([user, *programs])}::int[]",
    )
    known["begun"] = BEGUN
    return NOT_THEIRS.format(
        self_approval=SELF_APPROVAL,
        person=person,
        pays=put([*PAYS, DIFFERENCES_GONE]),
        files=FILES.format(document="i.upload_id"),
        steps=STEPS.format(document="i.upload_id", invoice="i.id", arranged=put(ARRANGED)),
        entered_through=THROUGH.format(actor="i.entered_by", **known),
        sent_through=THROUGH.format(actor="u.user_id", **known),
        changed_through=THROUGH.format(actor="t.actor_id", **known),
        not_brought=brought,
    )
