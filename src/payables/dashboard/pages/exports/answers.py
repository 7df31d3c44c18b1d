"""What the ERP says of the invoices of a job, as the form of its page sends it: outcome.4711, said.4711."""

import re
from typing import Any

from payables.dashboard.web.forms import Form

ANSWERS = ("acknowledged", "rejected")
LATER = "later"  # of an invoice that the ERP has not answered for yet
_OUTCOME = re.compile(r"outcome\.([0-9]{1,10})")


def answered_for(form: Form) -> list[str]:
    """The integer ids of those of which something was said, in the order of the page."""
    ids = [found[1] for name in form.values if (found := _OUTCOME.fullmatch(name))]
    return [id for id in ids if form.text(f"outcome.{id}") != LATER]


def not_taken(form: Form, job: dict[str, Any]) -> list[dict[str, Any]]:
    """Of what was said of invoices that somebody else has answered for meanwhile: the invoice as the job has it, with `answer` and
    `words`."""
    settled = {str(one["invoice_id"]): one for one in job["invoices"] if one["outcome"] != "claimed"}
    return [
        {**settled[id], "answer": form.text(f"outcome.{id}"), "words": form.text(f"said.{id}")}
        for id in answered_for(form)
        if id in settled and form.text(f"outcome.{id}") in ANSWERS
    ]


def answer_in(form: Form, id: str) -> dict[str, Any]:
    """As the API takes it."""
    outcome, said = form.text(f"outcome.{id}"), form.text(f"said.{id}")
    told = {"reason" if outcome == "rejected" else "export_transaction_id": said} if said else {}
    return {"invoice_id": int(id), "outcome": outcome, **told}
