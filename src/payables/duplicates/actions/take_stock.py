"""Fingerprints and pairs of invoices that were entered before there were any: for migrations, which write them."""

from collections.abc import Mapping
from typing import Any

from payables.duplicates.model import Compared, VendorSign
from payables.duplicates.rules.compare import compare
from payables.duplicates.rules.keys import digest_of, digest_of_pair, keys_of
from payables.kit.text import normal_name

LONGEST_NAME = 200


def fingerprint_of(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """vendor_read, vendor_token, number_key, day_key, folded, signature, digest of a row of the table of invoices."""
    compared = _compared(row)
    keys = keys_of(compared)
    vendor = compared.vendor
    return vendor.name, vendor.token, keys.number, keys.day, keys.folded, keys.signature, digest_of(compared)


def pair_of(later: Mapping[str, Any], earlier: Mapping[str, Any]) -> tuple[Any, ...] | None:
    """kind, scenario, score, reasons, digest of two rows; None if they are not alike."""
    a, b = _compared(later), _compared(earlier)
    verdict = compare(a, b)
    if verdict is None:
        return None
    return verdict.kind, verdict.scenario, verdict.score, verdict.reasons, digest_of_pair(digest_of(a), digest_of(b))


def _compared(row: Mapping[str, Any]) -> Compared:
    read = None if row["vendor_id"] is not None else row["vendor_as_read"]
    sign = VendorSign(row["vendor_id"], normal_name(read)[:LONGEST_NAME] or None if read else None, None, read)
    return Compared(
        row["id"],
        row["company_id"],
        row["location_id"],
        row["type"],
        sign,
        row["number"],
        row["currency"],
        row["total_amount"],
        row["total_tax"],
        row["invoice_date"],
    )
