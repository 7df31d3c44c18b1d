"""What lines of a vendor's invoices are compared with: its entries, whether it is wanted, and what people said before."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from payables.catalog.model import Candidate, Line
from payables.catalog.rules.entry_keys import exact_keys, word_keys
from payables.catalog.rules.nearest import MOST_OF_WORD, nearest
from payables.platform.db import Transaction

MOST_COMPARED = 500  # entries of a vendor that are all compared with its lines; of more only those that share something
MOST_ALIKE = 50  # entries with one code or one name

HAS_ENTRIES = "SELECT EXISTS (SELECT FROM catalog_entries WHERE account_id = $1 AND company_id = $2) AS has"

FIELDS = "vendor_id, hidden_at IS NOT NULL AS hidden, id, item_name, sku, upc, size, uom"

OF_VENDORS = f"""
SELECT e.* FROM unnest($3::int[]) AS v (id)
 CROSS JOIN LATERAL (SELECT {FIELDS} FROM catalog_entries
                      WHERE account_id = $1 AND company_id = $2 AND vendor_id = v.id LIMIT $4) AS e
 ORDER BY e.id
"""  # noqa: S608

BY_IDS = f"""
SELECT {FIELDS} FROM catalog_entries WHERE account_id = $1 AND company_id = $2 AND id = ANY($3) ORDER BY id
"""  # noqa: S608

WITH_KEYS = """
SELECT a.vendor_id, a.key,
       ARRAY(SELECT k.entry FROM catalog_entry_keys k
              WHERE k.account_id = $1 AND k.company_id = $2 AND k.vendor_id = a.vendor_id AND k.key = a.key
              ORDER BY k.entry LIMIT $5) AS entries
  FROM unnest($3::int[], $4::text[]) AS a (vendor_id, key)
"""

SWITCHED = """
SELECT vendor_id, is_on FROM catalog_validation WHERE account_id = $1 AND company_id = $2 AND vendor_id = ANY($3)
"""

REMEMBERED = """
SELECT vendor_id, item_key, entry, is_same FROM catalog_memory
 WHERE account_id = $1 AND company_id = $2 AND vendor_id = ANY($3) AND item_key = ANY($4)
"""

VENDORS_OF = "SELECT DISTINCT vendor_id FROM catalog_entries WHERE account_id = $1 AND id = ANY($2) ORDER BY vendor_id"


@dataclass(slots=True)
class Known:
    """Of one vendor. `entries` are all, or of very many those that its lines may be, and then `near` says by line which of them
    are compared by name. `hidden` are those that no line is matched to any more; `same` and `wrong` are what was remembered,
    by item key."""

    entries: dict[int, Candidate] = field(default_factory=dict[int, Candidate])
    near: dict[int, list[int]] | None = None
    hidden: set[int] = field(default_factory=set[int])
    switched: bool | None = None
    same: dict[str, int] = field(default_factory=dict[str, int])
    wrong: dict[str, set[int]] = field(default_factory=dict[str, set[int]])

    @property
    def is_on(self) -> bool:
        """Item validation: as somebody has set it, else where there are entries."""
        return bool(self.entries) or self.near is not None if self.switched is None else self.switched

    @property
    def open(self) -> list[Candidate]:
        return [one for id, one in self.entries.items() if id not in self.hidden]


async def has_entries(tx: Transaction, company_id: int) -> bool:
    """Most companies keep no catalog: asked once, and then nothing else is."""
    (row,) = await tx.once(HAS_ENTRIES, tx.account_id, company_id)
    return row["has"]


async def known_of(
    tx: Transaction, company_id: int, lines: Mapping[int, Sequence[Line]], entries: Collection[int]
) -> dict[int, Known]:
    """Vendor -> what is known of it for these lines; `entries` are wanted in any case. Three statements however many vendors
    and lines, and three more where a vendor has more entries than are compared one by one."""
    found: dict[int, Known] = {vendor: Known() for vendor in lines}
    place = (tx.account_id, company_id, sorted(found))
    for row in await tx.fetch(OF_VENDORS, *place, MOST_COMPARED + 1):
        _add(found[row["vendor_id"]], row)
    for row in await tx.fetch(SWITCHED, *place):
        found[row["vendor_id"]].switched = row["is_on"]
    keys = {line.key for of_vendor in lines.values() for line in of_vendor if line.key}
    for row in await tx.fetch(REMEMBERED, *place, sorted(keys)):
        _remember(found[row["vendor_id"]], row)
    large = {vendor: known for vendor, known in found.items() if len(known.entries) > MOST_COMPARED}
    if large:
        await _narrow(tx, company_id, large, lines, entries)
    return found


async def _narrow(
    tx: Transaction,
    company_id: int,
    large: Mapping[int, Known],
    lines: Mapping[int, Sequence[Line]],
    entries: Collection[int],
) -> None:
    """To entries that the lines name by a code or their whole name, and for the other lines those that share their rarest
    words."""
    exact = await _with_keys(tx, company_id, {(v, key) for v in large for line in lines[v] for key in exact_keys(line)})
    left = {v: [one for one in lines[v] if not any(exact.get((v, key)) for key in exact_keys(one))] for v in large}
    words = await _with_keys(tx, company_id, {(v, key) for v in large for line in left[v] for key in word_keys(line)})
    wanted = set(entries)
    for vendor, known in large.items():
        by_word = {key: ids for (of, key), ids in words.items() if of == vendor}
        known.near = {line.item: nearest(word_keys(line), by_word) for line in left[vendor]}
        for line in lines[vendor]:
            near = known.near.setdefault(line.item, [])
            near += [id for key in exact_keys(line) for id in exact.get((vendor, key), ())[:MOST_ALIKE]]
            wanted |= set(near)
        wanted |= set(known.same.values())
        known.entries, known.hidden = {}, set()
    for row in await tx.fetch(BY_IDS, tx.account_id, company_id, sorted(wanted)):
        if row["vendor_id"] in large:
            _add(large[row["vendor_id"]], row)


async def _with_keys(
    tx: Transaction, company_id: int, keys: Collection[tuple[int, str]]
) -> dict[tuple[int, str], list[int]]:
    """(Vendor, key) -> entries, of each at most so many."""
    if not keys:
        return {}
    vendors, texts = zip(*sorted(keys), strict=True)
    rows = await tx.fetch(WITH_KEYS, tx.account_id, company_id, list(vendors), list(texts), MOST_OF_WORD)
    return {(row["vendor_id"], row["key"]): row["entries"] for row in rows}


def _add(known: Known, row: Any) -> None:
    _, hidden, *values = row
    known.entries[row["id"]] = Candidate(*values)
    if hidden:
        known.hidden.add(row["id"])


def _remember(known: Known, row: Any) -> None:
    if row["is_same"]:
        known.same[row["item_key"]] = row["entry"]
    else:
        known.wrong.setdefault(row["item_key"], set()).add(row["entry"])


async def vendors_of(tx: Transaction, entries: Collection[int]) -> list[int]:
    """Whose entries these are."""
    return [row["vendor_id"] for row in await tx.fetch(VENDORS_OF, tx.account_id, list(entries))]
