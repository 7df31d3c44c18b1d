"""SQL over invoices `i`: what waits for a person's decision, in whatever right."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from payables.access.model import User
from payables.platform.caller import Permission

Put = Callable[[Any], str]  # makes a value an argument of the statement; answers its place

TURN = """
a.account_id = $1 AND a.subject_type = 'invoice' AND a.status = 'pending' AND NOT a.superseded AND a.waiting_since IS NOT NULL
"""

# Asked, or in the place of somebody who was: as the stand-in, or because it took too long. Not correlated: what waits for one
# person is found once, however many invoices are looked at.
THEIR_TURN = """
i.id IN (
  SELECT a.subject_id FROM approvals a WHERE {turn} AND a.approver_id = {person}
   UNION ALL
  SELECT a.subject_id FROM approvals a WHERE {turn} AND a.escalated_to <> '{{}}' AND {person} = ANY(a.escalated_to)
   UNION ALL
  SELECT a.subject_id FROM stand_ins s JOIN approvals a ON a.approver_id = s.user_id
   WHERE {turn} AND s.account_id = $1 AND s.stand_in_id = {person}
     AND s.ended_at IS NULL AND s.starts_at <= {now} AND (s.ends_at IS NULL OR s.ends_at > {now}))
"""
# Nobody was asked, and the person may approve and did not enter it.
NOBODYS_TURN = """
(i.entered_by IS DISTINCT FROM {person} AND NOT EXISTS (
   SELECT FROM approvals a WHERE a.account_id = i.account_id AND a.subject_type = 'invoice' AND a.subject_id = i.id))
"""


def waiting_for(user: User, now: datetime, put: Put) -> Iterator[str]:
    """Within what that person sees; $1 of the statement is the account."""
    person = put(user.id)
    asked = THEIR_TURN.format(turn=TURN, person=person, now=put(now))
    anybody = user.may(Permission.INVOICES_APPROVE)
    yield "i.state = 'pending_approval'"
    yield f"({asked} OR {NOBODYS_TURN.format(person=person)})" if anybody else asked
    for column, ids in (("company_id", user.company_ids), ("location_id", user.location_ids)):
        if ids is not None:
            yield f"i.{column} = ANY({put(ids)})"
