"""Corner Cafe: beans and milk, laundry, a till receipt, a copy and a reprint of the same invoice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from samples.model import Letterhead, Paper, Party
from samples.parties import CORNER_CAFE, LETTERHEADS, STRANGER, STRANGER_LETTERHEAD, vendor
from samples.story.lines import line

FOOD, PAPERWARE, SERVICE = "0", "7.25", "7.25"


def papers() -> list[Paper]:
    coffee = _coffee()
    return [
        coffee,
        _coffee_copy(coffee),
        _coffee_reprint(coffee),
        _dairy(),
        _linen(),
        _packaging_credit(),
        _repair(),
        _hardware(),
    ]


def _coffee() -> Paper:
    bar = "5010 DEPT-BAR"
    return _paper(
        "V-1001",
        file="highline-coffee-HC-20417.pdf",
        kind="digital_pdf",
        layout="modern",
        number="HC-20417",
        invoice_date=date(2026, 10, 19),
        due_date=date(2026, 11, 18),
        purchase_order="CC-1182",
        terms="Net 30",
        lines=(
            line("Ridgeline Espresso Blend, whole bean", "6", "68.50", "5 lb", code="ESP-05", to=bar),
            line("Ethiopia Guji, natural process", "3", "84.00", "5 lb", code="ETH-GJ", to=bar),
            line("Swiss Water Decaf", "2", "74.25", "5 lb", code="DEC-05", to=bar),
            line("Nitro Cold Brew concentrate", "4", "39.90", "gal", code="CBC-01", to=bar),
            line("Vanilla bean syrup, 1 L", "12", "8.75", "btl", code="SYR-VN", to="5040 DEPT-BAR"),
            line("Delivery, Tuesday route", "1", "15.00", "trip", code="DLV", to="6410 DEPT-BAR"),
        ),
        note="Thank you for brewing with us. Beans roasted on October 16, 2026.",
    )


def _coffee_copy(original: Paper) -> Paper:
    """The same bytes under the name a mail program gives them."""
    return replace(original, file="invoice (2).pdf", kind="duplicate", duplicate_of=original.file)


def _coffee_reprint(original: Paper) -> Paper:
    """Sent again by the vendor's bookkeeper: other bytes, other look, the same invoice."""
    return replace(
        original,
        file="highline-coffee-reprint.pdf",
        kind="near_duplicate",
        layout="ledger",
        printed_number="HC 20417",
        duplicate_of=original.file,
        note="Second request. Please disregard if payment has been sent.",
        extra={"stamp": "REPRINT"},
    )


def _dairy() -> Paper:
    kitchen = "5020 DEPT-KITCHEN"
    return _paper(
        "V-1002",
        file="meadow-gate-dairy-88213.pdf",
        kind="digital_pdf",
        layout="ledger",
        number="88213",
        invoice_date=date(2026, 11, 3),
        due_date=date(2026, 11, 13),
        terms="Net 10 days",
        lines=(
            line("Whole milk, half gallon", "36", "2.68", "EA", code="1004", to="5020 DEPT-BAR"),
            line("Oat milk, barista, 32 oz", "24", "3.15", "EA", code="1190", to="5020 DEPT-BAR"),
            line("Heavy cream 36%, quart", "10", "4.42", "EA", code="1021", to=kitchen),
            line("Cultured butter, unsalted, 1 lb", "18", "5.35", "EA", code="1310", to=kitchen),
            line("Large eggs, loose, 15 dozen", "2", "41.80", "CS", code="1502", to=kitchen),
            line("Crate deposit", "6", "1.50", "EA", code="9001", to=kitchen),
        ),
        note="Empty crates are credited on the next delivery.",
    )


