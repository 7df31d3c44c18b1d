"""Nordwind Americas Inc.: a haulier in dollars and an exporter in yen."""

from __future__ import annotations

from datetime import date
from functools import partial

from samples.model import Paper
from samples.story.lines import line
from samples.story.nordwind import nordwind_paper


def papers() -> list[Paper]:
    return [_drayage(), _bearings()]


def _drayage() -> Paper:
    haul = "5210 TERMINAL"
    return _paper(
        "NA-301",
        "Savannah",
        file="chatham-drayage-260877.pdf",
        kind="digital_pdf",
        layout="modern",
        number="260877",
        invoice_date=date(2026, 11, 12),
        due_date=date(2026, 12, 2),
        purchase_order="NA-7719",
        terms="Net 20",
        lines=(
            line("Drayage Garden City Terminal to Pooler, 40 ft HC", "3", "385.00", "move", code="DRY-40", to=haul),
            line("Chassis rental", "6", "38.00", "day", code="CHS", to=haul),
            line("Yard storage, reefer plug-in", "4", "62.50", "day", code="STO-RF", to="5220 TERMINAL"),
            line("Fuel surcharge", "1", "178.65", "item", code="FSC", to="5230 TERMINAL"),
        ),
        note="Containers TSTU 990001-4, TSTU 990002-0, TSTU 990003-5.",
    )


def _bearings() -> Paper:
    parts = "6150 WORKSHOP"
    return _paper(
        "NA-302",
        "Savannah",
        file="minato-bearings-MB26-1043.pdf",
        kind="digital_pdf",
        layout="minimal",
        currency="JPY",
        number="MB26-1043",
        invoice_date=date(2026, 11, 13),
        due_date=date(2026, 12, 30),
        purchase_order="NA-7702",
        terms="30th of following month",
        lines=(
            line("Deep groove ball bearing 6310-2RS", "24", "3480", "pc", to=parts),
            line("Tapered roller bearing 32215", "8", "9650", "pc", to=parts),
            line("Pillow block unit UCP 212", "6", "7200", "pc", to=parts),
            line("Air freight and export packing", "1", "18400", "lot", to=parts),
        ),
        note="Export sale, consumption tax 0 %. Country of origin: Japan.",
        extra={"paper": "a4"},
    )


_paper = partial(nordwind_paper, "nordwind-inc")
