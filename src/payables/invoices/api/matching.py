"""Routes that show how an invoice matches its purchase orders and receipts, and what people decide of it."""

from collections.abc import Mapping
from typing import Annotated
from uuid import UUID

from litestar import Response
from litestar.params import JSONBody, QueryParameter

from payables.access import queries as access
from payables.access.model import Person
from payables.invoices.actions.decide_match import decide_match
from payables.invoices.actions.link_match import link_match
from payables.invoices.actions.match_now import match_now
from payables.invoices.model import Invoice
from payables.invoices.queries import records
from payables.invoices.rules.filters import read_expand
from payables.invoices.schema.matching import (
    InvoiceMatch,
    MatchAccept,
    MatchAllocation,
    MatchCandidate,
    MatchDecision,
    MatchedOrder,
    MatchFinding,
    MatchLine,
    MatchLinks,
    PairableLine,
)
from payables.kit.errors import FieldError, InvalidFields
from payables.kit.ids import parse_uuid
from payables.kit.said import must_say
from payables.matching.model import HEADER, HOLDING, NOTHING, Decided, Finding, Found, LineMatch, Ruling
from payables.matching.queries.decisions import Made, decisions_of
from payables.matching.queries.held import held_of, numbers_of_header, numbers_of_line
from payables.matching.queries.ledger import found_of
from payables.platform.caller import Feature, Permission
from payables.platform.http.encode import JsonResponse
from payables.platform.http.etag import read_etag
from payables.platform.http.instants import twins
from payables.platform.http.parameters import IfMatch, InvoiceId
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import get, post
from payables.purchasing.queries import for_matching as purchasing

TAG = "Matching"
JSON = ("application/json",)
ExpandOrderLines = Annotated[
    str | None, QueryParameter(description="order_lines: the lines to pair the invoice's with.", required=False)
]


@get(
    "/v1/invoices/{id:str}/match",
    needs=Permission.INVOICES_READ,
    feature=Feature.PURCHASE_ORDERS,
    summary="Read how an invoice matches its purchase orders and receipts",
    tag=TAG,
    operation_id="get-invoices-id-match",
    errors=(404,),
    extension=True,
)
async def get_match(request: ApiRequest, id: InvoiceId, expand: ExpandOrderLines = None) -> Response[InvoiceMatch]:
    expanded = read_expand(expand, {"order_lines"})
    invoice = (await records.seen(request.tx, request.caller, id)).invoice
    return await _answer(request, invoice, order_lines="order_lines" in expanded)


@post(
    "/v1/invoices/{id:str}/match",
    needs=Permission.INVOICES_EDIT,
    feature=Feature.PURCHASE_ORDERS,
    summary="Match an invoice again now",
    description="What changes in orders and receipts is matched by itself within seconds; this does it at once.",
    tag=TAG,
    operation_id="post-invoices-id-match",
    errors=(404, 412),
    body_optional=True,
    extension=True,
)
async def post_match(request: ApiRequest, id: InvoiceId, if_match: IfMatch = None) -> Response[InvoiceMatch]:
    invoice = await match_now(request.tx, request.caller, id, seen_version=read_etag(if_match))
    return await _answer(request, invoice)


@post(
    "/v1/invoices/{id:str}/match/lines",
    needs=Permission.INVOICES_EDIT,
    feature=Feature.PURCHASE_ORDERS,
    summary="Pair lines of an invoice with lines of purchase orders",
    description="The pair is remembered if the caller sees the whole company: the vendor's next invoice finds it by itself.",
    tag=TAG,
    operation_id="post-invoices-id-match-lines",
    errors=(404, 412),
    body=(MatchLinks, JSON),
    extension=True,
)
async def post_match_lines(
    request: ApiRequest, id: InvoiceId, data: JSONBody[MatchLinks], if_match: IfMatch = None
) -> Response[InvoiceMatch]:
    links, free = _links(data)
    invoice = await link_match(request.tx, request.caller, id, links, free, seen_version=read_etag(if_match))
    return await _answer(request, invoice)


@post(
    "/v1/invoices/{id:str}/match/accept",
    needs=Permission.MATCHES_DECIDE,
    feature=Feature.PURCHASE_ORDERS,
    summary="Accept what differs from the order",
    description="The invoice is paid as billed. It holds for exactly the numbers that were seen: others hold it back again.",
    tag=TAG,
    operation_id="post-invoices-id-match-accept",
    errors=(404, 409, 412),
    body=(MatchAccept, JSON),
    extension=True,
)
async def post_match_accept(
    request: ApiRequest, id: InvoiceId, data: JSONBody[MatchAccept], if_match: IfMatch = None
) -> Response[InvoiceMatch]:
    lines = None if data.item_ids is None else {*data.item_ids, *([HEADER] if data.whole else [])}
    invoice, _ = await decide_match(
        request.tx,
        request.caller,
        id,
        lines,
        Ruling.ACCEPTED,
        must_say("reason", data.reason, "Say why: it is kept with the decision."),
        seen_version=read_etag(if_match),
    )
    return await _answer(request, invoice)


