"""Routes that take files in and list them."""

from collections.abc import Callable
from typing import Annotated, Any, TypeVar
from uuid import UUID

from litestar.params import QueryParameter

from payables.accounts import queries as accounts
from payables.capture.actions.receive_upload import receive_upload
from payables.capture.api.shown import shown
from payables.capture.errors import FileTooLarge
from payables.capture.model import Incoming
from payables.capture.queries import uploads as queries
from payables.capture.rules import upload_form
from payables.capture.rules.file_kind import file_kind
from payables.capture.rules.file_name import file_name
from payables.capture.schema import UploadAnswer, UploadForm, UploadList
from payables.kit.bad_value import BadValueError
from payables.kit.errors import FieldError, InvalidFields
from payables.kit.ids import parse_uuid
from payables.platform.caller import Feature, Permission
from payables.platform.http.multipart import FilePart, Form, form_of
from payables.platform.http.parameters import CompanyFilter, LocationFilter, PageNumber, page_of
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import get, post
from payables.platform.settings import Settings

ROOM_FOR_FORM = 64 * 1024  # the other parts and the lines between them

Value = TypeVar("Value")

UploadPageSize = Annotated[
    int | None,
    QueryParameter(
        description="Rows per page: 1 to 100. Without page and limit, up to 1,000 are listed.", required=False
    ),
]
FinishedToo = Annotated[
    bool,
    QueryParameter(
        name="all", description="true: finished files and duplicates too, with their invoices.", required=False
    ),
]
Elsewhere = Annotated[
    bool,
    QueryParameter(
        name="elsewhere",
        description="true: only files that were not read because the same file had been sent for another location of the "
        "company, and whose invoice nobody has brought to theirs since.",
        required=False,
    ),
]
MOST_IDS = 100
ReferenceIds = Annotated[
    str | None,
    QueryParameter(
        name="reference_ids",
        description=f"Extension: only these, at most {MOST_IDS} ids divided by commas, whatever became of them.",
        required=False,
    ),
]


def _largest_body(settings: Settings) -> int:
    return settings.max_upload_bytes + ROOM_FOR_FORM


@post(
    "/v1/invoices/upload",
    needs=Permission.INVOICES_UPLOAD,
    feature=Feature.INSTANT_CAPTURE,
    summary="Upload an invoice file",
    description="The file is read in the background. An Idempotency-Key is single-use here: any repeat is 422.",
    tag="Capture",
    operation_id="post-invoices-upload",
    errors=(404, 413),
    max_body=_largest_body,
    body=(UploadForm, ("multipart/form-data",)),
)
async def upload_invoice(request: ApiRequest) -> UploadAnswer:
    incoming = _incoming(await form_of(request), request.scope["state"]["settings"].max_upload_bytes)
    id = await receive_upload(request.tx, request.app.state.files, request.caller, incoming)
    return UploadAnswer(request.answer_version, str(id))


@get(
    "/v1/invoices/uploads",
    needs=Permission.INVOICES_READ,
    summary="List uploaded files that are not yet invoices",
    description="Files that wait or are being read, and those that failed, with the reason; newest first.",
    tag="Capture",
    operation_id="get-invoices-uploads",
    errors=(404,),
)
async def list_uploads(
    request: ApiRequest,
    location_id: LocationFilter = None,
    finished_too: FinishedToo = False,
    elsewhere: Elsewhere = False,
    reference_ids: ReferenceIds = None,
    company_id: CompanyFilter = None,
    page: PageNumber = None,
    limit: UploadPageSize = None,
) -> UploadList:
    # The contract has no pages here, and clients take "no longer listed" for done: without page and limit, all are shown.
    wanted = page_of(page, limit, default=1000 if page is None else 100)
    if location_id is not None:
        await accounts.location(request.tx, request.caller, location_id)
    if company_id is not None:
        await accounts.company(request.tx, request.caller, company_id)
    found = await queries.uploads(
        request.tx,
        request.caller,
        wanted,
        company_id=company_id,
        location_id=location_id,
        finished_too=finished_too,
        elsewhere=elsewhere,
        ids=_ids(reference_ids),
    )
    rows = await shown(request, found.rows)
    return UploadList(request.answer_version, found.total, wanted.number, wanted.limit, rows)


def _ids(text: str | None) -> list[UUID] | None:
    """Raises InvalidFields."""
    if text is None:
        return None
    parts = [part.strip() for part in text.split(",")]
    ids = [found for part in parts if (found := parse_uuid(part))]
    if len(parts) > MOST_IDS or len(ids) < len(parts):
        sentence = f"Send at most {MOST_IDS} reference ids divided by commas."
        raise InvalidFields([FieldError("reference_ids", sentence, "invalid_id")])
    return ids


def _incoming(form: Form, largest: int) -> Incoming:
    """Raises InvalidFields with every field that is wrong, and FileTooLarge."""
    wrong: list[FieldError] = []
    location_id = _checked(wrong, "ottimate_location_id", upload_form.location_id, form.text("ottimate_location_id"))
    metadata = _checked(wrong, "metadata", upload_form.metadata, form.text("metadata"))
    email = _checked(wrong, "created_email", upload_form.email, form.text("created_email"))
    file = form.file("file")
    if file is not None and len(file.data) > largest:
        raise FileTooLarge(limit=largest)
    name = _checked(wrong, "filename", file_name, form.text("filename") or (file.filename if file else ""))
    kind = _kind(wrong, file, name or "")
    if wrong or location_id is None or file is None or name is None or kind is None:
        raise InvalidFields(wrong)
    return Incoming(location_id, file.data, name, kind, metadata, email)


def _kind(wrong: list[FieldError], file: FilePart | None, name: str) -> str | None:
    if file is None:
        wrong.append(FieldError("file", "Send the invoice as the file part of the form.", "required"))
        return None
    return _checked(wrong, "file", lambda data: file_kind(data, name), file.data)


def _checked(wrong: list[FieldError], field: str, check: Callable[[Any], Value], sent: object) -> Value | None:
    try:
        return check(sent)
    except BadValueError as error:
        wrong.append(FieldError(field, error.sentence, error.code))
        return None
