"""Approvals of before policies existed."""

from tests.migrations.conftest import Empty

from payables.app.migrate import migrate
from payables.platform.settings import Environment

SANDBOX = Environment.SANDBOX

# One request that is open and one that was decided, of one invoice; the account comes first.
BEFORE = """
DO $$ DECLARE a uuid := '01a1f70d-0000-7000-8000-000000000001'; invoice uuid := '01a1f70d-0000-7000-8000-000000000002';
BEGIN
  PERFORM set_config('payables.account_id', a::text, true);
  INSERT INTO accounts (account_id, key, name, plan, features, approval_mode, created_at, updated_at)
  VALUES (a, 'k', 'K', '{}', '{}', 'single', now(), now());
  INSERT INTO users (account_id, id, kind, key, first_name, last_name, role, scope, created_at, updated_at)
  VALUES (a, 1, 'person', 'ada', 'Ada', 'Marsh', 'Accounting - Full', 'account', now(), now()),
         (a, 2, 'person', 'bo', 'Bo', 'Lind', 'Accounting - Full', 'account', now(), now());
  INSERT INTO approvals (account_id, id, subject_type, subject_id, approver_id, status, asked, created_at, decided_at)
  VALUES (a, 'pbjappr_1', 'invoice', invoice, 1, 'pending', true, now(), NULL),
         (a, 'pbjappr_2', 'invoice', invoice, 2, 'approved', true, now(), now());
END $$
"""

AFTER = """
SELECT approver_id, status, policy_id, stage, after_policies, superseded, error FROM approvals ORDER BY approver_id
"""


def test_requests_of_before_are_requests_by_hand(empty: Empty) -> None:
    empty.run(migrate(empty.owner, SANDBOX, "0006"))
    empty.rows(BEFORE)
    empty.run(migrate(empty.owner, SANDBOX))
    found = [tuple(row) for row in empty.rows(AFTER, empty.superuser)]
    assert found == [(1, "pending", None, 0, [], False, None), (2, "approved", None, 0, [], False, None)]


def test_whoever_was_asked_before_there_were_clocks_has_waited_since_then(empty: Empty) -> None:
    empty.run(migrate(empty.owner, SANDBOX, "0006"))
    empty.rows(BEFORE)
    empty.run(migrate(empty.owner, SANDBOX))
    found = empty.rows("SELECT status, waiting_since = created_at FROM approvals ORDER BY approver_id", empty.superuser)
    assert [tuple(row) for row in found] == [("pending", True), ("approved", None)]
