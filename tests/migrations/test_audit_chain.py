"""Version 0006: a trail that is there already is sealed like a new one."""

from tests.migrations.conftest import Empty

from payables.app.migrate import migrate
from payables.platform.settings import Environment

ENTRIES = """
INSERT INTO audit_log (account_id, id, at, action, subject_type, subject_id)
SELECT a, gen_random_uuid(), now(), 'thing.changed', 'thing', n::text
  FROM generate_series(1, 5) n, unnest(ARRAY[gen_random_uuid(), gen_random_uuid()]) a
"""
WAITING = "SELECT account_id, id FROM audit_log EXCEPT SELECT account_id, id FROM audit_unsealed"


def test_entries_of_before_wait_to_be_sealed(empty: Empty) -> None:
    empty.run(migrate(empty.owner, Environment.SANDBOX, "0005"))
    empty.rows(ENTRIES, empty.superuser)
    empty.run(migrate(empty.owner, Environment.SANDBOX))
    assert empty.rows(WAITING, empty.superuser) == []
    assert empty.rows("SELECT count(*) FROM audit_unsealed", empty.superuser)[0]["count"] == 10


def test_the_trail_is_walled_off_after_it_as_before(empty: Empty) -> None:
    empty.run(migrate(empty.owner, Environment.SANDBOX))
    forced = "SELECT relforcerowsecurity FROM pg_class WHERE relname = 'audit_log'"
    assert empty.rows(forced)[0]["relforcerowsecurity"]
