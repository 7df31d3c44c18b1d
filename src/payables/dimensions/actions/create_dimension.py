"""Create one dimension."""

from collections.abc import Mapping

import msgspec

from payables.audit.actions.record import record
from payables.dimensions import store
from payables.dimensions.errors import DimensionExists
from payables.dimensions.model import Dimension
from payables.dimensions.rules.fields import LONGEST, missing_fields, read_fields
from payables.kit.errors import FieldError, InvalidFields
from payables.kit.ids import dim_id
from payables.platform.db import Transaction


async def create_dimension(tx: Transaction, company_id: int, sent: Mapping[str, object]) -> Dimension:
    """Raises InvalidFields, and DimensionExists when the company has its reference or its ERP id already.

    The database decides who was first: nothing is looked up before the insert.
    """
    values, faults = read_fields(sent)
    faulty = {fault.field for fault in faults}
    if faults := faults + [fault for fault in missing_fields(values) if fault.field not in faulty]:
        raise InvalidFields(faults)
    dimension = new_dimension(tx, company_id, values)
    while not await store.insert(tx, company_id, [dimension]):
        await _refuse_known(tx, dimension)
    record_creation(tx, dimension)
    return dimension


def new_dimension(tx: Transaction, company_id: int, values: Mapping[str, str]) -> Dimension:
    """A dimension that is not stored yet, from all its fields."""
    return Dimension(id=dim_id(), company_id=company_id, created_at=tx.now, updated_at=tx.now, **values)


def record_creation(tx: Transaction, dimension: Dimension) -> None:
    record(tx, "dimension.created", "dimension", dimension.id, after=told(dimension))


def told(dimension: Dimension) -> dict[str, object]:
    """What the trail says of a dimension."""
    fields = msgspec.structs.asdict(dimension)
    return {name: fields[name] for name in ("company_id", *LONGEST)}


async def _refuse_known(tx: Transaction, dimension: Dimension) -> None:
    """Whoever had the id may have been withdrawn in this very moment: then there is nothing to refuse."""
    if found := await store.same(tx, dimension):
        field = "reference_id" if found["reference_id"] == dimension.reference_id else "erp_dimension_id"
        fault = FieldError(field, f"The dimension {found['id']} has it already.", "already_exists")
        raise DimensionExists([fault], field=field, dimension_id=found["id"])
