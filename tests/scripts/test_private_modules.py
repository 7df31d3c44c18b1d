"""The import contract between capabilities, on import graphs small enough to read."""

import pytest
from grimp import ImportGraph
from scripts.private_modules import PrivateModulesContract


def keeps(importer: str, imported: str) -> bool:
    graph = ImportGraph()
    graph.add_import(importer=importer, imported=imported, line_number=7, line_contents="import it")
    return contract().check(graph, verbose=False).kept


def contract() -> PrivateModulesContract:
    options = {
        "root": "payables",
        "public": ["model", "events", "errors", "actions", "queries"],
        "public_to_composition_root": ["api", "jobs"],
        "composition_root": "app",
        "open_to_all": ["kit", "platform", "extraction"],
    }
    return PrivateModulesContract("private", {}, options)


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("payables.invoices.actions.approve", "payables.invoices.store"),
        ("payables.invoices.actions.approve", "payables.vendors.model"),
        ("payables.invoices.queries", "payables.vendors.queries"),
        ("payables.capture.jobs", "payables.invoices.actions.create"),
        ("payables.invoices.api", "payables.platform.http.routes"),
        ("payables.app.routes", "payables.invoices.api"),
        ("payables.app.worker", "payables.capture.jobs"),
        ("payables.invoices.store", "asyncpg"),
    ],
)
def test_public_parts_and_ones_own_may_be_imported(importer: str, imported: str) -> None:
    assert keeps(importer, imported)


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("payables.invoices.actions.approve", "payables.vendors.store"),
        ("payables.invoices.rules.due", "payables.vendors.rules.terms"),
        ("payables.invoices.api", "payables.vendors.schema"),
        ("payables.capture.api", "payables.invoices.api"),
        ("payables.capture.actions.upload", "payables.invoices.jobs"),
        ("payables.app.cli.demo", "payables.vendors.store"),
    ],
)
def test_private_parts_of_another_capability_may_not(importer: str, imported: str) -> None:
    assert not keeps(importer, imported)
