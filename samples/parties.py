"""Who writes to whom: vendors from the demo's master data, their letterheads, and the tenants' addresses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from samples.model import Letterhead, Party

MASTERDATA = Path(__file__).parents[1] / "src/payables/app/demo/masterdata.yaml"

COUNTRIES = {"nordwind-gmbh": "DE", "nordwind-sarl": "FR"}
FOREIGN = {"70004": "GB", "NA-302": "JP"}

CORNER_CAFE = Party("Corner Cafe LLC", "12 Main Street", "Millbrook", "43002", "US", state="OH")
HARBOR_GRILL = {
    "Pier 7": Party("Harbor Grill - Pier 7", "7 Pier Road", "Port Haven", "02990", "US", state="MA"),
    "Lighthouse Point": Party(
        "Harbor Grill - Lighthouse Point", "1 Beacon Way", "Port Haven", "02993", "US", state="MA"
    ),
    "Marina Bay": Party("Harbor Grill - Marina Bay", "300 Marina Boulevard", "Chelmwick", "02955", "US", state="MA"),
    "Old Town": Party("Harbor Grill - Old Town", "44 Chandler Street", "Chelmwick", "02951", "US", state="MA"),
    "Airport": Party("Harbor Grill - Airport", "Terminal B, Gate 12", "Westmoor", "02979", "US", state="MA"),
}
NORDWIND = {
    "Hamburg": Party(
        "Nordwind Logistik GmbH",
        "Speicherkai 18",
        "Hamburg",
        "20457",
        "DE",
        tax_id="DE999900081",
        contact="Greta Petersen",
        email="rechnungen@nordwind.example",
    ),
    "Bremen": Party(
        "Nordwind Logistik GmbH",
        "Holzhafen 5",
        "Bremen",
        "28237",
        "DE",
        tax_id="DE999900081",
        contact="Jonas Harms",
        email="rechnungen@nordwind.example",
    ),
    "Lyon": Party("Nordwind France SARL", "40 rue du Port", "Lyon", "69007", "FR", tax_id="FR73999000078"),
    "Marseille": Party(
        "Nordwind France SARL",
        "6 quai de la Joliette",
        "Marseille",
        "13002",
        "FR",
        tax_id="FR73999000078",
        email="factures@nordwind.example",
        contact="Camille Roux",
    ),
    "Savannah": Party("Nordwind Americas Inc.", "25 Terminal Avenue", "Savannah", "31498", "US", state="GA"),
}

LETTERHEADS = {
    "V-1001": Letterhead("#7a3e1d", "peak", "Small-batch roasters since 1998", "highline-coffee.example"),
    "V-1002": Letterhead("#2f6b4f", "drop", "Fresh from twelve family farms", "meadowgate.example"),
    "V-1004": Letterhead("#1f5f8b", "waves", "Linen service for kitchens and cafes", "brightlinen.example"),
    "V-1005": Letterhead("#3d6b35", "leaf", "Cups, bags and boxes from recycled fibre", "pinecone-packaging.example"),
    "V-1006": Letterhead("#222222", "none", "If we don't have it, you don't need it"),
    "HG-201": Letterhead("#123c69", "none"),
    "HG-202": Letterhead("#4b7f2b", "leaf", "Fruit and vegetables, picked this morning", "harvestlane.example"),
    "HG-203": Letterhead(
        "#37474f", "hexagon", "Commercial refrigeration - 24 hour service", "ironclad-refrigeration.example"
    ),
    "HG-204": Letterhead("#a4501e", "drop", "Craft sodas, ciders and keg beer", "copperkettle.example"),
    "HG-205": Letterhead("#222222", "none"),
    "HG-206": Letterhead("#222222", "none", "Open 4 am - 8 pm"),
    "70001": Letterhead(
        "#00796b",
        "grid",
        "IT-Dienstleistungen für die Hafenwirtschaft",
        "www.elbtor-systemhaus.example",
        "Testbank Hamburg",
        "TESTDEHHXXX",
        "Amtsgericht Hamburg, HRB 999001",
        "Geschäftsführung: Inken Brandt, Tarek Demir",
    ),
    "70002": Letterhead(
        "#f9a825", "peak", bank="Testbank Bremen", bic="TESTDEHBXXX", register="Amtsgericht Bremen, HRB 999002"
    ),
    "70003": Letterhead(
        "#1565c0",
        "waves",
        "Glas · Büro · Industrie",
        "www.alster-reinigung.example",
        "Testsparkasse Elbe",
        "TESTDEHHELB",
        "Amtsgericht Hamburg, HRB 999003",
        "Geschäftsführer: Sönke Paulsen",
    ),
    "70004": Letterhead(
        "#5b2333",
        "waves",
        "Marine cargo insurance brokers",
        "thamesquay.example",
        "Test & Partners Bank",
        "TESTGB2LXXX",
        "Registered in England no. 99990004",
        "",
    ),
    "F0101": Letterhead(
        "#8e2a4a",
        "leaf",
        "Papiers, encres et fournitures de bureau",
        "papeterie-confluent.example",
        "Banque d'Essai",
        "TESTFRPPXXX",
        "RCS Lyon 999 000 011 - SAS au capital de 40 000 €",
        "",
    ),
    "F0102": Letterhead(
        "#00695c", "waves", bank="Banque d'Essai", bic="TESTFRPPXXX", register="RCS Marseille 999 000 029"
    ),
    "F0103": Letterhead(
        "#c2410c",
        "grid",
        "Identité visuelle, signalétique, imprimés",
        "atelier-traboules.example",
        "Banque d'Essai",
        "TESTFRPPXXX",
        "RCS Lyon 999 000 037 - SARL au capital de 8 000 €",
        "",
    ),
    "NA-301": Letterhead("#0b4f6c", "grid", "Port drayage, transload and storage", "chatham-drayage.example"),
    "NA-302": Letterhead(
        "#b71c1c",
        "grid",
        "Precision bearings for material handling",
        "minato-bearings.example",
        "Test Bank Yokohama",
        "TESTJPJTXXX",
    ),
}

STRANGER = Party(
    "Copperline Espresso Service",
    "5 Boiler Alley",
    "Ashford",
    "43012",
    "US",
    state="OH",
    email="fix@copperline-espresso.example",
    phone="+1 614-555-0177",
    tax_id="99-0009901",
)
STRANGER_LETTERHEAD = Letterhead(
    "#9a3412", "drop", "Espresso machine repair and water treatment", "copperline-espresso.example"
)


def vendor(company: str, erp_vendor_id: str) -> Party:
    """A vendor of the demo's master data as a party on paper."""
    row = _vendors()[company, erp_vendor_id]
    return Party(
        name=row["erp_vendor_name"],
        street=row["address_line_1"],
        extra=row.get("address_line_2", ""),
        city=row["city"],
        state=row.get("state", ""),
        postcode=row["zipcode"],
        tax_id=row["tax_id"],
        iban=row.get("iban", ""),
        country=FOREIGN.get(erp_vendor_id) or COUNTRIES.get(company, "US"),
        email=row["email"],
        phone=row["phone"],
    )


def _vendors() -> dict[tuple[str, str], dict[str, Any]]:
    accounts = yaml.safe_load(MASTERDATA.read_text("utf-8"))["accounts"]
    companies = [company for account in accounts for company in account["companies"]]
    return {(company["key"], row["erp_vendor_id"]): row for company in companies for row in company["vendors"]}
