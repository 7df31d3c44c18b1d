"""Routes of column mappings."""

from typing import Annotated, Any

from litestar import Response
from litestar.params import JSONBody, PathParameter

from payables.accounts import queries as accounts
from payables.exports.actions.save_mapping import change_mapping, create_mapping, delete_mapping
from payables.exports.api.read import TAG
from payables.exports.model import Layout, Mapping
from payables.exports.queries import mappings
from payables.exports.queries.mappings import mapping_of
from payables.exports.schema.mapping import MappingAnswer, MappingBody, MappingChange, MappingList, MappingObject
from payables.platform.caller import Permission
from payables.platform.http.encode import JsonResponse
from payables.platform.http.etag import etag_of, read_etag
from payables.platform.http.instants import twins
from payables.platform.http.parameters import CompanyFilter, IfMatch, PageNumber, PageSize, page_of
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import delete, get, patch, post
from payables.platform.http.rows import int_id

MappingId = Annotated[str, PathParameter(description="Id of the mapping.")]

_OF_LAYOUT = ("format", "row_per", "bom", "quickbooks")


@get(
    "/v1/export-mappings",
    needs=Permission.INVOICES_EXPORT,
    summary="List column mappings",
    tag=TAG,
    operation_id="get-export-mappings",
    errors=(404,),
    extension=True,
)
async def list_mappings(
    request: ApiRequest, company_id: CompanyFilter = None, page: PageNumber = None, limit: PageSize = None
) -> MappingList:
    wanted = page_of(page, limit)
    if company_id is not None:
        await accounts.company(request.tx, request.caller, company_id)
    found = await mappings.listed(request.tx, request.caller.scope, wanted, company_id)
    results = [MappingObject(**_fields(mapping_of(row))) for row in found.rows]
    return MappingList(request.answer_version, found.total, wanted.number, wanted.limit, results)


@post(
    "/v1/export-mappings",
    needs=Permission.INVOICES_EXPORT,
    summary="Save a column mapping",
    tag=TAG,
    operation_id="post-export-mappings",
    status=201,
    errors=(404,),
    etag=True,
    extension=True,
)
async def post_mapping(request: ApiRequest, data: JSONBody[MappingBody]) -> Response[MappingAnswer]:
    layout = Layout(columns=tuple(data.columns), **{name: getattr(data, name) for name in _OF_LAYOUT})
    company_id = int_id("ottimate_company_id", data.ottimate_company_id)
    return _answer(request, await create_mapping(request.tx, request.caller, company_id, data.name, layout), status=201)


@get(
    "/v1/export-mappings/{id:str}",
    needs=Permission.INVOICES_EXPORT,
    summary="Read a column mapping",
    tag=TAG,
    operation_id="get-export-mappings-id",
    errors=(404,),
    etag=True,
    extension=True,
)
async def get_mapping(request: ApiRequest, id: MappingId) -> Response[MappingAnswer]:
    return _answer(request, await mappings.load(request.tx, request.caller.scope, id))


@patch(
    "/v1/export-mappings/{id:str}",
    needs=Permission.INVOICES_EXPORT,
    summary="Change a column mapping",
    description="Makes a new version; jobs that used an earlier one keep their own copy. Send the ETag as If-Match to be refused "
    "(412) when somebody was faster.",
    tag=TAG,
    operation_id="patch-export-mappings-id",
    errors=(404,),
    etag=True,
    extension=True,
)
async def patch_mapping(
    request: ApiRequest, id: MappingId, data: JSONBody[MappingChange], if_match: IfMatch = None
) -> Response[MappingAnswer]:
    seen = read_etag(if_match)
    changes = {name: value for name in _OF_LAYOUT if (value := getattr(data, name)) is not None}
    if data.columns is not None:
        changes["columns"] = tuple(data.columns)
    after = await change_mapping(request.tx, request.caller, id, data.name, changes, seen_version=seen)
    return _answer(request, after)


@delete(
    "/v1/export-mappings/{id:str}",
    needs=Permission.INVOICES_EXPORT,
    summary="Delete a column mapping",
    tag=TAG,
    operation_id="delete-export-mappings-id",
    errors=(404, 412),
    body_optional=True,
    extension=True,
)
async def remove_mapping(request: ApiRequest, id: MappingId, if_match: IfMatch = None) -> Response[MappingAnswer]:
    """Answers what was deleted."""
    return _answer(request, await delete_mapping(request.tx, request.caller, id, seen_version=read_etag(if_match)))


def _answer(request: ApiRequest, mapping: Mapping, *, status: int = 200) -> Response[MappingAnswer]:
    shown = MappingAnswer(version=request.answer_version, **_fields(mapping))
    return JsonResponse(shown, status_code=status, headers={"ETag": etag_of(mapping.version, "")})


def _fields(mapping: Mapping) -> dict[str, Any]:
    layout = mapping.layout
    return {
        "id": str(mapping.id),
        "ottimate_company_id": mapping.company_id,
        "name": mapping.name,
        **{name: getattr(layout, name) for name in _OF_LAYOUT},
        "columns": list(layout.columns),
        "mapping_version": mapping.version,
        **twins("created_date", mapping.created_at),
        **twins("last_modified_date", mapping.updated_at),
    }
