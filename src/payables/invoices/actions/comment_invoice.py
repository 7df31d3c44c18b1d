"""People talk about an invoice: comments with mentions, and taking them back."""

from uuid import UUID

from payables.access import queries as access
from payables.access.model import User
from payables.comments.actions.comment import comment
from payables.comments.actions.delete_comment import delete_comment
from payables.comments.model import Comment
from payables.invoices.model import Invoice
from payables.invoices.queries import records
from payables.invoices.rules.told import called
from payables.notices.model import Subject
from payables.platform.caller import Caller, Permission
from payables.platform.db import Transaction


async def comment_invoice(tx: Transaction, caller: Caller, invoice_id: str, text: object, mentions: object) -> Comment:
    """In any state: what is archived or exported may still be asked about. A comment is no content and no change of the
    invoice. Raises NotFound, InvalidFields."""
    seen = await records.seen(tx, caller, invoice_id)
    author = (await access.users(tx, [caller.user_id]))[caller.user_id]
    return await comment(
        tx,
        Subject("invoice", seen.invoice.id),
        author,
        text,
        mentions,
        sees=lambda person: _sees(person, seen.invoice),
        about=called(seen.invoice),
    )


async def take_back_comment(tx: Transaction, caller: Caller, invoice_id: str, comment_id: UUID | None) -> Comment:
    """Raises NotFound, NotYourComment."""
    invoice = await records.find(tx, caller, invoice_id)
    return await delete_comment(tx, Subject("invoice", invoice), comment_id, author_id=caller.user_id)


def _sees(person: User, invoice: Invoice) -> bool:
    return person.may(Permission.INVOICES_READ) and person.sees(invoice.company_id, invoice.location_id)
