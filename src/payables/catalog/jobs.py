"""What the worker does for the catalog: rows of bulks, many in one transaction. The result of a row is the object as JSON."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from decimal import Decimal
from typing import Any

import msgspec
from msgspec import UNSET

from payables.accounts import queries as accounts
from payables.batches.model import Task
from payables.catalog.actions.add_prices import add_prices
from payables.catalog.actions.put_allowances import put_allowances
from payables.catalog.actions.put_entries import Put, put_entries
from payables.catalog.api.objects import allowance_fields, in_full, price_fields
from payables.catalog.schema.allowances import AllowanceAnswer
from payables.catalog.schema.entries import EntryAnswer
from payables.catalog.schema.prices import PriceAnswer
from payables.kit.errors import Refusal
from payables.platform.caller import Caller, Feature, Permission
from payables.platform.db import Transaction
from payables.platform.http.encode import encode

Outcome = bytes | Refusal
OfCompany = Callable[[int, Sequence[Any]], Awaitable[list[Outcome]]]

_decode = msgspec.json.Decoder(float_hook=Decimal).decode


async def enter_entries(tx: Transaction, caller: Caller, tasks: Sequence[Task]) -> list[Outcome]:
    """Entries of a bulk."""

    async def of_company(company_id: int, rows: Sequence[Any]) -> list[Outcome]:
        put = await put_entries(tx, caller, company_id, rows)
        return await _shown(tx, caller, put, tasks[0].api_version)

    return await _by_company(tx, caller, tasks, of_company)


async def enter_prices(tx: Transaction, caller: Caller, tasks: Sequence[Task]) -> list[Outcome]:
    """Prices of a bulk; one that is there already is a success."""
    version = tasks[0].api_version

    async def of_company(company_id: int, rows: Sequence[Any]) -> list[Outcome]:
        return [
            one
            if isinstance(one, Refusal)
            else encode(PriceAnswer(version=version, skipped=UNSET if one.is_new else True, **price_fields(one.price)))
            for one in await add_prices(tx, caller, company_id, rows)
        ]

    return await _by_company(tx, caller, tasks, of_company)


async def enter_allowances(tx: Transaction, caller: Caller, tasks: Sequence[Task]) -> list[Outcome]:
    """Allowances of a bulk."""
    version = tasks[0].api_version

    async def of_company(company_id: int, rows: Sequence[Any]) -> list[Outcome]:
        return [
            one if isinstance(one, Refusal) else encode(AllowanceAnswer(version=version, **allowance_fields(one)))
            for one in await put_allowances(tx, caller, company_id, rows, skips_same=True)
        ]

    return await _by_company(tx, caller, tasks, of_company)


async def _by_company(tx: Transaction, caller: Caller, tasks: Sequence[Task], work: OfCompany) -> list[Outcome]:
    """In the order of the tasks. Rights may be others by now than when the bulk was sent."""
    caller.need(Permission.CATALOG_WRITE)
    caller.need_feature(Feature.CATALOG_MATCH)
    rows = [_decode(task.payload) for task in tasks]
    places: defaultdict[int, list[int]] = defaultdict(list)
    for n, row in enumerate(rows):
        places[row["ottimate_company_id"]].append(n)
    outcome: dict[int, Outcome] = {}
    for company_id, numbers in places.items():
        try:
            await accounts.company(tx, caller, company_id)
            found = await work(company_id, [rows[n] for n in numbers])
        except Refusal as refusal:
            found = [refusal] * len(numbers)
        outcome |= dict(zip(numbers, found, strict=True))
    return [outcome[n] for n in range(len(tasks))]


async def _shown(tx: Transaction, caller: Caller, put: Sequence[Put | Refusal], version: str) -> list[Outcome]:
    done = [one for one in put if isinstance(one, Put)]
    told = {one.entry.id: one.warnings for one in done}
    full = iter(await in_full(tx, caller.scope, [one.entry for one in done], warnings=told))
    return [one if isinstance(one, Refusal) else encode(EntryAnswer(version=version, **next(full))) for one in put]
