"""Routes of custom fields. They are read-only for API clients: `payables provision` writes them."""

from decimal import Decimal
from typing import Annotated, Any

from litestar.params import QueryParameter

from payables.accounts.queries import company
from payables.custom_fields import queries
from payables.custom_fields.model import FieldType, Subject
from payables.custom_fields.schema import CustomFieldList, CustomFieldObject
from payables.platform.caller import Permission
from payables.platform.http.parameters import CompanyFilter, PageNumber, PageSize, page_of
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import get

SubjectFilter = Annotated[Subject | None, QueryParameter(description="Only fields of this.", required=False)]


@get(
    "/v1/custom-fields",
    needs=Permission.STRUCTURE_READ,
    summary="List custom fields",
    description="With a company those that hold for it: its own before the account's of the same key.",
    tag="Custom fields",
    operation_id="get-custom-fields-root",
    errors=(404,),
    extension=True,
)
async def list_custom_fields(
    request: ApiRequest,
    company_id: CompanyFilter = None,
    subject: SubjectFilter = None,
    page: PageNumber = None,
    limit: PageSize = None,
) -> CustomFieldList:
    wanted = page_of(page, limit)
    if company_id is not None:
        await company(request.tx, request.caller, company_id)
    found = await queries.listed(request.tx, request.caller.scope.companies, company_id, subject, wanted)
    results = [_shown(row) for row in found.rows]
    return CustomFieldList(request.answer_version, found.total, wanted.number, wanted.limit, results)


def _shown(row: Any) -> CustomFieldObject:
    default = row["default"]
    if default is not None and row["type"] == FieldType.NUMBER:
        default = Decimal(default)
    return CustomFieldObject(
        row["key"],
        Subject(row["subject"]),
        FieldType(row["type"]),
        row["label"],
        row["required"],
        default,
        row["choices"],
        row["company_id"],
    )
