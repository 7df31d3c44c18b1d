"""What the tree promises (ARCHITECTURE.md). Imports are checked by import-linter, the rest here."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "payables"
NO_NAMES = {"utils", "util", "helpers", "helper", "common", "service", "services", "manager", "managers", "misc"}
VOCABULARY = {"__init__", "model", "events", "errors", "actions", "rules", "queries", "store", "schema", "api", "jobs"}
# These are not capabilities of the business: they name their files after what they do.
FREE_FORM = {"app", "dashboard", "portal", "extraction", "platform", "kit"}
CAPABILITIES = sorted(found.parent for found in SOURCE.glob("*/__init__.py") if found.parent.name not in FREE_FORM)
CLOCK = SOURCE / "platform" / "clock.py"
MONEY_WORDS = {"amount", "amounts", "money", "price", "total", "subtotal", "tax", "cost", "net", "gross", "discount"}
MONEY_WORDS |= {"balance", "quantity", "percent", "rate"}
# A connector is one folder plus one registry line.
OWN_FOLDERS = {"capture": {"readers"}, "imports": {"kinds"}, "erp": {"connectors"}}
# Engines and pixels count in floats; what is found on the paper does not.
OF_THE_PAPER = [SOURCE / "extraction" / name for name in ("checks", "fields", "lines", "xml")]

# Which capability a table belongs to: it alone writes it.
OWNERS = {
    "access_tokens": "access",
    "accounts": "accounts",
    "api_keys": "access",
    "approval_settings": "approvals",
    "approval_policies": "approvals",
    "approval_policy_versions": "approvals",
    "approvals": "approvals",
    "audit_chains": "audit",
    "audit_heads": "audit",
    "audit_log": "audit",
    "audit_seals": "audit",
    "audit_unsealed": "audit",
    "batch_tasks": "batches",
    "batches": "batches",
    "capture_turns": "capture",
    "catalog_allowances": "catalog",
    "catalog_entries": "catalog",
    "catalog_entry_keys": "catalog",
    "catalog_prices": "catalog",
    "catalog_items": "catalog",
    "catalog_memory": "catalog",
    "catalog_validation": "catalog",
    "comments": "comments",
    "coding_examples": "coding",
    "coding_origins": "coding",
    "coding_settings": "coding",
    "claim_settlements": "claims",
    "claims": "claims",
    "companies": "accounts",
    "custom_field_specs": "custom_fields",
    "dimensions": "dimensions",
    "duplicate_fingerprints": "duplicates",
    "duplicate_keys": "duplicates",
    "duplicate_pairs": "duplicates",
    "environment": "app",
    "export_claims": "invoices",
    "export_jobs": "exports",
    "export_mappings": "exports",
    "files": "platform",
    "idempotency_keys": "platform",
    "image_fetches": "invoices",
    "imported_invoices": "invoices",
    "import_rows": "imports",
    "imports": "imports",
    "invoice_images": "invoices",
    "invoice_items": "invoices",
    "invoice_numbers": "invoices",  # until version 0010
    "invoice_splits": "invoices",
    "invoices": "invoices",
    "key_usage": "platform",
    "location_groups": "accounts",
    "locations": "accounts",
    "login_events": "access",
    "login_links": "access",
    "login_sources": "access",
    "logins": "access",
    "mapping_rules": "coding",
    "notices": "notices",
    "numbers": "platform",
    "oauth_client_secrets": "access",
    "oauth_clients": "access",
    "match_allocations": "matching",
    "match_charges": "matching",
    "match_decisions": "matching",
    "match_links": "matching",
    "match_memory": "matching",
    "match_numbers": "matching",
    "match_orders": "matching",
    "match_units": "matching",
    "matches": "matching",
    "matching_settings": "matching",
    "matching_tolerances": "matching",
    "orders_told": "purchasing",
    "payments": "payments",
    "purchase_order_items": "purchasing",
    "purchase_orders": "purchasing",
    "ranker_nights": "learning",
    "rankers": "learning",
    "read_papers": "learning",
    "reading_settings": "capture",
    "request_log": "request_log",
    "request_log_gaps": "request_log",
    "reading_thresholds": "capture",
    "readings": "capture",
    "receipt_items": "purchasing",
    "receipts": "purchasing",
    "recovery_codes": "access",
    "sessions": "access",
    "sign_in_brakes": "access",
    "stand_ins": "approvals",
    "statement_decisions": "statements",
    "statement_lines": "statements",
    "statements": "statements",
    "upload_contents": "capture",
    "scanned_words": "capture",
    "split_rules": "coding",
    "undoable_steps": "approvals",
    "unit_conversions": "units",
    "upload_plan_files": "capture",
    "upload_plans": "capture",
    "uploads": "capture",
    "users": "access",
    "variance_batches": "catalog",
    "vendor_bank_changes": "vendors",
    "vendor_former_ids": "vendors",
    "vendor_keys": "vendors",
    "vendor_settings": "vendors",
    "vendors": "vendors",
    "work_turns": "platform",
    "worker_heartbeats": "platform",
}
# Whoever reads a table of another: each pair is a decision, and for display joins or one look-up of a setting only.
READS_OF_OTHERS = {
    ("access", "accounts"),  # work in the background acts with the rights that sign-in would find
    ("access", "companies"),  # whether a scope's companies exist, and how they are called
    ("access", "locations"),
    ("approvals", "accounts"),  # the account's setting of self-approval
    ("approvals", "dimensions"),  # whether what a policy's conditions name exists: neighbours, and one above
    ("approvals", "vendors"),
    ("approvals", "location_groups"),  # a policy's group by its name
    ("approvals", "locations"),  # which locations a policy speaks of
    ("approvals", "users"),  # stand-ins of people whom the caller sees, page by page
    ("capture", "invoices"),  # an upload shows the ids of the invoices that it became
    ("capture", "locations"),  # an upload shows the name of its location
    ("catalog", "vendors"),  # which vendors' lines are matched, by their names
    ("custom_fields", "companies"),  # whose fields they are
    ("custom_fields", "invoices"),  # provisioning: whether a field that is to change has values
    ("custom_fields", "invoice_items"),
    ("custom_fields", "invoice_splits"),
    ("custom_fields", "purchase_orders"),
    ("catalog", "locations"),  # which group a location is in: its prices hold there
    ("catalog", "location_groups"),  # whether a price's group exists and has a location of the company
    ("claims", "invoices"),  # a claim is seen by whoever sees its invoice, and shows it with its credit memos
    ("claims", "vendors"),
    ("coding", "invoices"),  # what an archived invoice or an undone approval taught has no say
    ("coding", "dimensions"),  # a rule and a suggestion show what they code
    ("duplicates", "locations"),  # their names, in why two are alike
    ("duplicates", "vendors"),  # names and tax ids as they are now: two records may be one vendor
    ("exports", "invoices"),  # what is approved and does not leave by itself, in one list
    ("exports", "export_claims"),
    ("exports", "vendors"),
    ("invoices", "catalog_items"),  # what was received: exported invoices by the entries of their lines
    ("invoices", "catalog_entries"),
    ("invoices", "catalog_validation"),
    ("invoices", "dimensions"),  # an invoice shows how it is coded, where it belongs, whose it is and who changed it
    ("invoices", "locations"),
    ("invoices", "users"),
    ("invoices", "vendors"),
    ("invoices", "purchase_orders"),  # whether a company has orders and a catalog at all, in one question for both
    ("invoices", "catalog_entries"),
    (
        "invoices",
        "uploads",
    ),  # the reference_id of a file that was sent twice finds the invoice of the first; when a file came
    ("invoices", "upload_plan_files"),  # which pages a document was read from: pages stand in one invoice alone
    ("invoices", "claims"),  # what people have done with an invoice is not put away with its file
    ("invoices", "claim_settlements"),
    ("invoices", "statement_decisions"),
    ("invoices", "export_jobs"),  # a mark in the name of a job: may the caller see it, and has its file left
    ("invoices", "approvals"),  # the queue of an approver, as one more filter of the list
    ("invoices", "stand_ins"),
    ("invoices", "vendor_bank_changes"),
    ("invoices", "readings"),  # what was read from its paper: shown beside the record, owned by a capability above
    ("invoices", "scanned_words"),  # what OCR read on a page, for people to choose from: kept by a capability above
    ("invoices", "matching_settings"),
    ("purchasing", "match_numbers"),
    ("invoices", "matches"),  # what has to be matched again
    ("units", "match_units"),  # whose invoices a conversion concerns
    ("units", "match_orders"),
    ("units", "purchase_order_items"),
    ("units", "purchase_orders"),
    ("units", "receipt_items"),
    ("purchasing", "match_orders"),  # which invoices were compared with an order that has changed
    ("learning", "invoices"),  # what an archived invoice or an undone approval taught has no say
    ("learning", "users"),  # whether who corrected it may approve
    # Where a paper's words are read again: its files, and its pages in them. Capture stands above learning and cannot be
    # asked; a copy kept with the truth would grow old when an upload is divided anew or deleted.
    ("learning", "uploads"),
    ("learning", "upload_plan_files"),
    ("purchasing", "vendors"),  # orders and receipts are looked up by what their vendor is called
    ("matching", "invoices"),  # which of the invoices of a changed order goes before
    ("matching", "purchase_orders"),  # which invoices a changed order concerns, in one statement
    ("notices", "invoices"),  # a notice is seen by whoever sees its invoice
    ("notices", "vendor_bank_changes"),  # or the company whose bank details it is about
    ("payments", "invoices"),  # a payment is seen by whoever sees its invoice
    ("purchasing", "dimensions"),  # the lines of an order show what they are coded with
    ("request_log", "accounts"),  # whose rows are forgotten, one account after the other
    ("request_log", "api_keys"),  # which key and which client it was, by their names
    ("request_log", "oauth_clients"),
    ("statements", "invoices"),  # the ledger that a statement is held against, with what was paid by its date
    ("statements", "payments"),
    ("statements", "vendors"),
    ("statements", "locations"),  # a statement is seen by whoever sees every location of its group
    ("statements", "location_groups"),
    ("units", "vendors"),  # whether an item's vendor is one of the company: a capability above
    *(("reporting", table) for table in ("purchase_orders", "purchase_order_items", "receipts", "receipt_items")),
    *(("reporting", table) for table in ("match_allocations", "invoices", "payments", "vendors")),  # sums over what
    *(("reporting", table) for table in ("catalog_items", "catalog_entries")),  # others keep, in one statement each
    *(("reporting", table) for table in ("dimensions", "stand_ins")),
    (
        "invoices",
        "audit_log",
    ),  # the documents behind a report: whether somebody had a hand on one, for all in one question
    ("vendors", "companies"),  # the companies of a list's vendors
}
# Bytes are the platform's; whoever stores some names them as the account's in the same transaction.
WRITES_OF_OTHERS = {("capture", "files"), ("exports", "files"), ("invoices", "files"), ("statements", "files")}
# An order of which less is ordered or delivered than was billed gives back allocations at once: the CHECK on its counters lets
# no change of it stand otherwise, and matching stands above it, where it can only look at the invoices later.
WRITES_OF_OTHERS |= {("units", "matches")}  # and by a conversion that has changed
WRITES_OF_OTHERS |= {("purchasing", "matches")}  # what was found by an order that has changed is stale at once
WRITES_OF_OTHERS |= {("purchasing", "match_allocations")}

_TABLE_MADE = re.compile(r"CREATE TABLE (?:IF NOT EXISTS )?([a-z_]+)")
_TABLE_READ = re.compile(r"\b(?:FROM|JOIN)\s+([a-z_]+)")
_TABLE_WRITTEN = re.compile(r"\b(?:INSERT INTO|UPDATE|DELETE FROM)\s+([a-z_]+)")

TREES = ("src", "tests", "samples", "benchmarks", "resilience", "scripts")


def modules(folder: Path = SOURCE) -> list[Path]:
    return sorted(folder.rglob("*.py"))


def test_imports_keep_the_contracts() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    answer = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_no_module_has_a_name_that_says_nothing() -> None:
    paths = [path for tree in TREES for path in modules(ROOT / tree)]
    assert [str(path.relative_to(ROOT)) for path in paths if NO_NAMES & {path.stem, path.parent.name}] == []


def test_a_capability_uses_the_vocabulary_of_files() -> None:
    def strangers(capability: Path) -> list[str]:
        known = VOCABULARY | OWN_FOLDERS.get(capability.name, set()) | {"__pycache__"}
        return [str(entry.relative_to(SOURCE)) for entry in capability.iterdir() if entry.stem not in known]

    assert [name for folder in CAPABILITIES for name in strangers(folder)] == []


def test_nothing_called_like_money_is_a_float() -> None:
    """Scores, shares of a page and seconds may be floats; money, rates and quantities may not, anywhere."""
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno} {name}"
        for path in modules()
        for node, name, annotation in annotated(tree_of(path))
        if MONEY_WORDS & set(name.lower().split("_")) and "float" in ast.unparse(annotation)
    ]
    assert found == [], "money is Decimal"


@pytest.mark.parametrize("capability", [*CAPABILITIES, *OF_THE_PAPER], ids=lambda folder: folder.name)
def test_no_capability_turns_a_value_into_a_float(capability: Path) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in modules(capability)
        for call in calls(tree_of(path))
        if ast.unparse(call.func) == "float"
    ]
    assert found == [], "use Decimal"


def test_time_comes_from_the_clock() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in modules()
        if path != CLOCK
        for call in calls(tree_of(path))
        if ast.unparse(call.func) in {"datetime.now", "datetime.utcnow", "date.today", "datetime.today", "time.time"}
    ]
    assert found == [], "ask payables.platform.clock, so that a test can set the time"


def test_every_table_has_an_owner() -> None:
    migrations = modules(SOURCE / "app" / "migrations")
    assert {table for path in migrations for table in _TABLE_MADE.findall(path.read_text())} == OWNERS.keys()


def test_a_capability_writes_its_own_tables_only() -> None:
    assert of_others(_TABLE_WRITTEN) == WRITES_OF_OTHERS


def test_a_capability_reads_tables_of_others_only_where_that_was_decided() -> None:
    assert of_others(_TABLE_READ) - WRITES_OF_OTHERS == READS_OF_OTHERS


def of_others(mentions: re.Pattern[str]) -> set[tuple[str, str]]:
    """(capability, table of another that its SQL mentions so)."""
    found: set[tuple[str, str]] = set()
    for path in modules():
        capability = path.relative_to(SOURCE).parts[0]
        if "migrations" not in path.parts:
            tables = {table for sql in texts(tree_of(path)) for table in mentions.findall(sql)}
            found |= {(capability, table) for table in tables if OWNERS.get(table, capability) != capability}
    return found


def texts(tree: ast.Module) -> Iterator[str]:
    return (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))


def test_the_development_lock_contains_the_runtime_lock() -> None:
    def pins(name: str) -> set[str]:
        lines = (ROOT / "requirements" / f"{name}.lock").read_text().splitlines()
        return {line for line in lines if line and not line.startswith("#")}

    assert pins("runtime") - pins("dev") == set(), "run `make lock`: the tests must run on what is shipped"


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def calls(tree: ast.Module) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def annotated(tree: ast.Module) -> Iterator[tuple[ast.AnnAssign | ast.arg, str, ast.expr]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node, node.target.id, node.annotation
        elif isinstance(node, ast.arg) and node.annotation:
            yield node, node.arg, node.annotation
