"""What is really on each paper, one JSON object per line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from samples.model import Line, Paper


def truth_lines(papers: Iterable[Paper]) -> str:
    """The file truth.jsonl; keys that are absent are not on the paper."""
    return "".join(json.dumps(truth(paper), ensure_ascii=False) + "\n" for paper in papers)


def truth(paper: Paper) -> dict[str, Any]:
    """Amounts are text and positive, also on credit memos; `net_amount` and `total_amount` are as printed."""
    facts = {
        "file": paper.file,
        "number": paper.number,
        "invoice_date": paper.invoice_date.isoformat(),
        "due_date": paper.due_date.isoformat() if paper.due_date else None,
        "currency": paper.currency,
        "total_amount": _text(paper.total),
        "total_tax": _text(paper.tax),
        "net_amount": _text(paper.net),
        "vendor_name": paper.vendor.name,
        "vendor_vat_id": paper.vendor.vat_id,
        "vendor_iban": paper.vendor.iban,
        "purchase_order": paper.purchase_order,
        "type": paper.type,
        "items": [_item(paper, line) for line in paper.lines],
        "tenant": paper.tenant,
        "company": paper.company,
        "location": paper.location,
        "kind": paper.kind,
        "duplicate_of": paper.duplicate_of,
        "coding": _coding(paper),
    }
    return {key: value for key, value in facts.items() if value not in (None, "")}


def _item(paper: Paper, line: Line) -> dict[str, str]:
    return {
        "name": line.name,
        "quantity": _text(line.quantity),
        "price": _text(line.price),
        "amount": _text(paper.amount(line)),
    }


def _coding(paper: Paper) -> list[list[str]]:
    """Per line its dimensions as erp_dimension_id; a single entry when all lines share them."""
    per_line = [list(line.coding) for line in paper.lines]
    return per_line[:1] if all(entry == per_line[0] for entry in per_line) else per_line


def _text(amount: Decimal) -> str:
    return f"{amount:f}"
