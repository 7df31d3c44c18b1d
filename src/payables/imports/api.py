"""Routes of imports."""

from collections.abc import Mapping
from typing import Annotated, Any

import msgspec
from litestar import Response
from litestar.params import PathParameter, QueryParameter

from payables.access import queries as access
from payables.access.model import Person
from payables.accounts import queries as accounts
from payables.imports import queries
from payables.imports.actions.import_file import Incoming, import_file
from payables.imports.actions.undo_import import undo_import
from payables.imports.kinds.registry import KINDS
from payables.imports.model import Did, Import, ImportKind, ImportStatus, RecordOutcome
from payables.imports.schema import (
    ImportColumns,
    ImportDetail,
    ImportFault,
    ImportForm,
    ImportList,
    ImportObject,
    ImportRow,
)
from payables.kit.bad_value import BadValueError
from payables.kit.errors import FieldError, InvalidFields, NotFound
from payables.kit.ids import parse_int_id, parse_uuid
from payables.kit.text import clean_text
from payables.platform.caller import Permission
from payables.platform.http.encode import JsonResponse
from payables.platform.http.instants import twins
from payables.platform.http.multipart import Form, form_of
from payables.platform.http.parameters import CompanyFilter, PageNumber, PageSize, page_of
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import get, post
from payables.platform.http.unknown_fields import unknown_field
from payables.platform.settings import Settings

TAG = "Imports"
LARGEST = 10 * 1024 * 1024

ImportId = Annotated[str, PathParameter(description="UUID of the import.")]


def _largest_body(_: Settings) -> int:
    return LARGEST


@post(
    "/v1/imports",
    needs=Permission.INVOICES_READ,
    summary="Import a CSV file",
    description="Vendors, dimensions, invoices or payments. Takes the permission to write what the rows are. A row that "
    "cannot be taken in is named with its fault; then nothing is taken in (400 rows_refused), unless skip_failed.",
    tag=TAG,
    operation_id="post-imports",
    status=201,
    errors=(404, 413),
    answers={200: (ImportDetail, "A dry run: what would happen; nothing was stored.")},
    max_body=_largest_body,
    body=(ImportForm, ("multipart/form-data",)),
    extension=True,
)
async def post_import(request: ApiRequest) -> Response[ImportDetail]:
    incoming = _incoming(await form_of(request))
    await accounts.company(request.tx, request.caller, incoming.company_id)
    done = await import_file(request.tx, request.caller, request.app.state.files, incoming)
    return JsonResponse(await _detail(request, done), status_code=200 if incoming.dry_run else 201)


@get(
    "/v1/imports",
    needs=Permission.INVOICES_READ,
    summary="List imports",
    tag=TAG,
    operation_id="get-imports",
    errors=(404,),
    extension=True,
)
async def list_imports(
    request: ApiRequest,
    company_id: CompanyFilter = None,
    kind: Annotated[ImportKind | None, QueryParameter(description="Only this kind.", required=False)] = None,
    page: PageNumber = None,
    limit: PageSize = None,
) -> ImportList:
    wanted = page_of(page, limit)
    if company_id is not None:
        await accounts.company(request.tx, request.caller, company_id)
    found = await queries.listed(request.tx, request.caller, wanted, company_id=company_id, kind=kind)
    people = await access.people(request.tx, (row["created_by"] for row in found.rows))
    results = [ImportObject(**_fields(dict(row), row["counts"] or {}, people)) for row in found.rows]
    return ImportList(request.answer_version, found.total, wanted.number, wanted.limit, results)


@get(
    "/v1/imports/columns",
    needs=Permission.INVOICES_READ,
    summary="Columns of the files",
    tag=TAG,
    operation_id="get-imports-columns",
    extension=True,
)
async def list_columns(request: ApiRequest) -> ImportColumns:
    columns = {name.value: list(kind.columns) for name, kind in KINDS.items()}
    return ImportColumns(
        request.answer_version, columns, {name.value: dict(kind.aliases) for name, kind in KINDS.items()}
    )


@get(
    "/v1/imports/{id:str}",
    needs=Permission.INVOICES_READ,
    summary="Read an import with its rows",
    tag=TAG,
    operation_id="get-imports-id",
    errors=(404,),
    extension=True,
)
async def get_import(request: ApiRequest, id: ImportId) -> ImportDetail:
    import_id = parse_uuid(id)
    if import_id is None:
        raise NotFound(what="import")
    return await _detail(request, await queries.load(request.tx, request.caller, import_id))


