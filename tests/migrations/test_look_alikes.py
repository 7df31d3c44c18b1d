"""Vendors and invoices of before are found by the letters that theirs look like, and vendors by each account."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.migrations.conftest import Empty

from payables.app.migrate import migrate
from payables.app.migrations.frozen.look_alikes_0028 import fingerprint_of, name_of
from payables.duplicates.model import Compared, VendorSign
from payables.duplicates.rules.keys import digest_of, keys_of
from payables.kit.text import normal_name
from payables.platform.settings import Environment
from payables.vendors import store
from payables.vendors.rules.identifiers import name_key

ACCOUNT = UUID(int=9)
IBAN = "DE10999900000000001111"
BEFORE = f"""
INSERT INTO accounts VALUES ('{ACCOUNT}', 'a', 'A', '{{}}', '{{}}', 'single', false, now(), now());
INSERT INTO companies VALUES ('{ACCOUNT}', 1, 'c', 'C', 'EUR', '{{}}', '{{}}', now(), now());
INSERT INTO vendors (account_id, id, company_id, erp_vendor_name, name_key, iban, created_at, updated_at)
VALUES ('{ACCOUNT}', 1, 1, 'Ромашка Восток', 'ромашка восток', '{IBAN}', now(), now()),
       ('{ACCOUNT}', 2, 1, 'Blue Fin', 'blue fin', NULL, now(), now());
INSERT INTO vendor_keys VALUES ('{ACCOUNT}', 1, 'nромашкавосток', 1), ('{ACCOUNT}', 1, 'dmail.example', 1),
                               ('{ACCOUNT}', 1, 'nbluefin', 2)
"""
KEYS = "SELECT key FROM vendor_keys WHERE vendor_id = 1 ORDER BY key"
LETTERS = st.text("АВЕКМНОРСТУХавекΑΒΟοABCabс12-03٣ １é", max_size=12)


def test_vendors_of_before_have_the_keys_of_today(empty: Empty) -> None:
    empty.run(migrate(empty.owner, Environment.SANDBOX, "0027"))
    for statement in BEFORE.split(";\n"):
        empty.rows(statement, empty.superuser)
    empty.run(migrate(empty.owner, Environment.SANDBOX))
    [row] = empty.rows("SELECT name_key FROM vendors WHERE id = 1", empty.superuser)
    assert row["name_key"] == name_key("Ромашка Восток") != "ромашка восток"
    made = {row["key"] for row in empty.rows(KEYS, empty.superuser)}
    assert made > {"dmail.example", f"i{IBAN}", "n" + name_key("Ромашка Восток").replace(" ", "")}
    put = store.PUT_KEYS.replace("$1", f"'{ACCOUNT}'").replace("$2", "1").replace("$3", "'{1}'")
    empty.rows(put, empty.superuser)
    assert {row["key"] for row in empty.rows(KEYS, empty.superuser)} == made - {"dmail.example"}
    assert empty.rows("SELECT key FROM vendor_keys WHERE vendor_id = 2", empty.superuser) != []


@given(number=LETTERS | st.sampled_from(["4711 copy", "Fattura 12", "Kopie 0815-2"]), name=LETTERS, known=st.booleans())
def test_fingerprints_are_todays(number: str, name: str, known: bool) -> None:
    read = normal_name(name)[:200] or None
    row: dict[str, Any] = {
        "company_id": 1,
        "location_id": 2,
        "type": "invoice",
        "vendor_id": 7 if known else None,
        "vendor_read": None if known else read,
        "number": number,
        "currency": "EUR",
        "total": Decimal("12.50"),
        "invoice_date": date(2026, 11, 2),
    }
    sign = VendorSign(7) if known else VendorSign(name=name_key(name) or None)
    today = Compared(UUID(int=1), 1, 2, "invoice", sign, number, "EUR", Decimal("12.5"), None, date(2026, 11, 2))
    keys = keys_of(today)
    expected = (sign.token, keys.number, keys.folded, keys.signature, digest_of(today))
    assert fingerprint_of(row) == (None if known else sign.name, *expected)


@pytest.mark.parametrize("name", ["Ρόδος ΑΕ", "ООО Ромашка", "٣ Palms"])
def test_names_are_todays(name: str) -> None:
    assert name_of(normal_name(name)) == name_key(name)
