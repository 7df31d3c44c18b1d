"""Save, change and delete column mappings of a company. Jobs that used one keep their own copy."""

from dataclasses import replace
from typing import Any

from msgspec import to_builtins
from msgspec.structs import replace as replace_fields

from payables.accounts import queries as accounts
from payables.audit.actions.record import record
from payables.exports import store
from payables.exports.errors import MappingNameTaken
from payables.exports.model import Layout, Mapping
from payables.exports.queries import mappings
from payables.exports.rules.layouts import completed, faults_of
from payables.kit.content_tag import ChangedMeanwhile
from payables.kit.errors import InvalidFields
from payables.platform.caller import Caller
from payables.platform.db import Transaction


async def create_mapping(tx: Transaction, caller: Caller, company_id: int, name: str, layout: Layout) -> Mapping:
    """Raises NotFound, OutOfScope, InvalidFields, MappingNameTaken."""
    await accounts.company(tx, caller, company_id)
    _check_may_write(caller)
    mapping = Mapping(tx.new_id(), company_id, name, _checked(layout), 1, tx.now, tx.now)
    if not await store.insert_mapping(tx, mapping, _key(name)):
        raise MappingNameTaken(id=await mappings.holder_of_name(tx, company_id, _key(name)))
    record(
        tx,
        "export_mapping.created",
        "export_mapping",
        mapping.id,
        after={"name": name, "layout": to_builtins(mapping.layout)},
    )
    return mapping


async def change_mapping(
    tx: Transaction,
    caller: Caller,
    mapping_id: str,
    name: str | None,
    changes: dict[str, Any],
    *,
    seen_version: int | None = None,
) -> Mapping:
    """A new version; `changes` are fields of the layout. Raises NotFound, OutOfScope, ChangedMeanwhile, InvalidFields,
    MappingNameTaken."""
    before = await mappings.load(tx, caller.scope, mapping_id, lock=True)
    _check_may_write(caller)
    _check_version(before, seen_version)
    after = replace(
        before,
        name=name or before.name,
        layout=_checked(replace_fields(before.layout, **changes)),
        version=before.version + 1,
        updated_at=tx.now,
    )
    holder = await mappings.holder_of_name(tx, before.company_id, _key(after.name))
    if holder not in (None, before.id):
        raise MappingNameTaken(id=holder)
    await store.update_mapping(tx, after, _key(after.name))
    was, now = ({"name": m.name, "layout": to_builtins(m.layout), "version": m.version} for m in (before, after))
    record(tx, "export_mapping.changed", "export_mapping", before.id, before=was, after=now)
    return after


async def delete_mapping(
    tx: Transaction, caller: Caller, mapping_id: str, *, seen_version: int | None = None
) -> Mapping:
    """Raises NotFound, OutOfScope, ChangedMeanwhile."""
    mapping = await mappings.load(tx, caller.scope, mapping_id, lock=True)
    _check_may_write(caller)
    _check_version(mapping, seen_version)
    await store.delete_mapping(tx, mapping.id)
    record(
        tx,
        "export_mapping.deleted",
        "export_mapping",
        mapping.id,
        before={"name": mapping.name, "layout": to_builtins(mapping.layout)},
    )
    return mapping


def _check_may_write(caller: Caller) -> None:
    """Raises OutOfScope: a mapping is for all locations of its company."""
    caller.need_whole_companies()


def _check_version(mapping: Mapping, seen: int | None) -> None:
    if seen not in (None, mapping.version):
        raise ChangedMeanwhile


def _checked(layout: Layout) -> Layout:
    if faults := faults_of(layout):
        raise InvalidFields(faults)
    return completed(layout)


def _key(name: str) -> str:
    return " ".join(name.casefold().split())
