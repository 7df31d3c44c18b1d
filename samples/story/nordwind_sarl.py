"""Nordwind France SARL: French invoices on paper, one with XML inside, and one as XML alone."""

from __future__ import annotations

from datetime import date
from functools import partial

from samples.model import Paper
from samples.story.lines import line
from samples.story.nordwind import nordwind_paper


def papers() -> list[Paper]:
    return [_stationery(), _print_shop(), _haulage()]


def _stationery() -> Paper:
    office = "606400 SEC-SIEGE"
    return _paper(
        "F0101",
        "Lyon",
        file="papeterie-confluent-F2026-0931.pdf",
        kind="facturx",
        layout="facture",
        number="F2026-0931",
        invoice_date=date(2026, 10, 29),
        due_date=date(2026, 11, 30),
        purchase_order="NF-2291",
        language="fr",
        terms="30 jours fin de mois",
        lines=(
            line("Papier A4 80 g, carton de 5 ramettes", "12", "21.90", "carton", code="PAP-A4", tax="20", to=office),
            line("Cartouche laser noire haute capacité", "3", "64.80", "pièce", code="TON-NHC", tax="20", to=office),
            line("Classeurs à levier, dos 80 mm", "40", "2.35", "pièce", code="CLA-80", tax="20", to=office),
            line(
                "Guide des Incoterms, édition 2026",
                "2",
                "38.00",
                "pièce",
                code="LIV-INC",
                tax="5.5",
                to="618100 SEC-SIEGE",
            ),
        ),
        note="Livraison du 27/10/2026, bon n° BL-4410.",
        extra={"delivery": "2026-10-27", "customer_no": "C0478", "profile": "basic"},
    )


def _print_shop() -> Paper:
    return _paper(
        "F0103",
        "Lyon",
        file="atelier-traboules-2026-118.pdf",
        kind="digital_pdf",
        layout="facture",
        number="2026-118",
        invoice_date=date(2026, 11, 6),
        due_date=date(2026, 12, 21),
        language="fr",
        terms="45 jours date de facture",
        lines=(
            line(
                "Création du plan de quai, format A0",
                "1",
                "480.00",
                "forfait",
                code="CRE",
                tax="20",
                to="623000 SEC-QUAI",
            ),
            line(
                "Panneaux signalétiques en aluminium",
                "14",
                "72.50",
                "pièce",
                code="SIG-ALU",
                tax="20",
                to="623000 SEC-QUAI",
            ),
            line("Pose sur site", "1.5", "390.00", "jour", code="POSE", tax="20", to="623000 SEC-QUAI"),
        ),
        note="Devis n° D-2026-077 accepté le 12/10/2026.",
        extra={"customer_no": "NORDWIND"},
    )


def _haulage() -> Paper:
    freight = "611000 SEC-QUAI"
    return _paper(
        "F0102",
        "Marseille",
        file="transports-mistral-2026-0442.xml",
        kind="cii",
        layout="cii",
        number="TM-2026-0442",
        invoice_date=date(2026, 11, 9),
        due_date=date(2026, 12, 9),
        purchase_order="NF-2304",
        language="fr",
        terms="Paiement à 30 jours",
        lines=(
            line("Transport Marseille-Lyon, lot complet", "3", "745.00", "voyage", code="LOT", tax="20", to=freight),
            line("Attente au chargement", "2.5", "58.00", "h", code="ATT", tax="20", to=freight),
            line("Surcharge carburant 6,8 %", "1", "151.98", "forfait", code="CARB", tax="20", to=freight),
        ),
        extra={"delivery": "2026-11-06", "profile": "en16931"},
    )


_paper = partial(nordwind_paper, "nordwind-sarl")
