"""Approval policies with their versions, chains of approvals."""

from payables.app.migrations.sql import run, tenant_table

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    _policies()
    _chains()
    tenant_table("approval_policies", rights="SELECT, INSERT, UPDATE")
    tenant_table("approval_policy_versions", rights="SELECT, INSERT")


def _policies() -> None:
    """Versions are never updated: what an invoice was asked under can be read for ever. The company is not called
    company_id: a policy is no record that would fix its currency; a location that has one does not move away."""
    run("""
    CREATE TABLE approval_policies (
      account_id uuid NOT NULL REFERENCES accounts, id uuid NOT NULL, version int NOT NULL, active boolean NOT NULL,
      created_at timestamptz NOT NULL, created_by int, updated_at timestamptz NOT NULL, updated_by int,
      PRIMARY KEY (account_id, id)
    );
    CREATE INDEX approval_policies_listed ON approval_policies (account_id, created_at DESC, id DESC);
    CREATE TABLE approval_policy_versions (
      account_id uuid NOT NULL, policy_id uuid NOT NULL, version int NOT NULL,
      name text NOT NULL, level text NOT NULL CHECK (level IN ('account', 'company', 'group', 'location')),
      company int, group_id int, location_id int,
      conditions jsonb NOT NULL, needs text NOT NULL CHECK (needs IN ('any', 'all')), approver_ids int[] NOT NULL,
      restored_from int, created_at timestamptz NOT NULL, created_by int,
      PRIMARY KEY (account_id, policy_id, version),
      FOREIGN KEY (account_id, policy_id) REFERENCES approval_policies (account_id, id),
      FOREIGN KEY (account_id, company) REFERENCES companies (account_id, id),
      FOREIGN KEY (account_id, group_id) REFERENCES location_groups (account_id, id),
      FOREIGN KEY (account_id, company, location_id) REFERENCES locations (account_id, company_id, id),
      CHECK ((level IN ('company', 'location')) = (company IS NOT NULL)),
      CHECK ((level = 'group') = (group_id IS NOT NULL)), CHECK ((level = 'location') = (location_id IS NOT NULL))
    );
    """)


def _chains() -> None:
    """One person may be asked by several policies and by hand; a policy that has nobody to ask has a record without one."""
    run("""
    ALTER TABLE approvals
      DROP CONSTRAINT approvals_account_id_subject_type_subject_id_approver_id_key,
      ALTER COLUMN approver_id DROP NOT NULL,
      ADD COLUMN policy_version int, ADD COLUMN needs text CHECK (needs IN ('any', 'all')),
      ADD COLUMN stage int NOT NULL DEFAULT 0, ADD COLUMN after_policies uuid[] NOT NULL DEFAULT '{}',
      ADD COLUMN error text, ADD COLUMN superseded boolean NOT NULL DEFAULT false,
      ADD UNIQUE NULLS NOT DISTINCT (account_id, subject_type, subject_id, approver_id, policy_id),
      ADD CHECK (approver_id IS NOT NULL OR (policy_id IS NOT NULL AND error IS NOT NULL AND status = 'pending')),
      ADD CHECK (NOT superseded OR status = 'pending');
    """)
