"""One file may hold several documents, and one invoice pages of several files."""

from payables.app.migrations.sql import run, tenant_table

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    run("""
    -- A document that is not simply one whole file has a row of its own here, a part: read already, never taken by a worker.
    -- plan: by which of upload_plans a file is read now, and a part was made; 0 is what the pages themselves say.
    ALTER TABLE uploads
      ADD COLUMN plan int NOT NULL DEFAULT 0,
      ADD COLUMN part_of uuid, ADD COLUMN part int, ADD COLUMN part_pages int[], ADD COLUMN part_confidence real,
      ADD COLUMN merged_into uuid,  -- the upload whose plan reads this file's pages after its own
      ADD COLUMN deleted_at timestamptz,
      ADD FOREIGN KEY (account_id, part_of) REFERENCES uploads (account_id, id),
      ADD FOREIGN KEY (account_id, merged_into) REFERENCES uploads (account_id, id),
      ADD CHECK ((part_of IS NULL) = (part IS NULL) AND (part_of IS NULL) = (part_pages IS NULL));
    CREATE UNIQUE INDEX uploads_parts ON uploads (account_id, part_of, plan, part) WHERE part_of IS NOT NULL;
    CREATE INDEX uploads_merged ON uploads (account_id, merged_into) WHERE merged_into IS NOT NULL;

    -- How people want the pages of files to be read. A plan that is undone stays, and names the one that held before it.
    CREATE TABLE upload_plans (
      account_id uuid NOT NULL, upload_id uuid NOT NULL, number int NOT NULL CHECK (number > 0), before int NOT NULL,
      parts jsonb NOT NULL,      -- pages of each document, counted through all files; [] leaves it to the pages
      archived uuid[] NOT NULL,  -- the invoices that it put away
      created_at timestamptz NOT NULL, created_by int, undone_at timestamptz,
      PRIMARY KEY (account_id, upload_id, number),
      FOREIGN KEY (account_id, upload_id) REFERENCES uploads (account_id, id)
    );
    CREATE TABLE upload_plan_files (
      account_id uuid NOT NULL, upload_id uuid NOT NULL, number int NOT NULL, position int NOT NULL,
      file uuid NOT NULL, pages int NOT NULL,
      PRIMARY KEY (account_id, upload_id, number, position),
      FOREIGN KEY (account_id, upload_id, number) REFERENCES upload_plans (account_id, upload_id, number),
      FOREIGN KEY (account_id, file) REFERENCES uploads (account_id, id)
    );

    -- the file as it was delivered, where the document is a part of it or made of several
    ALTER TABLE invoices
      ADD COLUMN reference_id uuid, ADD FOREIGN KEY (account_id, reference_id) REFERENCES uploads (account_id, id);
    -- the pages of the file that belong to the invoice; NULL is all
    ALTER TABLE invoice_images ADD COLUMN pages int[];
    """)
    tenant_table("upload_plans", rights="SELECT, INSERT, UPDATE")
    tenant_table("upload_plan_files", rights="SELECT, INSERT")
