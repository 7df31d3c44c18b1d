"""The words that OCR read on a page, with their places, so that people can choose one without the page being read again."""

from payables.app.migrations.sql import run, tenant_table

revision = "0034"
down_revision = "0033"


def upgrade() -> None:
    run("""
    -- by the file's content, since a page says the same however the files are arranged. `words` are compressed already.
    CREATE TABLE scanned_words (
      account_id uuid NOT NULL, sha256 bytea NOT NULL, page integer NOT NULL CHECK (page > 0),
      words bytea NOT NULL CHECK (octet_length(words) <= 262144), read_at timestamptz NOT NULL,
      PRIMARY KEY (account_id, sha256, page),
      FOREIGN KEY (account_id, sha256) REFERENCES files (account_id, sha256)
    );
    ALTER TABLE scanned_words ALTER COLUMN words SET STORAGE EXTERNAL;
    """)
    tenant_table("scanned_words", rights="SELECT, INSERT, UPDATE")
