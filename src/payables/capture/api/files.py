"""The route that gives a delivered file back."""

from litestar import Response

from payables.capture.api.steps import UploadId, read_id
from payables.capture.queries import uploads as queries
from payables.platform.caller import Permission
from payables.platform.http.download import download
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import get


@get(
    "/v1/invoices/uploads/{id:str}/file",
    needs=Permission.INVOICES_READ,
    summary="Download an uploaded file",
    description="As it was delivered, with all its pages; of an invoice only its own pages can be had.",
    tag="Capture",
    operation_id="get-invoices-uploads-id-file",
    errors=(404,),
    media_type="application/octet-stream",
    extension=True,
)
async def get_upload_file(request: ApiRequest, id: UploadId) -> Response[bytes]:
    row = await queries.upload(request.tx, request.caller, read_id(id))
    data: bytes = await request.app.state.files.get(row["sha256"])
    return download(data, row["filename"])
