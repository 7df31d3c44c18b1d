"""Routes of payments."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import msgspec
from litestar import Response
from litestar.params import JSONBody, PathParameter, QueryParameter

from payables.access import queries as access
from payables.access.model import Person
from payables.accounts import queries as accounts
from payables.invoices.queries import records
from payables.kit.errors import FieldError, InvalidFields, NotFound, Refusal
from payables.kit.ids import parse_uuid
from payables.kit.pages import Page
from payables.payments import queries
from payables.payments.actions.record_payments import record_payment, record_payments
from payables.payments.actions.void_payment import void_payment
from payables.payments.model import Paying, Payment
from payables.payments.queries import Wanted
from payables.payments.rules.fields import paying_of, reason_of
from payables.payments.schema import (
    PaymentAnswer,
    PaymentBody,
    PaymentBulkAnswer,
    PaymentEnvelope,
    PaymentFault,
    PaymentList,
    PaymentObject,
    PaymentRow,
    PaymentRows,
    VoidPayment,
)
from payables.platform.caller import Permission
from payables.platform.http.encode import JsonResponse
from payables.platform.http.etag import read_etag
from payables.platform.http.instants import twins
from payables.platform.http.parameters import (
    CompanyFilter,
    IfMatch,
    InvoiceId,
    PageNumber,
    PageSize,
    check_texts,
    day_of,
    page_of,
)
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import get, post
from payables.platform.http.rows import check_rows, read_row, row_error

TAG = "Payments"
JSON = ("application/json",)

PaymentId = Annotated[str, PathParameter(description="UUID of the payment.")]
Day = Annotated[str | None, QueryParameter(description="YYYY-MM-DD; both days are included.", required=False)]


@post(
    "/v1/invoices/{id:str}/payments",
    needs=Permission.PAYMENTS_WRITE,
    summary="Record a payment of an invoice",
    description="Nothing is sent to a bank. More than is open is refused (409 overpaid). The same reference told again "
    "with the same day and amount answers the payment that is on record.",
    tag=TAG,
    operation_id="post-invoices-id-payments",
    status=201,
    errors=(404, 412),
    body=(PaymentBody, JSON),
    extension=True,
)
async def post_payment(
    request: ApiRequest, id: InvoiceId, data: JSONBody[PaymentBody], if_match: IfMatch = None
) -> PaymentAnswer:
    invoice = await records.find(request.tx, request.caller, id)
    paying = paying_of(str(invoice), msgspec.structs.asdict(data), "api", read_etag(if_match))
    payment, invoice_id = await record_payment(request.tx, request.caller, paying)
    return await _answer(request, payment, invoice_id)


@get(
    "/v1/invoices/{id:str}/payments",
    needs=Permission.INVOICES_READ,
    summary="List the payments of an invoice",
    description="All of them, voided ones too, in the order in which they were recorded.",
    tag=TAG,
    operation_id="get-invoices-id-payments",
    errors=(404,),
    extension=True,
)
async def list_payments_of_invoice(request: ApiRequest, id: InvoiceId) -> PaymentList:
    invoice = (await records.seen(request.tx, request.caller, id)).invoice
    found = (await queries.of_invoices(request.tx, [invoice.id]))[invoice.id]
    page = Page(1, max(1, len(found)))
    return await _listed(request, len(found), page, [(payment, invoice.invoice_id) for payment in found])


@get(
    "/v1/payments",
    needs=Permission.INVOICES_READ,
    summary="List payments",
    description="Newest recorded first, voided ones too.",
    tag=TAG,
    operation_id="get-payments",
    errors=(404,),
    extension=True,
)
async def list_payments(
    request: ApiRequest,
    company_id: CompanyFilter = None,
    reference: Annotated[str | None, QueryParameter(description="Exactly this reference.", required=False)] = None,
    paid_from: Day = None,
    paid_to: Day = None,
    page: PageNumber = None,
    limit: PageSize = None,
) -> PaymentList:
    wanted_page = page_of(page, limit)
    if company_id is not None:
        await accounts.company(request.tx, request.caller, company_id)
    check_texts(reference=reference)
    wanted = Wanted(company_id, reference, day_of("paid_from", paid_from), day_of("paid_to", paid_to))
    found = await queries.listed(request.tx, request.caller, wanted, wanted_page)
    return await _listed(request, found.total, wanted_page, found.payments)


@post(
    "/v1/payments/bulk",
    needs=Permission.PAYMENTS_WRITE,
    summary="Record up to 100 payments",
    description="As the ERP tells them. Good rows are kept when others fail; told again, the same rows record nothing new "
    "where they have references.",
    tag=TAG,
    operation_id="post-payments-bulk",
    status=201,
    answers={207: (PaymentBulkAnswer, "Some rows failed: see errors.")},
    body=(PaymentRows, JSON),
    extension=True,
)
async def post_payments(request: ApiRequest, data: JSONBody[PaymentEnvelope]) -> Response[PaymentBulkAnswer]:
    check_rows("payments", data.payments)
    places, paying, faults = _read(data.payments)
    recorded = await record_payments(request.tx, request.caller, paying)
    faults += [_fault(places[n], data.payments[places[n]], refusal) for n, refusal in recorded.failed.items()]
    faults.sort(key=lambda fault: fault.index)
    shown = await _shown(request, list(recorded.payments.values()))
    answer = PaymentBulkAnswer(request.answer_version, shown, len(faults), faults)
    return JsonResponse(answer, status_code=207 if faults else 201)


@post(
    "/v1/payments/{id:str}/void",
    needs=Permission.PAYMENTS_WRITE,
    summary="Void a payment",
    description="It was not made after all: it stays on record, and the invoice is open again by as much.",
    tag=TAG,
    operation_id="post-payments-id-void",
    errors=(404,),
    body=(VoidPayment, JSON),
    extension=True,
)
async def post_void(request: ApiRequest, id: PaymentId, data: JSONBody[VoidPayment]) -> PaymentAnswer:
    payment_id, reason = parse_uuid(id), reason_of(data.reason)
    if payment_id is None:
        raise NotFound(what="payment")
    payment, invoice_id = await void_payment(request.tx, request.caller, payment_id, reason)
    return await _answer(request, payment, invoice_id)


def _read(sent: list[object]) -> tuple[list[int], list[Paying], list[PaymentFault]]:
    """Where the sound rows stand, what they say, and what is wrong with the others."""
    places: list[int] = []
    paying: list[Paying] = []
    faults: list[PaymentFault] = []
    for index, raw in enumerate(sent):
        row = read_row(raw, PaymentRow, extension=True)
        try:
            if isinstance(row, FieldError):
                raise InvalidFields([row])
            paying.append(paying_of(str(row.invoice_id), msgspec.structs.asdict(row), "api"))
            places.append(index)
        except InvalidFields as refusal:
            faults.append(_fault(index, raw, refusal))
    return places, paying, faults


def _fault(index: int, raw: Any, refusal: Refusal) -> PaymentFault:
    named = raw.get("invoice_id") if isinstance(raw, dict) else None  # pyright: ignore[reportUnknownVariableType]
    error = row_error(refusal.fields) if refusal.fields else refusal.sentence
    return PaymentFault(index, str(named)[:100] if isinstance(named, int | str) else None, error, refusal.code)


async def _answer(request: ApiRequest, payment: Payment, invoice_id: int) -> PaymentAnswer:
    (shown,) = await _shown(request, [(payment, invoice_id)])
    return PaymentAnswer(request.answer_version, shown)


async def _listed(request: ApiRequest, total: int, page: Page, found: Sequence[tuple[Payment, int]]) -> PaymentList:
    return PaymentList(request.answer_version, total, page.number, page.limit, await _shown(request, found))


async def _shown(request: ApiRequest, found: Sequence[tuple[Payment, int]]) -> list[PaymentObject]:
    """Payments, each with the integer id of its invoice."""
    ids = (id for payment, _ in found for id in (payment.created_by, payment.voided_by))
    people = await access.people(request.tx, ids)
    return [_object(payment, invoice_id, people) for payment, invoice_id in found]


def _object(payment: Payment, invoice_id: int, people: Mapping[int | None, Person]) -> PaymentObject:
    return PaymentObject(
        id=str(payment.id),
        invoice_id=invoice_id,
        invoice_uuid=str(payment.invoice),
        amount=payment.amount,
        discount_taken=payment.discount,
        currency=payment.currency,
        paid_on=payment.paid_on,
        method=payment.method,
        reference=payment.reference,
        note=payment.note,
        source=payment.source,
        **twins("created_date", payment.created_at),
        created_by=people.get(payment.created_by),
        **twins("voided_date", payment.voided_at),
        voided_by=people.get(payment.voided_by),
        void_reason=payment.void_reason,
    )