def _links(data: MatchLinks) -> tuple[dict[int, UUID | None], list[int]]:
    links: dict[int, UUID | None] = {}
    free: list[int] = []
    for n, line in enumerate(data.lines):
        if line.item_id in links or line.item_id in free:
            raise InvalidFields(
                [FieldError(f"lines[{n}].item_id", "This line stands twice: send it once.", "duplicate")]
            )
        if line.compare:
            free.append(line.item_id)
        else:
            links[line.item_id] = _order_line(n, line.ottimate_po_item_id)
    return links, free


def _order_line(n: int, text: str | None) -> UUID | None:
    found = parse_uuid(text) if text is not None else None
    if text is not None and found is None:
        sentence = "Send the id of a line of a purchase order."
        raise InvalidFields([FieldError(f"lines[{n}].ottimate_po_item_id", sentence, "invalid_id")])
    return found


async def _answer(request: ApiRequest, invoice: Invoice, *, order_lines: bool = False) -> Response[InvoiceMatch]:
    """As it was found last. Orders of locations that the caller does not see are not named."""
    tx = request.tx
    found = await found_of(tx, invoice.id) or NOTHING.found
    made = await decisions_of(tx, invoice.id)
    people = await access.people(tx, (one.decided_by for one in made.values()))
    orders = {*found.numbers, *(candidate.order for candidate in found.candidates)}
    scope = request.caller.scope
    visible = {
        head.id
        for head in await purchasing.heads(tx, orders, lock=False)
        if scope.covers_location(invoice.company_id, head.location_id)
    }
    shown = Shown(found, made, people, frozenset(visible))
    compared = {id: number for id, number in found.numbers.items() if id in visible}
    answer = InvoiceMatch(
        version=request.answer_version,
        id=str(invoice.id),
        invoice_id=invoice.invoice_id,
        outcome=found.match.outcome,
        holds=bool(held_of(found, frozenset(made))),
        purchase_orders=[MatchedOrder(str(id), number) for id, number in compared.items()],
        lines=[shown.line(line) for line in found.match.lines],
        header=[shown.finding(one, shown.of_header(one)) for one in found.match.header],
        candidates=[
            MatchCandidate(str(one.order), one.number, one.score, list(one.reasons))
            for one in found.candidates
            if one.order in visible
        ],
    )
    if order_lines:
        named = await purchasing.line_names(tx, compared)
        answer.order_lines = [PairableLine(str(line), str(order), name) for order, line, name in named]
    return JsonResponse(answer)


class Shown:
    """What a match shows to one caller."""

    def __init__(
        self,
        found: Found,
        made: Mapping[Decided, Made],
        people: Mapping[int | None, Person],
        visible: frozenset[UUID],
    ) -> None:
        self.found = found
        self.made = made
        self.people = people
        self.visible = visible

    def line(self, line: LineMatch) -> MatchLine:
        seen = line.order in self.visible
        numbers = numbers_of_line(self.found, line)
        return MatchLine(
            item_id=line.line,
            outcome=line.outcome,
            ottimate_po_id=str(line.order) if line.order and seen else None,
            po_number=self.found.numbers.get(line.order) if line.order and seen else None,
            ottimate_po_item_id=str(line.order_line) if line.order_line and seen else None,
            pairing=line.how,
            score=line.score,
            quantity=line.quantity,
            price=line.price,
            charge=line.charge,
            findings=[self.finding(one, Decided(line.line, one.outcome, numbers)) for one in line.findings],
            allocations=[
                MatchAllocation(str(one.order_line), str(one.receipt_item) if one.receipt_item else None, one.quantity)
                for one in line.allocations
                if one.order in self.visible
            ],
        )

    def of_header(self, finding: Finding) -> Decided:
        return Decided(HEADER, finding.outcome, numbers_of_header(self.found, finding))

    def finding(self, finding: Finding, decided: Decided) -> MatchFinding:
        made = self.made.get(decided)
        return MatchFinding(
            outcome=finding.outcome,
            aspect=finding.aspect,
            billed=finding.billed,
            expected=finding.expected,
            limit=finding.limit,
            excess=finding.excess,
            charge=finding.charge,
            holds=finding.outcome in HOLDING and made is None,
            decided=self._decision(made) if made else None,
        )

    def _decision(self, made: Made) -> MatchDecision:
        who = self.people.get(made.decided_by)
        return MatchDecision(made.decision, made.reason, who, **twins("decided_date", made.decided_at))
