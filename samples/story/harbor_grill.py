"""Harbor Grill: a two-page invoice, scans from two kitchens, a sum that does not close."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from samples.model import Line, Paper
from samples.parties import HARBOR_GRILL, LETTERHEADS, vendor
from samples.story.lines import line

SALES_TAX = "6.25"


def papers() -> list[Paper]:
    return [_seafood(), _produce(), _refrigeration(), _beverages(), _provisions(), _provisions_credit(), _ice()]


def _seafood() -> Paper:
    return _paper(
        "HG-201",
        "Pier 7",
        file="bluefin-seafood-BF-118842.pdf",
        kind="two_pages",
        layout="distributor",
        number="BF-118842",
        invoice_date=date(2026, 11, 5),
        due_date=date(2026, 11, 19),
        purchase_order="P7-30551",
        terms="NET 14",
        lines=_seafood_lines(),
        note="SHELLSTOCK TAGS MUST BE KEPT FOR 90 DAYS.",
        extra={"route": "12 / STOP 4", "ship_date": "11/05/2026", "customer_no": "30077"},
    )


def _seafood_lines() -> tuple[Line, ...]:
    kitchen, raw = "51100 D100", "51100 D150"
    return (
        line("ATL SALMON FILLET SKIN-ON", "42.6", "11.85", "LB", code="100214", to=kitchen),
        line("COD LOIN FRESH 8-10 OZ", "38.2", "12.40", "LB", code="100307", to=kitchen),
        line("HADDOCK FILLET SKINLESS", "25", "10.15", "LB", code="100318", to=kitchen),
        line("HALIBUT FILLET PACIFIC", "18.4", "23.90", "LB", code="100402", to=kitchen),
        line("SWORDFISH LOIN", "15.75", "16.20", "LB", code="100455", to=kitchen),
        line("TUNA YELLOWFIN #1 LOIN", "12.3", "24.75", "LB", code="100501", to=raw),
        line("MONKFISH TAIL", "14", "9.85", "LB", code="100530", to=kitchen),
        line("SOLE LEMON FILLET", "11.5", "14.60", "LB", code="100544", to=kitchen),
        line("SHRIMP 16/20 P&D T/OFF", "8", "54.50", "5LB", code="200116", to=kitchen),
        line("SHRIMP U/12 HEADLESS", "4", "68.75", "4LB", code="200112", to=kitchen),
        line("SCALLOP DRY SEA U/10", "16", "27.95", "LB", code="200310", to=kitchen),
        line("LOBSTER LIVE 1.25 LB", "36", "13.40", "EA", code="200401", to=kitchen),
        line("LOBSTER MEAT CKM", "6", "47.25", "2LB", code="200418", to=kitchen),
        line("CRAB JONAH CLAW", "10", "18.30", "LB", code="200520", to=raw),
        line("CRAB CAKE 3 OZ 24 CT", "3", "62.40", "CS", code="200533", to=kitchen),
        line("OYSTER SELECT 100 CT", "4", "84.00", "BAG", code="300101", to=raw),
        line("OYSTER PETITE 100 CT", "2", "92.50", "BAG", code="300104", to=raw),
        line("CLAM LITTLENECK 100 CT", "3", "38.60", "BAG", code="300210", to=raw),
        line("CLAM CHOPPED FROZEN", "4", "21.75", "5LB", code="300244", to=kitchen),
        line("MUSSEL ROPE GROWN 10 LB", "6", "24.90", "BAG", code="300305", to=kitchen),
        line("SQUID TUBE & TENTACLE", "5", "19.85", "2.5LB", code="300410", to=kitchen),
        line("OCTOPUS 2-4 LB CLEANED", "9.8", "13.75", "LB", code="300425", to=kitchen),
        line("SMOKED TROUT FILLET", "12", "6.95", "8OZ", code="400112", to=raw),
        line("SMOKED SALMON SLICED", "6", "28.40", "2LB", code="400120", to=raw),
        line("CAVIAR TOBIKO ORANGE", "2", "22.60", "1.1LB", code="400205", to=raw),
        line("SEAWEED SALAD", "3", "17.95", "4.4LB", code="400310", to=raw),
        line("COCKTAIL SAUCE 1 GAL", "2", "16.50", "EA", code="500104", to="51400 D150"),
        line("TARTAR SAUCE 1 GAL", "2", "18.25", "EA", code="500108", to="51400 D100"),
        line("PANKO CRUMB 25 LB", "1", "36.80", "BAG", code="500210", to="51400 D100"),
        line("CLAM JUICE 46 OZ 12 CT", "1", "41.75", "CS", code="500305", to="51400 D100"),
        line("CRACKED ICE 40 LB", "6", "4.50", "BAG", code="900101", to="63100 D300"),
        line("FUEL SURCHARGE", "1", "9.75", "EA", code="990001", to="64100 D100"),
    )


def _produce() -> Paper:
    kitchen = "51300 D100"
    return _paper(
        "HG-202",
        "Old Town",
        file="harvest-lane-produce-scan.pdf",
        kind="scan",
        layout="modern",
        number="55120",
        invoice_date=date(2026, 11, 10),
        due_date=date(2026, 11, 20),
        terms="Net 10",
        lines=(
            line("Romaine hearts, 12 x 3 ct", "4", "38.50", "case", code="ROM-H", to=kitchen),
            line("Heirloom tomatoes, mixed", "20", "3.45", "lb", code="TOM-HL", to=kitchen),
            line("Russet potatoes, 80 ct", "3", "27.90", "case", code="POT-80", to=kitchen),
            line("Sweet onions, 40 lb", "2", "31.20", "sack", code="ONI-SW", to=kitchen),
            line("Lemons, 140 ct", "2", "44.75", "case", code="LEM-140", to="51300 D200"),
            line("Flat parsley", "24", "0.95", "bunch", code="PAR-FL", to=kitchen),
            line("Baby arugula, 3 lb", "6", "13.60", "box", code="ARU-3", to=kitchen),
        ),
        note="Shortages must be reported within 24 hours of delivery.",
        extra={"stamp": "RECEIVED NOV 10 2026"},
    )


def _refrigeration() -> Paper:
    repair = "62100 D300"
    return _paper(
        "HG-203",
        "Airport",
        file="ironclad-refrigeration-fax.tif",
        kind="scan",
        layout="minimal",
        number="W-20931",
        invoice_date=date(2026, 10, 27),
        due_date=date(2026, 11, 26),
        purchase_order="AP-0417",
        terms="Net 30 days",
        lines=(
            line("Emergency call-out, walk-in cooler no. 2", "1", "145.00", "call", to=repair),
            line("Technician, overtime rate", "3.5", "132.00", "h", to=repair),
            line("Evaporator fan motor, 115 V", "2", "118.60", "pc", tax=SALES_TAX, to=repair),
            line("Refrigerant R-448A", "6.5", "24.80", "lb", tax=SALES_TAX, to=repair),
            line("Door gasket, 36 x 80 in", "1", "96.40", "pc", tax=SALES_TAX, to=repair),
        ),
        note="Labor is not taxable. Parts carry a warranty of 90 days.",
    )


def _beverages() -> Paper:
    bar = "52100 D200"
    return _paper(
        "HG-204",
        "Marina Bay",
        file="copper-kettle-beverage-90417.pdf",
        kind="broken_sum",
        layout="ledger",
        number="90417",
        invoice_date=date(2026, 11, 6),
        due_date=date(2026, 12, 15),
        purchase_order="MB-2209",
        terms="EOM 15",
        lines=(
            line("Harbor Amber Ale, 1/2 bbl keg", "3", "168.00", "KEG", code="K-AMB", to=bar),
            line("Dry Orchard Cider, 1/6 bbl keg", "2", "89.50", "KEG", code="K-CID", to=bar),
            line("Ginger beer, 12 oz, case of 24", "6", "31.80", "CS", code="C-GNG", to="52200 D200"),
            line("Root beer syrup, 5 gal bag-in-box", "2", "74.60", "BIB", code="B-ROOT", to="52200 D200"),
            line("Keg deposit", "5", "30.00", "EA", code="DEP", to=bar),
        ),
        printed_net=Decimal("1213.00"),
        note="Deposits are refunded when kegs come back undamaged.",
    )


def _provisions() -> Paper:
    return _paper(
        "HG-205",
        "Lighthouse Point",
        file="gulf-prairie-7741203.pdf",
        kind="digital_pdf",
        layout="distributor",
        number="7741203",
        invoice_date=date(2026, 10, 22),
        due_date=date(2026, 11, 12),
        purchase_order="LP-88014",
        terms="NET 21 DAYS",
        lines=(
            line("CHICKEN BREAST BNLS 6 OZ", "4", "78.35", "CS", code="0441209", to="51200 D100"),
            line("BEEF GROUND CHUCK 80/20", "6", "52.90", "10LB", code="0450118", to="51200 D100"),
            line("BACON LAYFLAT 14/16 CT", "2", "64.20", "CS", code="0460774", to="51200 D100"),
            line("FRY OIL CLEAR ZTF 35 LB", "5", "43.75", "JIB", code="0710032", to="51400 D100"),
            line("FLOUR ALL PURPOSE 50 LB", "2", "24.60", "BAG", code="0720045", to="51400 D100"),
            line("CHEDDAR SHARP SLICED", "6", "21.15", "1.5LB", code="0811240", to="51500 D100"),
            line("NAPKIN DINNER 2-PLY WHT", "3", "38.40", "CS", code="0930077", tax=SALES_TAX, to="61100 D300"),
            line("DEGREASER HD 1 GAL 4 CT", "1", "57.85", "CS", code="0950310", tax=SALES_TAX, to="61100 D300"),
            line("GLOVE NITRILE LG 10/100", "1", "72.30", "CS", code="0960215", tax=SALES_TAX, to="61100 D300"),
        ),
        note="CLAIMS FOR SHORTAGE WITHIN 24 HOURS OF RECEIPT.",
        extra={"route": "3 / STOP 9", "ship_date": "10/22/2026", "customer_no": "551902"},
    )


def _provisions_credit() -> Paper:
    return _paper(
        "HG-205",
        "Lighthouse Point",
        file="gulf-prairie-credit-7741388.pdf",
        kind="credit_memo",
        layout="distributor",
        type="credit_memo",
        number="7741388",
        invoice_date=date(2026, 10, 28),
        due_date=None,
        purchase_order="LP-88014",
        terms="CREDIT TO ACCOUNT",
        lines=(
            line("BACON LAYFLAT 14/16 CT", "1", "64.20", "CS", code="0460774", to="51200 D100"),
            line("GLOVE NITRILE LG 10/100", "1", "72.30", "CS", code="0960215", tax=SALES_TAX, to="61100 D300"),
        ),
        note="PICKED UP DAMAGED - ORIGINAL INVOICE 7741203.",
        extra={"route": "3 / STOP 9", "ship_date": "10/28/2026", "customer_no": "551902"},
    )


def _ice() -> Paper:
    ice = "63100 D300"
    return _paper(
        "HG-206",
        "Pier 7",
        file="dockside-ice-receipt.jpg",
        kind="photo",
        layout="receipt",
        number="61093",
        invoice_date=date(2026, 11, 17),
        due_date=None,
        terms="Paid: MASTERCARD ****0005",
        lines=(
            line("CRUSHED ICE 40LB", "8", "4.75", to=ice),
            line("BLOCK ICE 10LB", "4", "3.25", to=ice),
            line("PROPANE REFILL 20#", "2", "19.60", tax=SALES_TAX, to=ice),
        ),
        note="Fair winds!",
        extra={"time": "05:38", "till": "01", "cashier": "ED", "customer": "HARBOR GRILL PIER 7", "table": "slate"},
    )


def _paper(erp_vendor_id: str, location: str, **rest: Any) -> Paper:
    return Paper(
        tenant="harbor-grill",
        company="Harbor Grill Restaurants Inc.",
        location=location,
        buyer=HARBOR_GRILL[location],
        currency="USD",
        vendor=vendor("harbor-grill-inc", erp_vendor_id),
        letterhead=LETTERHEADS[erp_vendor_id],
        **rest,
    )
