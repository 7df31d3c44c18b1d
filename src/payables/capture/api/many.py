"""The route that takes many files at once, each of which is accepted or refused by itself."""

from payables.capture.actions.receive_upload import receive_upload
from payables.capture.errors import FileTooLarge
from payables.capture.model import Incoming
from payables.capture.rules import upload_form
from payables.capture.rules.file_kind import file_kind
from payables.capture.rules.file_name import file_name
from payables.capture.schema import ManyUploadsAnswer, ManyUploadsForm, UploadError, UploadOutcome
from payables.kit.bad_value import BadValueError
from payables.kit.errors import FieldError, InvalidFields
from payables.platform.caller import Feature, Permission
from payables.platform.http.multipart import FilePart, Form, form_of
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import post
from payables.platform.settings import Settings

MOST_FILES = 90  # the form has at most 100 parts
TOGETHER = 4  # times as large as one file may be
ROOM_FOR_FORM = 128 * 1024  # the other parts and the lines between them


def _largest_body(settings: Settings) -> int:
    return TOGETHER * settings.max_upload_bytes + ROOM_FOR_FORM


@post(
    "/v1/invoices/uploads",
    needs=Permission.INVOICES_UPLOAD,
    feature=Feature.INSTANT_CAPTURE,
    summary="Upload several invoice files",
    description=(
        f"Up to {MOST_FILES} files, and {TOGETHER} times the bytes of the largest that one may have. A file that cannot be used "
        "is told in its row, and the others are taken in: 200 says that the form was read, not that every file was accepted. "
        "An Idempotency-Key is single-use here: any repeat is 422."
    ),
    tag="Capture",
    operation_id="post-invoices-uploads",
    status=200,
    errors=(404, 413),
    max_body=_largest_body,
    body=(ManyUploadsForm, ("multipart/form-data",)),
    extension=True,
)
async def upload_invoices(request: ApiRequest) -> ManyUploadsAnswer:
    settings: Settings = request.scope["state"]["settings"]
    location_id, files = _read(await form_of(request))
    rows = [await _outcome(request, location_id, file, settings.max_upload_bytes) for file in files]
    return ManyUploadsAnswer(request.answer_version, sum(row.error is None for row in rows), rows)


def _read(form: Form) -> tuple[int, list[FilePart]]:
    """Raises InvalidFields."""
    wrong: list[FieldError] = []
    location_id = 0
    try:
        location_id = upload_form.location_id(form.text("ottimate_location_id"))
    except BadValueError as error:
        wrong.append(FieldError("ottimate_location_id", error.sentence, error.code))
    files = [file for file in form.files.get("file", []) if file.filename or file.data]  # a browser's empty choice
    if not files:
        wrong.append(FieldError("file", "Choose one or more files: send each as a part called file.", "required"))
    elif len(files) > MOST_FILES:
        wrong.append(FieldError("file", f"Send at most {MOST_FILES} files at once.", "too_many_files"))
    if wrong:
        raise InvalidFields(wrong)
    return location_id, files


async def _outcome(request: ApiRequest, location_id: int, file: FilePart, largest: int) -> UploadOutcome:
    """Raises NotFound and OutOfScope for the location."""
    try:
        name = file_name(file.filename)
        if len(file.data) > largest:
            raise FileTooLarge(limit=largest)
        kind = file_kind(file.data, name)
    except BadValueError as error:
        return _refused(file, error.code, error.sentence)
    except FileTooLarge as error:
        return _refused(file, error.code, error.sentence)
    incoming = Incoming(location_id, file.data, name, kind, None, None)
    id = await receive_upload(request.tx, request.app.state.files, request.caller, incoming)
    return UploadOutcome(name, str(id), None)


def _refused(file: FilePart, code: str, sentence: str) -> UploadOutcome:
    return UploadOutcome(file.filename[:255], None, UploadError(code, sentence))
