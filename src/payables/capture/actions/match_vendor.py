"""Find out which vendor of the company wrote a paper, and why."""

from dataclasses import dataclass, field

from payables.accounts.model import Company
from payables.capture.model import VendorMatch
from payables.capture.rules.which_vendor import reasons_of, signs_of, which_vendor
from payables.extraction.model import Reading
from payables.invoices.model import Reason
from payables.platform.db import Transaction
from payables.vendors import queries as vendors


@dataclass(frozen=True, slots=True)
class Matched:
    """The vendor's id; or None, and maybe a reason that tells a person what to decide. `why` it is that one."""

    vendor_id: int | None
    why: VendorMatch | None
    reasons: list[Reason] = field(default_factory=list[Reason])


async def match_vendor(tx: Transaction, company: Company, reading: Reading) -> Matched:
    """One statement."""
    candidates = await vendors.matching_candidates(tx, company.id, signs_of(reading, company))
    match = which_vendor(candidates)
    return Matched(match.vendor_id if match else None, match, reasons_of(match, candidates, reading, company))