def _linen() -> Paper:
    house = "6120 DEPT-FOH"
    return _paper(
        "V-1004",
        file="bright-linen-scan.jpg",
        kind="scan",
        layout="ledger",
        number="BL-7731",
        invoice_date=date(2026, 10, 30),
        due_date=date(2026, 10, 30),
        terms="Due on receipt",
        lines=(
            line("Bar mops, white", "150", "0.22", "EA", code="BM-W", tax=SERVICE, to="6120 DEPT-BAR"),
            line("Bib aprons, charcoal", "24", "1.15", "EA", code="AP-C", tax=SERVICE, to=house),
            line("Table napkins, ivory", "200", "0.14", "EA", code="NP-I", tax=SERVICE, to=house),
            line("Floor mats 3 x 5 ft", "4", "6.75", "EA", code="MT-35", tax=SERVICE, to=house),
            line("Weekly service charge", "1", "18.50", "WK", code="SVC", tax=SERVICE, to=house),
        ),
        note="Service week 44. Please leave soiled bags at the rear door by 6 am.",
        extra={"stamp": "RECEIVED OCT 30 2026"},
    )


def _packaging_credit() -> Paper:
    return _paper(
        "V-1005",
        file="pinecone-packaging-CM-3307.pdf",
        kind="credit_memo",
        layout="modern",
        type="credit_memo",
        number="CM-3307",
        invoice_date=date(2026, 11, 9),
        due_date=None,
        purchase_order="CC-1175",
        terms="Apply to open balance",
        lines=(
            line(
                "12 oz hot cups, sleeve of 50 - crushed in transit",
                "8",
                "6.40",
                "SLV",
                code="CUP-12H",
                tax=PAPERWARE,
                to="5110 DEPT-BAR",
            ),
            line(
                "Dome lids, 12 oz - wrong size delivered",
                "5",
                "4.95",
                "SLV",
                code="LID-12D",
                tax=PAPERWARE,
                to="5110 DEPT-BAR",
            ),
        ),
        note="Credit for goods returned with RMA 5518, original invoice PP-98122.",
        extra={"original": "PP-98122"},
    )


def _repair() -> Paper:
    work = "6210 DEPT-BAR"
    return _tenant(
        vendor=STRANGER,
        letterhead=STRANGER_LETTERHEAD,
        file="copperline-espresso-4471.pdf",
        kind="unknown_vendor",
        layout="minimal",
        number="4471",
        invoice_date=date(2026, 11, 12),
        due_date=date(2026, 11, 26),
        terms="Net 14",
        lines=(
            line("Service call, two-group machine", "1", "95.00", "call", tax=SERVICE, to=work),
            line("Labor: descale boiler, replace group gaskets", "2.5", "88.00", "h", tax=SERVICE, to=work),
            line("Group gasket and shower screen set", "2", "27.40", "set", tax=SERVICE, to=work),
            line("Pressure relief valve, 1.8 bar", "1", "41.25", "pc", tax=SERVICE, to=work),
        ),
        note="Next preventive service is due in May 2027.",
    )


def _hardware() -> Paper:
    repairs = "6210 DEPT-FOH"
    return _paper(
        "V-1006",
        file="millrace-hardware-receipt.jpg",
        kind="photo",
        layout="receipt",
        number="004-118267",
        invoice_date=date(2026, 11, 14),
        due_date=None,
        terms="Paid: VISA ****4242",
        lines=(
            line("LED BULB A19 4PK", "3", "11.99", tax=SERVICE, to=repairs),
            line("WOOD GLUE 8 OZ", "1", "6.49", tax=SERVICE, to=repairs),
            line("CHAIR GLIDES 16CT", "4", "5.79", tax=SERVICE, to=repairs),
            line("PAINTERS TAPE 1IN", "2", "4.29", tax=SERVICE, to=repairs),
            line("DOOR CLOSER BRZ", "1", "38.95", tax=SERVICE, to=repairs),
        ),
        note="Returns within 30 days w/ receipt",
        extra={"time": "07:52", "till": "04", "cashier": "NELL", "customer": "CORNER CAFE LLC", "table": "wood"},
    )


_tenant = partial(
    Paper, tenant="corner-cafe", company="Corner Cafe LLC", location="Main Street", buyer=CORNER_CAFE, currency="USD"
)


def _paper(erp_vendor_id: str, **rest: Any) -> Paper:
    party: Party = vendor("corner-cafe-llc", erp_vendor_id)
    letterhead: Letterhead = LETTERHEADS[erp_vendor_id]
    return _tenant(vendor=party, letterhead=letterhead, **rest)
