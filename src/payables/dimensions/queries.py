"""Reads of dimensions."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import asyncpg

from payables.dimensions.model import Dimension
from payables.dimensions.rules.types import read_type
from payables.kit.errors import FieldError
from payables.kit.pages import Page
from payables.kit.text import TextError, clean_text
from payables.platform.caller import Scope
from payables.platform.db import Transaction

COLUMNS = "id, company_id, erp_type, ottimate_type, name, code, reference_id, erp_dimension_id, created_at, updated_at"

# The count stands apart: it needs no more than an index, while a window over the rows would carry all of them.
LISTED = """
SELECT {columns}, (SELECT count(*) FROM dimensions WHERE {matches}) AS total
  FROM dimensions WHERE {matches}
 ORDER BY {nearest}created_at DESC, id DESC LIMIT {limit} OFFSET {offset}
"""

WORD = "strpos(lower(concat_ws(' ', name, code, erp_dimension_id)), {0}) > 0"
NEAREST = (
    "(lower(code) = {0} OR lower(erp_dimension_id) = {0}) DESC, "
    "(strpos(lower(code), {0}) = 1 OR strpos(lower(name), {0}) = 1) DESC, name, "
)

TYPES_OF = """
SELECT ottimate_type, count(*) AS count FROM dimensions WHERE account_id = $1 AND company_id = $2
 GROUP BY ottimate_type ORDER BY ottimate_type
"""

OF_SCOPE = """
SELECT * FROM dimensions
 WHERE account_id = $1 AND id = $2 AND ($3::int[] IS NULL OR company_id = ANY($3))
"""

CODED = """
-- rank 0 is by the id in the ERP, rank 1 by the code, which two dimensions may share. Whoever codes keeps what it codes with
-- from being withdrawn until it is done, as a foreign key would; in the order in which a bulk locks them.
WITH wanted AS (SELECT * FROM unnest($3::text[], $4::text[]) WITH ORDINALITY AS w (type, value, n)),
by_id AS (
  SELECT w.n, 0 AS rank, d.* FROM wanted w
    JOIN dimensions d
      ON d.account_id = $1 AND d.company_id = $2 AND d.ottimate_type = w.type AND d.erp_dimension_id = w.value
   ORDER BY d.reference_id FOR KEY SHARE OF d),
by_code AS (
  SELECT w.n, 1 AS rank, d.* FROM wanted w
    JOIN dimensions d ON d.account_id = $1 AND d.company_id = $2 AND d.ottimate_type = w.type AND d.code = w.value
   ORDER BY d.reference_id FOR KEY SHARE OF d)
SELECT * FROM by_id UNION ALL SELECT * FROM by_code
"""

OF_COMPANY = "SELECT EXISTS (SELECT FROM dimensions WHERE account_id = $1 AND company_id = $2 AND id = $3)"

LOCK_BY_IDS = f"""
SELECT {COLUMNS} FROM dimensions WHERE account_id = $1 AND company_id = $2 AND id = ANY($3)
 ORDER BY reference_id FOR NO KEY UPDATE
"""  # noqa: S608

LOCK_AGAINST_USE = """
-- waits for whoever is coding with one of them, and nobody begins to before this ends
SELECT FROM dimensions WHERE account_id = $1 AND company_id = $2 AND id = ANY($3) ORDER BY reference_id FOR UPDATE
"""

JSON_COLUMNS = """
-- whatever is coded names its dimensions inside a jsonb column; trails and what was read only tell of the past
SELECT c.oid::regclass::text AS name, a.attname AS column
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid JOIN pg_attribute t ON t.attrelid = c.oid
 WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
   AND a.atttypid = 'jsonb'::regtype AND NOT a.attisdropped AND t.attname = 'account_id'
   AND c.relname <> ALL('{audit_log,readings,import_rows,accounts}')
 ORDER BY 1, 2