@post(
    "/v1/imports/{id:str}/undo",
    needs=Permission.INVOICES_READ,
    summary="Undo an import",
    description="New vendors and dimensions are withdrawn, changed ones get back what they were, invoices are archived, "
    "payments voided. What others have built on since stays; its row says why.",
    tag=TAG,
    operation_id="post-imports-id-undo",
    errors=(404,),
    body_optional=True,
    extension=True,
)
async def post_undo(request: ApiRequest, id: ImportId) -> ImportDetail:
    import_id = parse_uuid(id)
    if import_id is None:
        raise NotFound(what="import")
    return await _detail(request, await undo_import(request.tx, request.caller, request.app.state.files, import_id))


def _incoming(form: Form) -> Incoming:
    """Raises InvalidFields with every field that is wrong."""
    known = ImportForm.__struct_fields__
    faults = [unknown_field("", name, known) for name in (*form.texts, *form.files) if name not in known]
    file, kind, company_id = (
        form.file("file"),
        form.text("kind"),
        parse_int_id((form.text("ottimate_company_id") or "").strip()),
    )
    if file is None:
        faults.append(FieldError("file", "Send the CSV as the file part of the form.", "required"))
    if kind not in KINDS:
        faults.append(FieldError("kind", f"Send one of {', '.join(ImportKind)}.", "invalid"))
    if company_id is None:
        faults.append(FieldError("ottimate_company_id", "Send the integer id of a company.", "invalid_id"))
    decimal_mark = form.text("decimal_mark") or "."
    if decimal_mark not in (".", ","):
        faults.append(FieldError("decimal_mark", "Send a dot or a comma.", "invalid"))
    dry_run, skip_failed = _flag(form, "dry_run", faults), _flag(form, "skip_failed", faults)
    filename = _filename(file.filename if file else "", faults)
    if faults or file is None or company_id is None:
        raise InvalidFields(faults)
    return Incoming(ImportKind(kind or ""), company_id, filename, file.data, decimal_mark, dry_run, skip_failed)


def _flag(form: Form, name: str, faults: list[FieldError]) -> bool:
    text = (form.text(name) or "false").strip().lower()
    if text not in ("true", "false"):
        faults.append(FieldError(name, "Send true or false.", "invalid"))
    return text == "true"


def _filename(sent: str, faults: list[FieldError]) -> str:
    try:
        return clean_text(sent, 255).replace("\n", " ")
    except BadValueError as error:
        faults.append(FieldError("file", f"The file's name: {error.sentence}", error.code))
        return ""


async def _detail(request: ApiRequest, done: Import) -> ImportDetail:
    counts = {did.value: done.count(did) for did in Did}
    people = await access.people(request.tx, [done.created_by])
    cells = {row.number: row.values for row in done.tried}
    fields = _fields({name: getattr(done, name) for name in Import.__dataclass_fields__}, counts, people)
    return ImportDetail(
        **fields,
        version=request.answer_version,
        ignored_columns=done.ignored,
        rows=[_row(outcome, cells) for outcome in done.outcomes],
    )


def _fields(row: Mapping[str, Any], counts: Mapping[str, int], people: Mapping[int | None, Person]) -> dict[str, Any]:
    return {
        "id": str(row["id"]),
        "kind": ImportKind(row["kind"]),
        "status": ImportStatus(row["status"]),
        "ottimate_company_id": row["company_id"],
        "filename": row["filename"],
        **{did.value: counts.get(did.value, 0) for did in Did},
        **twins("created_date", row["created_at"]),
        "created_by": people.get(row["created_by"]),
        **twins("undone_date", row["undone_at"]),
    }


def _row(outcome: RecordOutcome, cells: Mapping[int, dict[str, str]]) -> ImportRow:
    return ImportRow(
        rows=outcome.numbers,
        did=outcome.did,
        id=outcome.subject_id,
        label=outcome.label,
        before=outcome.before,
        after=msgspec.to_builtins(outcome.after),
        cells=[cells[number] for number in outcome.numbers if number in cells],
        errors=[ImportFault(fault.field, fault.error, fault.type) for fault in outcome.faults],
        notes=outcome.notes,
        undone=outcome.undone,
        undo_refused=outcome.undo_refused,
    )
