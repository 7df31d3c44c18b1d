"""What version 0010 computes is what invoices are found by today. Should the rules become others, this test goes with the
version that makes all fingerprints anew."""

from dataclasses import replace
from typing import Any

import pytest
from samples.twins.labelled import FIXED_PER_KIND, FIXED_SEED, labelled

from payables.app.migrations.frozen.fingerprints_0010 import fingerprint_of, pair_of
from payables.duplicates.model import Compared, VendorSign
from payables.duplicates.rules.compare import compare
from payables.duplicates.rules.keys import digest_of, digest_of_pair, keys_of
from payables.kit.text import normal_name

PAIRS = [(pair.second, pair.first) for pair in labelled(FIXED_SEED, FIXED_PER_KIND)]


def row_of(compared: Compared) -> dict[str, Any]:
    return {
        "vendor_id": compared.vendor.id,
        "vendor_as_read": compared.vendor.shown or compared.vendor.name,
        "company_id": compared.company_id,
        "location_id": compared.location_id,
        "type": compared.type,
        "number": compared.number,
        "currency": compared.currency,
        "total_amount": compared.total,
        "invoice_date": compared.date,
    }


def test_fingerprints_are_todays() -> None:
    for one in (each for pair in PAIRS for each in pair):
        keys, vendor = keys_of(one), one.vendor
        frozen = fingerprint_of(row_of(one))
        assert frozen[1:] == (vendor.token, keys.number, keys.day, keys.folded, keys.signature, digest_of(one))


@pytest.mark.parametrize(
    "name", ["Müller & Söhne GmbH", "S. p. A. Rossi S.p.A.", "PT Sumber, B. V.", "O'Neill Ltd.", "?"]
)
def test_names_that_were_read_are_todays(name: str) -> None:
    unknown = replace(PAIRS[0][0], vendor=VendorSign(name=normal_name(name) or None, shown=name))
    frozen = fingerprint_of(row_of(unknown))
    assert frozen[:3] == (unknown.vendor.name, unknown.vendor.token, keys_of(unknown).number)


def test_pairs_of_one_vendor_and_number_have_todays_scenario() -> None:
    alike = [(later, earlier) for later, earlier in PAIRS if pair_of(row_of(later), row_of(earlier))]
    assert len(alike) > 20
    for later, earlier in alike:
        found, verdict = pair_of(row_of(later), row_of(earlier)), compare(later, earlier)
        assert found and verdict
        scenario, _, reasons, digest = found
        assert (scenario, digest) == (verdict.scenario, digest_of_pair(digest_of(later), digest_of(earlier)))
        assert set(reasons) - set(verdict.reasons) == set()