"""


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of dimensions, and how many match in all."""

    total: int
    dimensions: list[Dimension]


@dataclass(frozen=True, slots=True)
class Resolution:
    """Per path the dimensions by their type in lower case, and what could not be resolved."""

    found: dict[str, dict[str, Dimension]] = field(default_factory=dict)
    faults: list[FieldError] = field(default_factory=list)


async def listed(
    tx: Transaction,
    scope: Scope,
    page: Page,
    *,
    company_id: int | None = None,
    erp_type: str | None = None,
    type_: str | None = None,
    ids: Sequence[str] | None = None,
    words: Sequence[str] = (),
) -> Listed:
    """Newest created first, or the nearest to the words, which are in lower case. The company has been checked by the
    caller."""
    args: list[object] = [tx.account_id]
    conditions = ["account_id = $1"]
    if company_id is not None:
        args.append(company_id)
        conditions.append(f"company_id = ${len(args)}")
    elif scope.companies is not None:
        args.append(scope.companies)
        conditions.append(f"company_id = ANY(${len(args)})")
    if erp_type is not None:
        args.append(erp_type)
        conditions.append(f"erp_type = ${len(args)}")
    if type_ is not None:
        args.append(type_)
        conditions.append(f"ottimate_type = ${len(args)}")
    if ids is not None:
        args.append(ids)
        conditions.append(f"id = ANY(${len(args)})")
    for word in words:
        args.append(word)
        conditions.append(WORD.format(f"${len(args)}"))
    nearest = NEAREST.format(f"${len(args)}") if len(words) == 1 else "name, " if words else ""
    matches = " AND ".join(conditions)
    limit, offset = f"${len(args) + 1}", f"${len(args) + 2}"
    sql = LISTED.format(columns=COLUMNS, matches=matches, nearest=nearest, limit=limit, offset=offset)
    found = await tx.page(sql, page, *args)
    return Listed(found.total, [_dimension(row) for row in found.rows])


async def types_of(tx: Transaction, company_id: int) -> dict[str, int]:
    """Which types of dimensions the company has, and how many of each."""
    return {row["ottimate_type"]: row["count"] for row in await tx.fetch(TYPES_OF, tx.account_id, company_id)}


async def visible(tx: Transaction, scope: Scope, dimension_id: str) -> Dimension | None:
    """A dimension by its id, if the API user may see its company."""
    row = await tx.fetchrow(OF_SCOPE, tx.account_id, dimension_id, scope.companies)
    return _dimension(row) if row else None


async def of_company(tx: Transaction, company_id: int, dimension_id: str) -> bool:
    """Whether the company has this dimension."""
    return await tx.fetchval(OF_COMPANY, tx.account_id, company_id, dimension_id)


async def lock_by_ids(tx: Transaction, company_id: int, dimension_ids: Collection[str]) -> dict[str, Dimension]:
    """Those of these dimensions that the company has, locked until the transaction ends, in the order in which a bulk
    locks them."""
    rows = await tx.fetch(LOCK_BY_IDS, tx.account_id, company_id, list(dimension_ids))
    return {row["id"]: _dimension(row) for row in rows}


async def lock_against_use(tx: Transaction, company_id: int, dimension_ids: Collection[str]) -> None:
    """Until the transaction ends nothing new is coded with them."""
    await tx.execute(LOCK_AGAINST_USE, tx.account_id, company_id, list(dimension_ids))


async def in_use(tx: Transaction, dimension_ids: Collection[str]) -> set[str]:
    """Those that something of the account is coded with or names. Looks through all of it: not for every request."""
    used: set[str] = set()
    for table in await tx.fetch(JSON_COLUMNS):
        named = f"""
        SELECT w.id FROM unnest($2::text[]) AS w (id)
         WHERE EXISTS (SELECT FROM {table["name"]} x WHERE x.account_id = $1 AND strpos(x.{table["column"]}::text, w.id) > 0)
        """  # noqa: S608
        used |= {row["id"] for row in await tx.fetch(named, tx.account_id, sorted(set(dimension_ids) - used))}
    return used


