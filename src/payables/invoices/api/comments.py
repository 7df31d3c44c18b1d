"""Routes of comments on an invoice."""

from typing import Annotated

from litestar.params import PathParameter

from payables.access import queries as access
from payables.comments import queries as comments
from payables.comments.model import Comment
from payables.invoices.actions.comment_invoice import comment_invoice, take_back_comment
from payables.invoices.queries import records
from payables.invoices.schema.comments import CommentAnswer, CommentBody, CommentList, CommentObject
from payables.kit.ids import parse_uuid
from payables.notices.model import Subject
from payables.platform.caller import Permission
from payables.platform.http.instants import twins
from payables.platform.http.json_body import json_object
from payables.platform.http.parameters import InvoiceId, PageNumber, PageSize, page_of
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import delete, get, post

TAG = "Comments"

CommentId = Annotated[str, PathParameter(description="UUID of the comment.")]


@get(
    "/v1/invoices/{id:str}/comments",
    needs=Permission.INVOICES_READ,
    summary="List the comments on an invoice",
    tag=TAG,
    operation_id="get-invoices-id-comments",
    errors=(404,),
    extension=True,
)
async def list_comments(
    request: ApiRequest, id: InvoiceId, page: PageNumber = None, limit: PageSize = None
) -> CommentList:
    wanted = page_of(page, limit)
    invoice = await records.find(request.tx, request.caller, id)
    found = await comments.of_subject(request.tx, Subject("invoice", invoice), wanted)
    shown = await _shown(request, found.comments)
    return CommentList(request.answer_version, found.total, wanted.number, wanted.limit, shown)


@post(
    "/v1/invoices/{id:str}/comments",
    needs=Permission.INVOICES_EDIT,
    summary="Comment on an invoice",
    description="Whoever is mentioned gets a notice; everyone mentioned has to see the invoice. A comment stays as it is: "
    "its author may only delete it.",
    tag=TAG,
    operation_id="post-invoices-id-comments",
    status=201,
    errors=(404,),
    body=(CommentBody, ("application/json",)),
    extension=True,
)
async def post_comment(request: ApiRequest, id: InvoiceId) -> CommentAnswer:
    sent = await json_object(request)
    said = await comment_invoice(request.tx, request.caller, id, sent.get("text"), sent.get("mentions"))
    (shown,) = await _shown(request, [said])
    return CommentAnswer(request.answer_version, shown)


@delete(
    "/v1/invoices/{id:str}/comments/{comment_id:str}",
    needs=Permission.INVOICES_EDIT,
    summary="Delete one's own comment",
    description="The text goes; a tombstone stays where it was.",
    tag=TAG,
    operation_id="delete-invoices-id-comments-id",
    body_optional=True,
    errors=(404,),
    extension=True,
)
async def delete_comment(request: ApiRequest, id: InvoiceId, comment_id: CommentId) -> CommentAnswer:
    gone = await take_back_comment(request.tx, request.caller, id, parse_uuid(comment_id))
    (shown,) = await _shown(request, [gone])
    return CommentAnswer(request.answer_version, shown)


async def _shown(request: ApiRequest, found: list[Comment]) -> list[CommentObject]:
    ids = {id for comment in found for id in (comment.author_id, *comment.mentions)}
    people = await access.people(request.tx, ids)
    return [
        CommentObject(
            id=str(comment.id),
            author=people[comment.author_id],
            text=comment.text,
            mentions=[people[id] for id in comment.mentions if id in people],
            **twins("created_date", comment.created_at),
            deleted=comment.deleted_at is not None,
            **twins("deleted_date", comment.deleted_at),
        )
        for comment in found
    ]
