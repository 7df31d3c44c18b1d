"""Nordwind Holding, three companies: German and French papers, e-invoices in both syntaxes, pounds, yen and dollars."""

from __future__ import annotations

from datetime import date

from samples.model import Paper
from samples.parties import LETTERHEADS, NORDWIND, vendor
from samples.story.lines import line

COMPANIES = {
    "nordwind-gmbh": "Nordwind Logistik GmbH",
    "nordwind-sarl": "Nordwind France SARL",
    "nordwind-inc": "Nordwind Americas Inc.",
}


def papers() -> list[Paper]:
    german = [_it_house(), _cleaning(), _power(), _power_credit(), _insurance()]
    french = [_stationery(), _print_shop(), _haulage()]
    return [*german, *french, _drayage(), _bearings()]


def _it_house() -> Paper:
    return _paper(
        "nordwind-gmbh", "70001", "Hamburg", file="elbtor-systemhaus-RE-2026-1187.pdf", kind="facturx", layout="din5008",
        number="RE-2026-1187", invoice_date=date(2026, 11, 2), due_date=date(2026, 11, 16), purchase_order="NL-4500871", language="de",
        terms="Zahlbar ohne Abzug innerhalb von 14 Tagen.",
        lines=(
            line("Notebook 14\", 32 GB, mit Dockingstation", "4", "1189.00", "Stk", code="NB-1432", tax="19", to="0670 KST-300"),
            line("Einrichtung und Übernahme der Daten", "6.5", "96.00", "Std", code="DL-01", tax="19", to="4964 KST-100"),
            line("Endpunktschutz, Lizenz 12 Monate", "4", "38.40", "Stk", code="LIZ-EPS", tax="19", to="4964 KST-100"),
            line("Handbuch Lagersteuerung, gedruckt", "2", "24.90", "Stk", code="BU-77", tax="7", to="4964 KST-200"),
        ),
        note="Vielen Dank für Ihren Auftrag vom 26.10.2026.", extra={"delivery": "2026-10-30", "customer_no": "20114", "profile": "en16931"},
    )  # fmt: skip


def _cleaning() -> Paper:
    return _paper(
        "nordwind-gmbh", "70003", "Hamburg", file="alster-reinigung-26-3381.pdf", kind="digital_pdf", layout="din5008",
        number="26-3381", invoice_date=date(2026, 10, 30), due_date=date(2026, 11, 29), language="de",
        terms="Zahlbar innerhalb von 30 Tagen rein netto.",
        lines=(
            line("Unterhaltsreinigung Büro, Oktober 2026", "22", "84.50", "Tag", code="UR-B", tax="19", to="4250 KST-100"),
            line("Hallenreinigung mit Scheuersaugmaschine", "4", "215.00", "Einsatz", code="HR-S", tax="19", to="4250 KST-200"),
            line("Glasreinigung Fassade Süd", "186", "1.35", "m²", code="GL-F", tax="19", to="4250 KST-100"),
            line("Verbrauchsmaterial Sanitär", "1", "73.85", "psch.", code="VM-S", tax="19", to="4250 KST-100"),
        ),
        note="Leistungszeitraum: 01.10.2026 bis 31.10.2026.", extra={"delivery": "2026-10-31", "customer_no": "K-0871"},
    )  # fmt: skip


def _power() -> Paper:
    return _paper(
        "nordwind-gmbh", "70002", "Bremen", file="weserkraft-4100238817.xml", kind="ubl", layout="ubl", number="4100238817",
        invoice_date=date(2026, 11, 4), due_date=date(2026, 11, 18), purchase_order="NL-4500902", language="de",
        terms="Zahlbar innerhalb von 14 Tagen",
        lines=(
            line("Wirkarbeit Hochtarif, Oktober 2026", "8420", "0.2184", "kWh", code="HT", tax="19", to="4240 KST-200"),
            line("Wirkarbeit Niedertarif, Oktober 2026", "3115", "0.1762", "kWh", code="NT", tax="19", to="4240 KST-200"),
            line("Leistungspreis", "64", "7.85", "kW", code="LP", tax="19", to="4240 KST-200"),
            line("Messstellenbetrieb", "1", "28.40", "Monat", code="MS", tax="19", to="4240 KST-100"),
        ),
        extra={"delivery": "2026-10-31"},
    )  # fmt: skip


def _power_credit() -> Paper:
    return _paper(
        "nordwind-gmbh", "70002", "Bremen", file="weserkraft-gutschrift-4100239002.xml", kind="ubl", layout="ubl", type="credit_memo",
        number="4100239002", invoice_date=date(2026, 11, 11), due_date=None, language="de",
        lines=(line("Korrektur Zählerstand September 2026", "640", "0.2184", "kWh", code="HT", tax="19", to="4240 KST-200"),),
        note="Korrektur zur Rechnung 4100231190.", extra={"preceding": "4100231190"},
    )  # fmt: skip


def _insurance() -> Paper:
    premium = "4370 KST-300"
    return _paper(
        "nordwind-gmbh", "70004", "Hamburg", file="thames-quay-TQ-00917.pdf", kind="digital_pdf", layout="minimal", currency="GBP",
        number="TQ/00917", invoice_date=date(2026, 10, 21), due_date=date(2026, 11, 20), terms="30 days from date of invoice",
        lines=(
            line("Open cover premium, October declarations", "1", "4820.00", "item", to=premium),
            line("Certificates of insurance issued", "37", "12.50", "item", to=premium),
            line("Survey attendance, London Gateway", "2", "385.00", "day", to=premium),
        ),
        note="Insurance services are exempt from VAT. Please quote the invoice number with your transfer.", extra={"paper": "a4"},
    )  # fmt: skip


