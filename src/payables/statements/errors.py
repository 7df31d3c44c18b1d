"""Refusals of statements."""

from payables.kit.errors import Refusal


class StatementExists(Refusal):
    """This statement is there already, as {statement_id}: the same vendor, date and content. Delete that one to send it again."""

    status = 409
    code = "statement_exists"


class GroupOfAnotherCompany(Refusal):
    """The group has no location of this company: send a group of it, or none for the company as a whole."""

    status = 400
    code = "group_of_another_company"


class NotYetRead(Refusal):
    """The statement's file is {status}: there are no lines to work with."""

    status = 409
    code = "statement_not_read"


class StatementReconciled(Refusal):
    """The statement is marked as reconciled: reopen it first."""

    status = 409
    code = "statement_reconciled"


class NotReconciled(Refusal):
    """The statement is {status}, not reconciled: there is nothing to reopen."""

    status = 409
    code = "not_reconciled"


class NotOfThisStatement(Refusal):
    """This is no document that the line can be: it must be of the statement's company, group and vendor, not archived, and an
    invoice where the line is one, or a credit memo where that is."""

    status = 409
    code = "not_of_this_statement"


class LineMatched(Refusal):
    """Line {n} was matched with this or another document by a person: take that back first."""

    status = 409
    code = "line_matched"


class MatchedWithAnother(Refusal):
    """Line {n} is another invoice or credit memo by now: read the statement again and look at that one."""

    status = 409
    code = "matched_with_another"


class NotMatched(Refusal):
    """Line {n} has no invoice or credit memo that could be taken off it."""

    status = 409
    code = "not_matched"


class UnreadableStatement(Refusal):
    """The file cannot be read as a statement: {reason}"""

    status = 400
    code = "unreadable_statement"


class TooManyLines(Refusal):
    """The statement has more than {most} lines: send it in parts, by date."""

    status = 400
    code = "too_many_lines"