async def resolve(
    tx: Transaction, company_id: int, wanted: Mapping[str, object], path: str = "dimensions"
) -> Resolution:
    """What one object is coded with: type in any case -> `erp_dimension_id` or code."""
    return await resolve_all(tx, company_id, {path: wanted})


async def resolve_all(tx: Transaction, company_id: int, wanted: Mapping[str, Mapping[str, object]]) -> Resolution:
    """The same for several objects in one statement: path ("items[2].dimensions") -> type -> ERP id or code.

    The id goes before the code; a code that several dimensions of the type share is refused as ambiguous.
    Faults have the types invalid_type, invalid, unknown_dimension, ambiguous_code and duplicate_type, at path.TYPE.
    """
    resolution = Resolution({path: {} for path in wanted})
    asked = _asked(wanted, resolution)
    choices = await _choices(tx, company_id, {(type_, value) for _, _, type_, value in asked})
    for path, name, type_, value in asked:
        _choose(resolution, path, name, type_, choices.get((type_, value), []))
    return resolution


def _asked(wanted: Mapping[str, Mapping[str, object]], resolution: Resolution) -> list[tuple[str, str, str, str]]:
    """(path, name of the type as sent, type, value) of what can be looked up; the rest becomes faults."""
    asked: list[tuple[str, str, str, str]] = []
    for path, dimensions in wanted.items():
        seen: set[str] = set()
        for name, value in dimensions.items():
            type_, text = read_type(name), _text(value)
            if type_ is None:
                sentence = "There is no such dimension type: see the documented values of ottimate_type."
                resolution.faults.append(FieldError(f"{path}.{name}", sentence, "invalid_type"))
            elif text is None:
                sentence = "A dimension's value must be a string: its erp_dimension_id or its code."
                resolution.faults.append(FieldError(f"{path}.{name}", sentence, "invalid"))
            elif type_ in seen:
                sentence = "This dimension type stands twice: send it once."
                resolution.faults.append(FieldError(f"{path}.{name}", sentence, "duplicate_type"))
            else:
                seen.add(type_)
                asked.append((path, name, type_, text))
    return asked


def _text(value: object) -> str | None:
    """The value as it would be stored, or None if no dimension can have it."""
    try:
        return clean_text(value, 255) if isinstance(value, str) and value.strip() else None
    except TextError:
        return None


async def _choices(
    tx: Transaction, company_id: int, pairs: Collection[tuple[str, str]]
) -> dict[tuple[str, str], list[Dimension]]:
    """By (type, value): the dimension with that ERP id, or else those with that code."""
    if not pairs:
        return {}
    order = sorted(pairs)
    types, values = [type_ for type_, _ in order], [value for _, value in order]
    rows = await tx.once(CODED, tx.account_id, company_id, types, values)
    found: dict[tuple[str, str], list[Dimension]] = {}
    for rank in (0, 1):
        exact = set(found)
        for row in rows:
            pair = order[row["n"] - 1]
            if row["rank"] == rank and pair not in exact:
                found.setdefault(pair, []).append(_dimension(row))
    return found


def _choose(resolution: Resolution, path: str, name: str, type_: str, choices: list[Dimension]) -> None:
    if len(choices) == 1:
        resolution.found[path][type_] = choices[0]
    elif choices:
        sentence = "Several dimensions of this type have this code: send the erp_dimension_id."
        resolution.faults.append(FieldError(f"{path}.{name}", sentence, "ambiguous_code"))
    else:
        sentence = "The company has no such dimension: create it first, or correct the value."
        resolution.faults.append(FieldError(f"{path}.{name}", sentence, "unknown_dimension"))


def _dimension(row: asyncpg.Record) -> Dimension:
    return Dimension(**{name: row[name] for name in Dimension.__struct_fields__})
