"""SQL over invoices `i` that figures and the lists behind them share: what counts, what it is coded with, who had a hand on
it, and who is asked since when."""

from collections.abc import Iterable

from payables.invoices.rules.reasons import OF_DUPLICATES
from payables.invoices.rules.touch import APPROVALS, EXPECTED, OF_UPLOADS

DATED = "coalesce(i.posting_date, i.invoice_date)"
SIGN = "CASE WHEN i.type = 'credit_memo' THEN -1 ELSE 1 END"  # what is credited is taken off
DUE = "coalesce(i.due_date, i.invoice_date)"

# What was archived without having been exported was never bought, as far as the books know.
SPENT = """
(i.type IN ('invoice', 'credit_memo') AND i.total_amount IS NOT NULL AND i.state <> 'processing'
 AND (i.state <> 'archived' OR i.exported_at IS NOT NULL))
"""
OWED = f"({SPENT} AND i.total_amount <> i.paid_amount)"
FINISHED = "(i.state = 'approved' OR (i.state = 'archived' AND i.exported_at IS NOT NULL))"

_REASON = """i.reasons @> '[{{"code": "{}"}}]'"""
# It waits because it may be there already, and nobody has decided about that.
DOUBTED = f"(i.state = 'incomplete' AND ({' OR '.join(_REASON.format(code) for code in sorted(OF_DUPLICATES))}))"

# The parts that are coded: of each the invoice, its amount and the dimension of one type. Splits of the invoice stand for its
# lines, and splits of a line for the line; without either the invoice itself is one part, less tax and before discount. {of} is a
# row or a table `c` with the columns id, dimensions, total_amount, total_tax, discount_amount; {type} the argument with the type.
CODED_PARTS = """
SELECT c.id, s.amount, coalesce(s.dimensions ->> {type}, c.dimensions ->> {type}) AS code
  FROM {of} JOIN invoice_splits s ON s.account_id = $1 AND s.invoice = c.id AND s.item_id IS NULL
UNION ALL
SELECT c.id, CASE WHEN s.id IS NULL THEN l.amount ELSE s.amount END,
       coalesce(s.dimensions ->> {type}, l.dimensions ->> {type}, c.dimensions ->> {type})
  FROM {of} JOIN invoice_items l ON l.account_id = $1 AND l.invoice = c.id
  LEFT JOIN invoice_splits s ON s.account_id = $1 AND s.invoice = c.id AND s.item_id = l.id
 WHERE NOT EXISTS (SELECT FROM invoice_splits h WHERE h.account_id = $1 AND h.invoice = c.id AND h.item_id IS NULL)
UNION ALL
SELECT c.id, c.total_amount - coalesce(c.total_tax, 0) + coalesce(c.discount_amount, 0), c.dimensions ->> {type}
  FROM {of}
 WHERE NOT EXISTS (SELECT FROM invoice_items l WHERE l.account_id = $1 AND l.invoice = c.id)
   AND NOT EXISTS (SELECT FROM invoice_splits h WHERE h.account_id = $1 AND h.invoice = c.id AND h.item_id IS NULL)
"""


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"'{word}'" for word in sorted(words))


# By hand: typed by a person, or anything in the trail after the invoice was entered and until it left, beside what is
# expected; or its file was taken apart, put together or read again by somebody.
TOUCHED = f"""
((i.source = 'api' AND EXISTS (
    SELECT FROM users u WHERE u.account_id = i.account_id AND u.id = i.entered_by AND u.kind = 'person'))
 OR EXISTS (
    SELECT FROM audit_log t
     WHERE t.account_id = i.account_id AND t.subject_type = 'invoice' AND t.subject_id = i.id::text
       AND t.actor_id IS NOT NULL AND t.at > i.created_at AND (i.exported_at IS NULL OR t.at <= i.exported_at)
       AND t.action NOT IN ({_listed(EXPECTED)}))
 OR (i.upload_id IS NOT NULL AND EXISTS (
    SELECT FROM audit_log t
     WHERE t.account_id = i.account_id AND t.subject_type = 'upload'
       AND t.subject_id IN (i.upload_id::text, i.reference_id::text) AND t.actor_id IS NOT NULL
       AND t.action IN ({_listed(OF_UPLOADS)}))))
"""  # noqa: S608

APPROVED_BY_HAND = f"""
EXISTS (SELECT FROM audit_log t
         WHERE t.account_id = i.account_id AND t.subject_type = 'invoice' AND t.subject_id = i.id::text
           AND t.actor_id IS NOT NULL AND t.action IN ({_listed(APPROVALS)}))
"""

# Requests whose turn has come.
ASKED = """
SELECT {columns} FROM approvals a
 WHERE a.account_id = i.account_id AND a.subject_type = 'invoice' AND a.subject_id = i.id AND a.status = 'pending'
   AND NOT a.superseded AND a.waiting_since IS NOT NULL AND a.approver_id IS NOT NULL
"""
