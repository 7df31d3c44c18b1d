"""The route that replaces an invoice's files (contract/invoices-and-catalog.md section 3.6)."""

from payables.invoices.actions.replace_images import replace_images
from payables.invoices.api.answer import shown_image
from payables.invoices.errors import NoUsableImage
from payables.invoices.rules.images import MAX_IMAGES, SentImage, read_image
from payables.invoices.schema.images import ImageError, ImagesAnswer, ImagesForm
from payables.kit.bad_value import BadValueError
from payables.kit.errors import FieldError, InvalidFields
from payables.platform.caller import Permission
from payables.platform.http.etag import read_etag
from payables.platform.http.multipart import FilePart, form_of
from payables.platform.http.parameters import IfMatch, InvoiceId
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import patch
from payables.platform.settings import Settings

ROOM_FOR_FORM = 64 * 1024  # the lines between the parts
LARGEST_TOGETHER = 2  # times as large as one file may be


def _largest_body(settings: Settings) -> int:
    return LARGEST_TOGETHER * settings.max_image_bytes + ROOM_FOR_FORM


@patch(
    "/v1/invoices/{id:str}/images",
    needs=Permission.INVOICES_EDIT,
    summary="Replace the files of an invoice",
    description=(
        "PDF, JPG, JPEG or PNG, in one or more parts called images. A file that cannot be used is told in image_errors and "
        "the others take the place of all there were; if none can be used, nothing is changed. A change of files starts "
        "approvals over. An Idempotency-Key is single-use here: any repeat is 422."
    ),
    tag="Invoices",
    operation_id="patch-invoices-id-images",
    errors=(404, 413),
    body=(ImagesForm, ("multipart/form-data",)),
    max_body=_largest_body,
)
async def patch_images(request: ApiRequest, id: InvoiceId, if_match: IfMatch = None) -> ImagesAnswer:
    seen_version = read_etag(if_match)
    settings: Settings = request.scope["state"]["settings"]
    images, errors = _read((await form_of(request)).files.get("images", []), settings.max_image_bytes)
    if not images:
        raise NoUsableImage([FieldError(f"images[{n}]", error.error, "unusable") for n, error in enumerate(errors)])
    invoice, stored = await replace_images(
        request.tx, request.caller, request.app.state.files, id, images, seen_version=seen_version
    )
    return ImagesAnswer([shown_image(image, invoice, settings.base_url) for image in stored], errors)


def _read(parts: list[FilePart], largest: int) -> tuple[list[SentImage], list[ImageError]]:
    """Raises InvalidFields where there are no files, or too many."""
    if not parts:
        raise InvalidFields([FieldError("images", "Send one or more files in parts called images.", "required")])
    if len(parts) > MAX_IMAGES:
        raise InvalidFields([FieldError("images", f"An invoice has at most {MAX_IMAGES} files.", "too_many_files")])
    images: list[SentImage] = []
    errors: list[ImageError] = []
    for part in parts:
        try:
            images.append(read_image(part.filename, part.data, largest))
        except BadValueError as error:
            errors.append(ImageError(part.filename[:255], error.sentence))
    return images, errors
