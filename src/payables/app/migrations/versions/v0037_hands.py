"""Who made a client's secret holds it: what they and the program do is done by one hand. And ids that vendors had in the ERP are
remembered: who comes under one is paid in the place of who had it."""

from typing import Any
from uuid import UUID

from payables.app.migrations.sql import in_each_account, run, tenant_table

revision = "0037"
down_revision = "0036"

# The trail has told since the first version who made which secret; the operator's commands leave no user.
FILL = """
UPDATE oauth_client_secrets s SET issued_by = l.actor_id
  FROM audit_log l
 WHERE s.account_id = $1 AND l.account_id = $1 AND l.subject_type = 'client' AND l.subject_id = s.client_id
   AND l.action = 'client_secret.issued' AND l.after ->> 'secret_id' = s.id::text
"""


def upgrade() -> None:
    run("ALTER TABLE oauth_client_secrets ADD COLUMN issued_by int")
    in_each_account(_fill_account)
    _former_ids()


async def _fill_account(connection: Any, account: UUID) -> None:
    await connection.execute(FILL, account)


def _former_ids() -> None:
    """The vendor that had the id last may be gone; `iban` are its bank details of when it lost the id."""
    run("""
    CREATE TABLE vendor_former_ids (
      account_id uuid NOT NULL, company_id int NOT NULL, erp_vendor_id text NOT NULL, vendor_id int NOT NULL, iban text,
      left_at timestamptz NOT NULL,
      PRIMARY KEY (account_id, company_id, erp_vendor_id),
      FOREIGN KEY (account_id, company_id) REFERENCES companies (account_id, id)
    );
    """)
    tenant_table("vendor_former_ids", rights="SELECT, INSERT, UPDATE")
    in_each_account(_fill_former_ids)


# Since 0033 ids of vendors can change; a vendor that was withdrawn is told with all that it was.
FORMER = """
INSERT INTO vendor_former_ids (account_id, company_id, erp_vendor_id, vendor_id, iban, left_at)
SELECT DISTINCT ON (company, erp_id) $1, company, erp_id, vendor, iban, at FROM (
  SELECT v.company_id AS company, l.before ->> 'erp_vendor_id' AS erp_id, v.id AS vendor, v.iban, l.at
    FROM audit_log l JOIN vendors v ON v.account_id = $1 AND v.id::text = l.subject_id
   WHERE l.account_id = $1 AND l.action = 'vendor.updated' AND l.before ? 'erp_vendor_id'
  UNION ALL
  SELECT (l.before ->> 'company_id')::int, l.before ->> 'erp_vendor_id', l.subject_id::int, l.before ->> 'iban', l.at
    FROM audit_log l WHERE l.account_id = $1 AND l.action = 'vendor.withdrawn' AND l.before ->> 'iban' IS NOT NULL
) AS told WHERE erp_id IS NOT NULL ORDER BY company, erp_id, at DESC
"""


async def _fill_former_ids(connection: Any, account: UUID) -> None:
    await connection.execute(FORMER, account)
