"""Routes of dimensions."""

from typing import Annotated

import msgspec
from litestar import Response
from litestar.params import JSONBody, QueryParameter

from payables.accounts.queries import company
from payables.dimensions import queries
from payables.dimensions.actions.create_dimension import create_dimension
from payables.dimensions.actions.upsert_dimensions import Row, upsert_dimensions
from payables.dimensions.model import Dimension, DimensionType
from payables.dimensions.rules.fields import read_fields
from payables.dimensions.schema import (
    Detail,
    DimensionAnswer,
    DimensionBody,
    DimensionBulkAnswer,
    DimensionBulkBody,
    DimensionCreated,
    DimensionEnvelope,
    DimensionFault,
    DimensionList,
    DimensionObject,
    DimensionRow,
    DimensionTypeCount,
    DimensionTypes,
)
from payables.kit.errors import FieldError, InvalidFields, NotFound
from payables.kit.ids import MAX_INT_ID
from payables.platform.caller import Permission
from payables.platform.http.parameters import (
    CompanyFilter,
    DimensionId,
    PageNumber,
    PageSize,
    SearchWords,
    check_texts,
    page_of,
    words_of,
)
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import get, post
from payables.platform.http.rows import check_rows, int_id, read_row, row_error, sent_fields, text_of
from payables.platform.upsert import Refused

TAG = "Dimensions"
MOST_IDS = 100


@get(
    "/v1/dimensions",
    needs=Permission.DIMENSIONS_READ,
    summary="List dimensions",
    tag=TAG,
    operation_id="get-dimensions-root",
    errors=(404,),
)
async def list_dimensions(
    request: ApiRequest,
    company_id: CompanyFilter = None,
    erp_type: Annotated[
        str | None, QueryParameter(description="Only this erp_type, written exactly so.", required=False)
    ] = None,
    ottimate_type: Annotated[
        DimensionType | None, QueryParameter(description="Extension: only this category.", required=False)
    ] = None,
    dimension_ids: Annotated[
        str | None,
        QueryParameter(description="Extension: only these, at most 100 ids divided by commas.", required=False),
    ] = None,
    search: SearchWords = None,
    detail: Annotated[Detail | None, QueryParameter(description="A reduced object.", required=False)] = None,
    page: PageNumber = None,
    limit: PageSize = None,
) -> DimensionList:
    wanted = page_of(page, limit)
    scope = request.caller.scope
    words, ids = words_of(search), _ids(dimension_ids)
    found = await queries.listed(
        request.tx, scope, wanted, company_id=company_id, erp_type=erp_type, type_=ottimate_type, ids=ids, words=words
    )
    # The look-up that tells "no such company" from "no dimensions" is needed only where nothing was found
    if company_id is not None and not (found.total and scope.covers_company(company_id)):
        await company(request.tx, request.caller, company_id)
    shape = _shown if detail is None else _basic
    shown = [shape(dimension) for dimension in found.dimensions]
    return DimensionList(request.answer_version, found.total, wanted.number, wanted.limit, shown)


def _ids(text: str | None) -> list[str] | None:
    """Raises InvalidFields."""
    check_texts(dimension_ids=text)
    ids = None if text is None else [part.strip() for part in text.split(",")]
    if ids and len(ids) > MOST_IDS:
        sentence = f"Send at most {MOST_IDS} ids divided by commas."
        raise InvalidFields([FieldError("dimension_ids", sentence, "too_many")])
    return ids


@get(
    "/v1/dimensions/types",
    needs=Permission.DIMENSIONS_READ,
    summary="List the categories that a company codes with",
    tag=TAG,
    operation_id="get-dimensions-types",
    errors=(404,),
    extension=True,
)
async def list_dimension_types(
    request: ApiRequest,
    company_id: Annotated[
        int, QueryParameter(name="ottimate_company_id", description="The company.", ge=1, le=MAX_INT_ID, required=True)
    ],
) -> DimensionTypes:
    found = await queries.types_of(request.tx, (await company(request.tx, request.caller, company_id)).id)
    types = [DimensionTypeCount(DimensionType(type_), count) for type_, count in found.items()]
    return DimensionTypes(request.answer_version, types)


