"""By what papers find their vendor: names with and without blanks, words, mail domains, phones."""

from typing import Any
from uuid import UUID

from payables.app.migrations.sql import in_each_account, run, tenant_table

revision = "0024"
down_revision = "0023"

# The forms of a key are those of vendors/store.py as of this version; later forms need a version that makes them anew.
FILL = """
INSERT INTO vendor_keys (account_id, company_id, key, vendor_id)
SELECT DISTINCT v.account_id, v.company_id, k.key, v.id
  FROM vendors v CROSS JOIN LATERAL (
    SELECT form || part FROM (VALUES ('n', left(replace(v.name_key, ' ', ''), 60)),
                                     ('h', left(replace(v.name_key, ' ', ''), 6)),
                                     ('t', right(replace(v.name_key, ' ', ''), 6))) AS whole (form, part)
     WHERE v.name_key <> ''
    UNION ALL
    SELECT 'w' || word FROM unnest(string_to_array(v.name_key, ' ')) AS word WHERE length(word) > 2
    UNION ALL
    SELECT 'b' || pair FROM (SELECT word || ' ' || lead(word) OVER (ORDER BY place) AS pair
      FROM unnest(string_to_array(v.name_key, ' ')) WITH ORDINALITY AS words (word, place)) AS pairs
     WHERE pair IS NOT NULL
    UNION ALL
    SELECT 'd' || lower(split_part(address, '@', 2)) FROM regexp_split_to_table(v.email, '[\\s,;]+') AS address
     WHERE address LIKE '%@_%'
    UNION ALL
    SELECT 'p' || right(digits, 8) FROM (SELECT regexp_replace(v.phone, '[^0-9]', '', 'g') AS digits) AS phone
     WHERE length(digits) > 6
  ) AS k (key)
 WHERE v.account_id = $1
"""


def upgrade() -> None:
    run("""
    CREATE TABLE vendor_keys (
      account_id uuid NOT NULL, company_id int NOT NULL, key text NOT NULL, vendor_id int NOT NULL,
      PRIMARY KEY (account_id, company_id, key, vendor_id),
      -- by the primary key alone: with the company in it the check of each key runs along any index of the company's vendors
      FOREIGN KEY (account_id, vendor_id) REFERENCES vendors (account_id, id) ON DELETE CASCADE
    );
    CREATE INDEX vendor_keys_of ON vendor_keys (account_id, vendor_id);
    """)
    tenant_table("vendor_keys", rights="SELECT, INSERT, DELETE")
    in_each_account(_fill_account)


async def _fill_account(connection: Any, account: UUID) -> None:
    await connection.execute(FILL, account)
