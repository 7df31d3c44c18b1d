"""Routes of what people do with an upload: arrange its pages, try it again, delete it."""

from typing import Annotated
from uuid import UUID

from litestar import Response
from litestar.params import PathParameter

from payables.capture.actions.delete_upload import delete_upload
from payables.capture.actions.merge_uploads import merge_uploads
from payables.capture.actions.restore_upload import restore_upload
from payables.capture.actions.retry_upload import retry_upload
from payables.capture.actions.split_upload import split_upload
from payables.capture.actions.undo_plan import undo_plan
from payables.capture.api.shown import answer_upload
from payables.capture.schema import MergeBody, SplitBody, UndoBody, UploadAnswer, UploadDetail
from payables.kit.errors import NotFound
from payables.kit.ids import parse_uuid
from payables.platform.caller import Feature, Permission
from payables.platform.http.optional_body import read_body
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import delete, get, post

TAG = "Capture"
JSON = ("application/json",)
UNTOUCHED = (
    "Invoices that nobody has worked on are archived and keep their history; one that was approved, changed, commented, paid, "
    "exported, matched, claimed about or given another file refuses this with 409 invoice_in_use."
)

UploadId = Annotated[str, PathParameter(description="The reference_id of the upload.")]


@get(
    "/v1/invoices/uploads/{id:str}",
    needs=Permission.INVOICES_READ,
    summary="Get an upload",
    description="Also one that is finished, with its documents and how else its pages might be divided.",
    tag=TAG,
    operation_id="get-invoices-uploads-id",
    errors=(404,),
    extension=True,
)
async def get_upload(request: ApiRequest, id: UploadId) -> Response[UploadDetail]:
    return await answer_upload(request, read_id(id))


@post(
    "/v1/invoices/uploads/{id:str}/split",
    needs=Permission.INVOICES_EDIT,
    feature=Feature.INSTANT_CAPTURE,
    summary="Divide a file into documents",
    description=f"The file is read again in the background, and one invoice is entered per part. {UNTOUCHED}",
    tag=TAG,
    operation_id="post-invoices-uploads-id-split",
    status=200,
    errors=(404,),
    body=(SplitBody, JSON),
    extension=True,
)
async def post_split(request: ApiRequest, id: UploadId) -> Response[UploadDetail]:
    wanted = await read_body(request, SplitBody)
    upload = read_id(id)
    await split_upload(request.tx, request.caller, upload, wanted.parts)
    return await answer_upload(request, upload)


@post(
    "/v1/invoices/uploads/{id:str}/merge",
    needs=Permission.INVOICES_EDIT,
    feature=Feature.INSTANT_CAPTURE,
    summary="Read several files as one document",
    description="For pages of one invoice that came in several files: those of the named files follow this one's, and all are "
    f"read again as one document in the background. {UNTOUCHED}",
    tag=TAG,
    operation_id="post-invoices-uploads-id-merge",
    status=200,
    errors=(404,),
    body=(MergeBody, JSON),
    extension=True,
)
async def post_merge(request: ApiRequest, id: UploadId) -> Response[UploadDetail]:
    wanted = await read_body(request, MergeBody)
    upload = read_id(id)
    await merge_uploads(request.tx, request.caller, upload, wanted.uploads)
    return await answer_upload(request, upload)


@post(
    "/v1/invoices/uploads/{id:str}/undo",
    needs=Permission.INVOICES_EDIT,
    feature=Feature.INSTANT_CAPTURE,
    summary="Undo the last split or merge",
    description="The invoices that it put away come back and are checked anew. A file that was divided by itself becomes one "
    "document, and is read again. A file that had joined an invoice as the same by another channel is taken out of it, read "
    "again and entered as an invoice of its own; where only one document of a stack had joined, name its `pages`, and only "
    "that one is. Sent again, it undoes no second step: to go back further, name the "
    f"`arrangement` that the upload shows. {UNTOUCHED}",
    tag=TAG,
    operation_id="post-invoices-uploads-id-undo",
    status=200,
    errors=(404,),
    body=(UndoBody, JSON),
    body_optional=True,
    extension=True,
)
async def post_undo(request: ApiRequest, id: UploadId) -> Response[UploadDetail]:
    wanted = await read_body(request, UndoBody)
    upload = read_id(id)
    await undo_plan(request.tx, request.caller, upload, wanted.arrangement, wanted.pages)
    return await answer_upload(request, upload)


@post(
    "/v1/invoices/uploads/{id:str}/retry",
    needs=Permission.INVOICES_UPLOAD,
    feature=Feature.INSTANT_CAPTURE,
    summary="Try a failed file again",
    tag=TAG,
    operation_id="post-invoices-uploads-id-retry",
    status=200,
    errors=(404,),
    body_optional=True,
    extension=True,
)
async def post_retry(request: ApiRequest, id: UploadId) -> Response[UploadDetail]:
    upload = read_id(id)
    await retry_upload(request.tx, request.caller, upload)
    return await answer_upload(request, upload)


@delete(
    "/v1/invoices/uploads/{id:str}",
    needs=Permission.INVOICES_EDIT,
    feature=Feature.INSTANT_CAPTURE,
    summary="Delete an upload",
    description=f"It leaves every list, and the same file may be sent again. {UNTOUCHED}",
    tag=TAG,
    operation_id="delete-invoices-uploads-id",
    errors=(404, 409),
    body_optional=True,
    extension=True,
)
async def remove_upload(request: ApiRequest, id: UploadId) -> UploadAnswer:
    upload = read_id(id)
    await delete_upload(request.tx, request.caller, upload)
    return UploadAnswer(request.answer_version, str(upload))


@post(
    "/v1/invoices/uploads/{id:str}/restore",
    needs=Permission.INVOICES_EDIT,
    feature=Feature.INSTANT_CAPTURE,
    summary="Bring a deleted upload back",
    description="With the invoices that were archived with it. A file that was not read yet is read.",
    tag=TAG,
    operation_id="post-invoices-uploads-id-restore",
    errors=(404, 409),
    body_optional=True,
    extension=True,
)
async def post_restored_upload(request: ApiRequest, id: UploadId) -> UploadAnswer:
    upload = read_id(id)
    await restore_upload(request.tx, request.caller, upload)
    return UploadAnswer(request.answer_version, str(upload))


def read_id(text: str) -> UUID:
    """Raises NotFound."""
    found = parse_uuid(text)
    if found is None:
        raise NotFound(what="upload")
    return found
