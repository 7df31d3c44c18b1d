"""Routes of learning."""

from collections.abc import Sequence

from payables.access.queries import people
from payables.kit.dates import format_utc
from payables.kit.errors import NotFound, OutOfScope
from payables.kit.ids import parse_int_id
from payables.learning.actions.forget_vendor import forget_vendor
from payables.learning.model.memory import FieldMemory, Habit
from payables.learning.queries.memory import memory_of_vendor
from payables.learning.queries.papers import Taught
from payables.learning.schema import (
    MemoryLesson,
    ReadingForgotten,
    ReadingMemory,
    RememberedConstant,
    RememberedField,
    RememberedPlace,
)
from payables.platform.caller import Permission
from payables.platform.http.parameters import VendorId
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import delete, get
from payables.vendors import queries as vendors
from payables.vendors.model import Vendor

TAG = "Vendors"


@get(
    "/v1/vendors/{id:str}/reading-memory",
    needs=Permission.VENDORS_READ,
    summary="Read what a vendor's papers have taught",
    tag=TAG,
    operation_id="get-vendors-id-reading-memory",
    errors=(404,),
    extension=True,
)
async def get_reading_memory(request: ApiRequest, id: VendorId) -> ReadingMemory:
    vendor = await _vendor(request, id)
    papers, memory = await memory_of_vendor(request.tx, vendor.company_id, vendor.id)
    shown = request.caller.may(Permission.INVOICES_READ)
    taught = await _lessons(request, papers) if shown else {}
    return ReadingMemory(
        version=request.answer_version,
        ottimate_vendor_id=vendor.id,
        papers=len(papers),
        fields=[_field(name, memory[name], taught.get(name, []) if shown else None) for name in sorted(memory)],
    )


@delete(
    "/v1/vendors/{id:str}/reading-memory",
    needs=Permission.VENDORS_WRITE,
    summary="Forget what a vendor's papers have taught",
    description="The corrections stay in the history of their invoices; they have no say in what is read any more.",
    tag=TAG,
    operation_id="delete-vendors-id-reading-memory",
    body_optional=True,
    errors=(404,),
    extension=True,
)
async def delete_reading_memory(request: ApiRequest, id: VendorId) -> ReadingForgotten:
    vendor = await _vendor(request, id)
    papers = await forget_vendor(request.tx, vendor)
    return ReadingForgotten(version=request.answer_version, ottimate_vendor_id=vendor.id, papers=papers)


async def _vendor(request: ApiRequest, id: str) -> Vendor:
    """For one who sees the whole company: memory is made of all its locations' papers, and read by at all of them."""
    number = parse_int_id(id)
    found = await vendors.visible(request.tx, request.caller.scope, number) if number else None
    if found is None:
        raise NotFound(what="vendor")
    if not request.caller.scope.sees_whole_companies:
        raise OutOfScope(what="company")
    return found.vendor


async def _lessons(request: ApiRequest, papers: Sequence[Taught]) -> dict[str, list[MemoryLesson]]:
    """Field -> who taught it with which invoice, newest first."""
    known = await people(request.tx, {truth.by for paper in papers for truth in paper.fields.values()})
    found: dict[str, list[MemoryLesson]] = {}
    for paper in reversed(papers):
        for name in paper.lessons:
            if truth := paper.fields.get(name):
                by, at = known.get(truth.by), format_utc(truth.at)
                found.setdefault(name, []).append(
                    MemoryLesson(invoice_id=paper.invoice_id, how=truth.how, by=by, date=at)
                )
    return found


def _field(name: str, memory: FieldMemory, lessons: list[MemoryLesson] | None) -> RememberedField:
    constants = [
        RememberedConstant(read=read, value=value, times=times)
        for read, values in memory.constants.items()
        for value, times in values.items()
    ]
    return RememberedField(
        field=name,
        corrections=memory.corrections,
        places=[_place(habit) for habit in sorted(memory.habits, key=lambda habit: -habit.trust)],
        constants=constants,
        lessons=lessons,
    )


def _place(habit: Habit) -> RememberedPlace:
    place = habit.place
    return RememberedPlace(
        left=place.left,
        above=place.above,
        page=place.page,
        page_from_end=place.page_from_end,
        x=place.x,
        y=place.y,
        shape=place.shape,
        swapped=place.swapped,
        right=habit.right,
        wrong=habit.wrong,
        trust=round(habit.trust, 3),
    )
