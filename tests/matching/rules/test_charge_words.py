"""Which lines are charges."""

import pytest

from payables.matching.model import Charge
from payables.matching.rules.charge_words import charge_of

FREIGHT = """
Freight|Shipping & Handling|SHIPPING|Delivery charge|Delivery fee|Fuel surcharge|UPS Ground shipping|Postage
Freight charges inbound|Fracht|Frachtkosten|Versandkosten|Versand und Verpackung|Porto|Lieferpauschale|Dieselzuschlag
Expresszuschlag|Frais de port|Port|Transport|Frais de livraison|Surcharge carburant|Gastos de envío|Portes|Flete
Transporte|Recargo por combustible|Spese di trasporto|Spese di spedizione|Costi di consegna|Verzendkosten|Vrachtkosten
Brandstoftoeslag|Bezorgkosten
"""
TAX = """
Sales tax|State sales tax 6.25%|VAT 20%|V.A.T.|GST|MwSt. 19%|zzgl. Umsatzsteuer|TVA 5,5 %|T.V.A.|IVA|BTW 21%
"""
CHARGES = """
Handling fee|Restocking fee|Bottle deposit|Pallet charge|Service fee|Miscellaneous charges|Environmental fee
Mindermengenzuschlag|Verpackung|Pfand|Bearbeitungsgebühr|Consigne|Emballage|Éco-participation|Recargo|Imballaggio
Statiegeld|Kleineordertoeslag|Minimum order charge
"""
GOODS = """
Port wine|Portobello mushrooms|Pizza delivery bags|Shipping boxes 40x30|Delivery truck rental|Tax software|Fuel
Diesel|Freight elevator repair|Handling gloves|Transport trolley|Versandkartons|Porto Cruz Tawny|Envelopes|Express
Standard|Pallet|Tip top tissues|100|-||Service|Tonic
"""


def names(text: str) -> list[str]:
    return text.strip().replace("\n", "|").split("|")


@pytest.mark.parametrize("name", names(FREIGHT))
def test_words_of_freight(name: str) -> None:
    assert charge_of(name, None) is Charge.FREIGHT


@pytest.mark.parametrize("name", names(TAX))
def test_words_of_tax(name: str) -> None:
    assert charge_of(name, None) is Charge.TAX


@pytest.mark.parametrize("name", names(CHARGES))
def test_words_of_other_charges(name: str) -> None:
    assert charge_of(name, None) is Charge.MISCELLANEOUS


@pytest.mark.parametrize("name", names(GOODS))
def test_goods_that_only_sound_like_charges(name: str) -> None:
    assert charge_of(name, None) is None


def test_a_line_without_a_name_is_told_by_its_description() -> None:
    assert charge_of(None, "Freight") is Charge.FREIGHT
    assert charge_of(" ", "Roma tomatoes") is None
    assert charge_of("Roma tomatoes", "incl. freight") is None
