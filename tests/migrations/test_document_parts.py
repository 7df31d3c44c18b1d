"""Uploads and invoices of before files were divided: each file is one document, and nothing of it is arranged."""

from uuid import UUID

import asyncpg
import pytest
from tests.migrations.conftest import Empty

from payables.app.migrate import migrate
from payables.invoices.queries.documents import DOCUMENTS_OF
from payables.platform.settings import Environment

SANDBOX = Environment.SANDBOX
ACCOUNT, OTHER, FIRST, AGAIN, INVOICE = (UUID(int=n) for n in (9, 8, 1, 2, 3))

BEFORE = f"""
INSERT INTO accounts SELECT id::uuid, key, key, '{{}}', '{{}}', 'single', false, now(), now()
  FROM (VALUES ('{ACCOUNT}', 'a'), ('{OTHER}', 'b')) AS x (id, key);
INSERT INTO companies SELECT id, 1, 'c', 'C', 'EUR', '{{}}', '{{}}', now(), now() FROM (SELECT account_id AS id FROM accounts) x;
INSERT INTO locations SELECT account_id, 1, 1, NULL, 'l', 'L', true, now(), now() FROM accounts;
INSERT INTO files (account_id, sha256, size, media_type, created_at) VALUES ('{ACCOUNT}', '\\x01', 7, 'application/pdf', now());
INSERT INTO uploads (account_id, id, company_id, location_id, source, filename, media_type, sha256, size, status, duplicate_of,
                     pages, created_at)
VALUES ('{ACCOUNT}', '{FIRST}', 1, 1, 'api', 'a.pdf', 'application/pdf', '\\x01', 7, 'processed', NULL, 3, now()),
       ('{ACCOUNT}', '{AGAIN}', 1, 1, 'api', 'a.pdf', 'application/pdf', '\\x01', 7, 'duplicate', '{FIRST}', 0, now());
INSERT INTO invoices (account_id, id, invoice_id, company_id, location_id, type, currency, state, reasons, source, created_at,
                      updated_at, upload_id)
VALUES ('{ACCOUNT}', '{INVOICE}', 1, 1, 1, 'invoice', 'EUR', 'incomplete', '[]', 'upload', now(), now(), '{FIRST}');
INSERT INTO invoice_images (account_id, id, invoice, position, sha256, filename, media_type, size, created_at)
VALUES ('{ACCOUNT}', 1, '{INVOICE}', 0, '\\x01', 'a.pdf', 'application/pdf', 7, now())
"""

PART = """
INSERT INTO uploads (account_id, id, company_id, location_id, source, filename, media_type, sha256, size, status, created_at,
                     part_of, part, part_pages, plan)
VALUES ('{account}', gen_random_uuid(), 1, 1, 'api', 'a.pdf', 'application/pdf', '\\x01', 7, 'processed', now(), {part}, 0)
"""


@pytest.fixture
def filled(empty: Empty) -> Empty:
    empty.run(migrate(empty.owner, SANDBOX, "0022"))
    for statement in BEFORE.split(";\n"):
        empty.rows(statement, empty.superuser)
    empty.run(migrate(empty.owner, SANDBOX))
    return empty


def refused(database: Empty, statement: str) -> str:
    """The class of PostgreSQL's refusal."""
    with pytest.raises(asyncpg.PostgresError) as error:
        database.rows(statement, database.superuser)
    return type(error.value).__name__


def test_what_was_there_is_one_document_as_it_came(filled: Empty) -> None:
    uploads = filled.rows("SELECT plan, part_of, merged_into, deleted_at FROM uploads", filled.superuser)
    assert [tuple(row) for row in uploads] == [(0, None, None, None)] * 2
    assert filled.rows("SELECT reference_id FROM invoices", filled.superuser) == [(None,)]
    assert filled.rows("SELECT pages FROM invoice_images", filled.superuser) == [(None,)]
    for upload in (FIRST, AGAIN):
        documents = DOCUMENTS_OF.format(upload=f"'{upload}'").replace("$1", f"'{ACCOUNT}'")
        assert filled.rows(documents, filled.superuser) == [(FIRST,)]


def test_a_part_says_of_what_it_is_and_once(filled: Empty) -> None:
    assert refused(filled, PART.format(account=ACCOUNT, part=f"'{FIRST}', NULL, NULL")) == "CheckViolationError"
    assert refused(filled, PART.format(account=OTHER, part=f"'{FIRST}', 0, '{{1}}'")) == "ForeignKeyViolationError"
    filled.rows(PART.format(account=ACCOUNT, part=f"'{FIRST}', 0, '{{1}}'"), filled.superuser)
    assert refused(filled, PART.format(account=ACCOUNT, part=f"'{FIRST}', 0, '{{2}}'")) == "UniqueViolationError"


def test_plans_are_of_an_account_and_its_files(filled: Empty) -> None:
    plan = "INSERT INTO upload_plans VALUES ('{}', '{}', 1, 0, '[]', '{{}}', now(), NULL, NULL)"
    assert refused(filled, plan.format(OTHER, FIRST)) == "ForeignKeyViolationError"
    filled.rows(plan.format(ACCOUNT, FIRST), filled.superuser)
    file = "INSERT INTO upload_plan_files VALUES ('{}', '{}', 1, 0, '{}', 3)"
    assert refused(filled, file.format(ACCOUNT, FIRST, UUID(int=77))) == "ForeignKeyViolationError"
    assert refused(filled, file.format(ACCOUNT, AGAIN, FIRST)) == "ForeignKeyViolationError"
    for table in ("upload_plans", "upload_plan_files"):
        assert filled.rows(f"SELECT count(*) FROM {table}") == [(0,)], "the owner is no account"