def _stationery() -> Paper:
    office = "606400 SEC-SIEGE"
    return _paper(
        "nordwind-sarl", "F0101", "Lyon", file="papeterie-confluent-F2026-0931.pdf", kind="facturx", layout="facture",
        number="F2026-0931", invoice_date=date(2026, 10, 29), due_date=date(2026, 11, 30), purchase_order="NF-2291", language="fr",
        terms="30 jours fin de mois",
        lines=(
            line("Papier A4 80 g, carton de 5 ramettes", "12", "21.90", "carton", code="PAP-A4", tax="20", to=office),
            line("Cartouche laser noire haute capacité", "3", "64.80", "pièce", code="TON-NHC", tax="20", to=office),
            line("Classeurs à levier, dos 80 mm", "40", "2.35", "pièce", code="CLA-80", tax="20", to=office),
            line("Guide des Incoterms, édition 2026", "2", "38.00", "pièce", code="LIV-INC", tax="5.5", to="618100 SEC-SIEGE"),
        ),
        note="Livraison du 27/10/2026, bon n° BL-4410.", extra={"delivery": "2026-10-27", "customer_no": "C0478", "profile": "basic"},
    )  # fmt: skip


def _print_shop() -> Paper:
    return _paper(
        "nordwind-sarl", "F0103", "Lyon", file="atelier-traboules-2026-118.pdf", kind="digital_pdf", layout="facture",
        number="2026-118", invoice_date=date(2026, 11, 6), due_date=date(2026, 12, 21), language="fr", terms="45 jours date de facture",
        lines=(
            line("Création du plan de quai, format A0", "1", "480.00", "forfait", code="CRE", tax="20", to="623000 SEC-QUAI"),
            line("Panneaux signalétiques en aluminium", "14", "72.50", "pièce", code="SIG-ALU", tax="20", to="623000 SEC-QUAI"),
            line("Pose sur site", "1.5", "390.00", "jour", code="POSE", tax="20", to="623000 SEC-QUAI"),
        ),
        note="Devis n° D-2026-077 accepté le 12/10/2026.", extra={"customer_no": "NORDWIND"},
    )  # fmt: skip


def _haulage() -> Paper:
    freight = "611000 SEC-QUAI"
    return _paper(
        "nordwind-sarl", "F0102", "Marseille", file="transports-mistral-2026-0442.xml", kind="cii", layout="cii", number="TM-2026-0442",
        invoice_date=date(2026, 11, 9), due_date=date(2026, 12, 9), purchase_order="NF-2304", language="fr", terms="Paiement à 30 jours",
        lines=(
            line("Transport Marseille-Lyon, lot complet", "3", "745.00", "voyage", code="LOT", tax="20", to=freight),
            line("Attente au chargement", "2.5", "58.00", "h", code="ATT", tax="20", to=freight),
            line("Surcharge carburant 6,8 %", "1", "151.98", "forfait", code="CARB", tax="20", to=freight),
        ),
        extra={"delivery": "2026-11-06", "profile": "en16931"},
    )  # fmt: skip


def _drayage() -> Paper:
    haul = "5210 TERMINAL"
    return _paper(
        "nordwind-inc", "NA-301", "Savannah", file="chatham-drayage-260877.pdf", kind="digital_pdf", layout="modern", number="260877",
        invoice_date=date(2026, 11, 12), due_date=date(2026, 12, 2), purchase_order="NA-7719", terms="Net 20",
        lines=(
            line("Drayage Garden City Terminal to Pooler, 40 ft HC", "3", "385.00", "move", code="DRY-40", to=haul),
            line("Chassis rental", "6", "38.00", "day", code="CHS", to=haul),
            line("Yard storage, reefer plug-in", "4", "62.50", "day", code="STO-RF", to="5220 TERMINAL"),
            line("Fuel surcharge", "1", "178.65", "item", code="FSC", to="5230 TERMINAL"),
        ),
        note="Containers TSTU 990001-4, TSTU 990002-0, TSTU 990003-5.",
    )  # fmt: skip


def _bearings() -> Paper:
    parts = "6150 WORKSHOP"
    return _paper(
        "nordwind-inc", "NA-302", "Savannah", file="minato-bearings-MB26-1043.pdf", kind="digital_pdf", layout="minimal", currency="JPY",
        number="MB26-1043", invoice_date=date(2026, 11, 13), due_date=date(2026, 12, 30), purchase_order="NA-7702",
        terms="30th of following month",
        lines=(
            line("Deep groove ball bearing 6310-2RS", "24", "3480", "pc", to=parts),
            line("Tapered roller bearing 32215", "8", "9650", "pc", to=parts),
            line("Pillow block unit UCP 212", "6", "7200", "pc", to=parts),
            line("Air freight and export packing", "1", "18400", "lot", to=parts),
        ),
        note="Export sale, consumption tax 0 %. Country of origin: Japan.", extra={"paper": "a4"},
    )  # fmt: skip


def _paper(company: str, erp_vendor_id: str, location: str, currency: str | None = None, **rest: object) -> Paper:
    return Paper(
        tenant="nordwind-holding", company=COMPANIES[company], location=location, buyer=NORDWIND[location],
        vendor=vendor(company, erp_vendor_id), letterhead=LETTERHEADS[erp_vendor_id],
        currency=currency or ("USD" if company == "nordwind-inc" else "EUR"), **rest,
    )  # fmt: skip
