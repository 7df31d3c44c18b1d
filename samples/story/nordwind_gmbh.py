"""Nordwind Logistik GmbH: German letters, Peppol invoice and credit note, a broker who writes in pounds."""

from __future__ import annotations

from datetime import date
from functools import partial

from samples.model import Paper
from samples.story.lines import line
from samples.story.nordwind import nordwind_paper


def papers() -> list[Paper]:
    return [_it_house(), _cleaning(), _power(), _power_credit(), _insurance()]


def _it_house() -> Paper:
    return _paper(
        "70001",
        "Hamburg",
        file="elbtor-systemhaus-RE-2026-1187.pdf",
        kind="facturx",
        layout="din5008",
        number="RE-2026-1187",
        invoice_date=date(2026, 11, 2),
        due_date=date(2026, 11, 16),
        purchase_order="NL-4500871",
        language="de",
        terms="Zahlbar ohne Abzug innerhalb von 14 Tagen.",
        lines=(
            line(
                'Notebook 14", 32 GB, mit Dockingstation',
                "4",
                "1189.00",
                "Stk",
                code="NB-1432",
                tax="19",
                to="0670 KST-300",
            ),
            line(
                "Einrichtung und Übernahme der Daten", "6.5", "96.00", "Std", code="DL-01", tax="19", to="4964 KST-100"
            ),
            line("Endpunktschutz, Lizenz 12 Monate", "4", "38.40", "Stk", code="LIZ-EPS", tax="19", to="4964 KST-100"),
            line("Handbuch Lagersteuerung, gedruckt", "2", "24.90", "Stk", code="BU-77", tax="7", to="4964 KST-200"),
        ),
        note="Vielen Dank für Ihren Auftrag vom 26.10.2026.",
        extra={"delivery": "2026-10-30", "customer_no": "20114", "profile": "en16931"},
    )


def _cleaning() -> Paper:
    return _paper(
        "70003",
        "Hamburg",
        file="alster-reinigung-26-3381.pdf",
        kind="digital_pdf",
        layout="din5008",
        number="26-3381",
        invoice_date=date(2026, 10, 30),
        due_date=date(2026, 11, 29),
        language="de",
        terms="Zahlbar innerhalb von 30 Tagen rein netto.",
        lines=(
            line(
                "Unterhaltsreinigung Büro, Oktober 2026", "22", "84.50", "Tag", code="UR-B", tax="19", to="4250 KST-100"
            ),
            line(
                "Hallenreinigung mit Scheuersaugmaschine",
                "4",
                "215.00",
                "Einsatz",
                code="HR-S",
                tax="19",
                to="4250 KST-200",
            ),
            line("Glasreinigung Fassade Süd", "186", "1.35", "m²", code="GL-F", tax="19", to="4250 KST-100"),
            line("Verbrauchsmaterial Sanitär", "1", "73.85", "psch.", code="VM-S", tax="19", to="4250 KST-100"),
        ),
        note="Leistungszeitraum: 01.10.2026 bis 31.10.2026.",
        extra={"delivery": "2026-10-31", "customer_no": "K-0871"},
    )


def _power() -> Paper:
    return _paper(
        "70002",
        "Bremen",
        file="weserkraft-4100238817.xml",
        kind="ubl",
        layout="ubl",
        number="4100238817",
        invoice_date=date(2026, 11, 4),
        due_date=date(2026, 11, 18),
        purchase_order="NL-4500902",
        language="de",
        terms="Zahlbar innerhalb von 14 Tagen",
        lines=(
            line("Wirkarbeit Hochtarif, Oktober 2026", "8420", "0.2184", "kWh", code="HT", tax="19", to="4240 KST-200"),
            line(
                "Wirkarbeit Niedertarif, Oktober 2026", "3115", "0.1762", "kWh", code="NT", tax="19", to="4240 KST-200"
            ),
            line("Leistungspreis", "64", "7.85", "kW", code="LP", tax="19", to="4240 KST-200"),
            line("Messstellenbetrieb", "1", "28.40", "Monat", code="MS", tax="19", to="4240 KST-100"),
        ),
        extra={"delivery": "2026-10-31"},
    )


def _power_credit() -> Paper:
    return _paper(
        "70002",
        "Bremen",
        file="weserkraft-gutschrift-4100239002.xml",
        kind="ubl",
        layout="ubl",
        type="credit_memo",
        number="4100239002",
        invoice_date=date(2026, 11, 11),
        due_date=None,
        language="de",
        lines=(
            line(
                "Korrektur Zählerstand September 2026", "640", "0.2184", "kWh", code="HT", tax="19", to="4240 KST-200"
            ),
        ),
        note="Korrektur zur Rechnung 4100231190.",
        extra={"preceding": "4100231190"},
    )


def _insurance() -> Paper:
    premium = "4370 KST-300"
    return _paper(
        "70004",
        "Hamburg",
        file="thames-quay-TQ-00917.pdf",
        kind="digital_pdf",
        layout="minimal",
        currency="GBP",
        number="TQ/00917",
        invoice_date=date(2026, 10, 21),
        due_date=date(2026, 11, 20),
        terms="30 days from date of invoice",
        lines=(
            line("Open cover premium, October declarations", "1", "4820.00", "item", to=premium),
            line("Certificates of insurance issued", "37", "12.50", "item", to=premium),
            line("Survey attendance, London Gateway", "2", "385.00", "day", to=premium),
        ),
        note="Insurance services are exempt from VAT. Please quote the invoice number with your transfer.",
        extra={"paper": "a4"},
    )


_paper = partial(nordwind_paper, "nordwind-gmbh")