@get(
    "/v1/dimensions/{id:str}",
    needs=Permission.DIMENSIONS_READ,
    summary="Read a dimension",
    tag=TAG,
    operation_id="get-dimensions-id",
    errors=(404,),
)
async def get_dimension(request: ApiRequest, id: DimensionId) -> DimensionAnswer:
    found = await queries.visible(request.tx, request.caller.scope, id)
    if found is None:
        raise NotFound(what="dimension")
    return DimensionAnswer(request.answer_version, _shown(found))


@post(
    "/v1/dimensions",
    needs=Permission.DIMENSIONS_WRITE,
    summary="Create a dimension",
    tag=TAG,
    operation_id="post-dimensions-root",
    status=201,
    errors=(404,),
    body=(DimensionBody, ("application/json",)),
)
async def post_dimension(request: ApiRequest, data: JSONBody[DimensionBody]) -> DimensionCreated:
    company_id = await _company(request, data.ottimate_company_id)
    shown = _shown(await create_dimension(request.tx, company_id, sent_fields(data)))
    return DimensionCreated(version=request.answer_version, dimension=shown, **msgspec.structs.asdict(shown))


@post(
    ["/v1/dimensions/bulk", "/v1/dimensions/bulk-create"],
    needs=Permission.DIMENSIONS_WRITE,
    summary="Create or update up to 100 dimensions",
    description="Rows meet dimensions by reference_id. Good rows are kept when others fail. "
    "Who is limited to locations creates dimensions, and changes none that is there (out_of_scope).",
    tag=TAG,
    operation_id="post-dimensions-bulk",
    status=201,
    errors=(404,),
    answers={207: (DimensionBulkAnswer, "Some rows failed: see errors.")},
    body=(DimensionBulkBody, ("application/json",)),
)
async def post_dimensions(request: ApiRequest, data: JSONBody[DimensionEnvelope]) -> Response[DimensionBulkAnswer]:
    check_rows("dimensions", data.dimensions)
    company_id = await _company(request, data.ottimate_company_id)
    rows, faults = _read(data.dimensions)
    outcome = await upsert_dimensions(request.tx, request.caller, company_id, rows)
    faults += [_refused(refused, data.dimensions) for refused in outcome.refused]
    answer = DimensionBulkAnswer(
        request.answer_version,
        len(outcome.created) + len(outcome.updated),
        len(outcome.created),
        len(outcome.updated),
        len(faults),
        [_shown(dimension) for dimension in outcome.created],
        [_shown(dimension) for dimension in outcome.updated],
        sorted(faults, key=lambda fault: fault.index),
    )
    return Response(answer, status_code=207 if faults else 201)


async def _company(request: ApiRequest, sent: int | str) -> int:
    return (await company(request.tx, request.caller, int_id("ottimate_company_id", sent))).id


def _read(sent: list[object]) -> tuple[list[Row], list[DimensionFault]]:
    rows: list[Row] = []
    errors: list[DimensionFault] = []
    for index, raw in enumerate(sent):
        row = read_row(raw, DimensionRow)
        values, faults = ({}, [row]) if isinstance(row, FieldError) else read_fields(sent_fields(row))
        if faults:
            errors.append(_fault(index, raw, faults, "validation_error"))
        else:
            rows.append(Row(index, values))
    return rows, errors


def _refused(refused: Refused[Row], sent: list[object]) -> DimensionFault:
    return _fault(refused.row.index, sent[refused.row.index], refused.faults, refused.type)


def _fault(index: int, raw: object, faults: list[FieldError], kind: str) -> DimensionFault:
    reference_id, erp_id, name = (text_of(raw, field) for field in ("reference_id", "erp_dimension_id", "name"))
    return DimensionFault(index, reference_id, erp_id, name, row_error(faults), kind)


def _shown(dimension: Dimension) -> DimensionObject:
    return DimensionObject(
        id=dimension.id,
        name=dimension.name,
        erp_type=dimension.erp_type,
        erp_dimension_id=dimension.erp_dimension_id,
        code=dimension.code,
        reference_id=dimension.reference_id,
        ottimate_type=dimension.ottimate_type,  # type: ignore[arg-type]
        ottimate_company_id=dimension.company_id,
    )


def _basic(dimension: Dimension) -> DimensionObject:
    return DimensionObject(
        id=dimension.id,
        name=dimension.name,
        erp_type=dimension.erp_type,
        erp_dimension_id=dimension.erp_dimension_id,
    )
