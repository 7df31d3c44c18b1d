"""Words of freight, taxes and charges in English, German, French, Spanish, Italian and Dutch.

A line is a charge where all of its words are of charges: "Port" is one, "Port wine" is not.
"""

import re
import unicodedata
from functools import lru_cache

from payables.matching.model import Charge

# As they stand alone or joined ("Versandkosten", "brandstoftoeslag"); without accents.
_FREIGHT = """
    freight shipping shipment delivery postage courier carriage haulage cartage drayage trucking transport transportation
    dispatch
    fracht frachtkosten frachtzuschlag versand versandkosten versandpauschale versandkostenpauschale lieferkosten lieferpauschale
    lieferung zustellung anlieferung porto portokosten transportkosten transportkostenpauschale transportpauschale spedition
    speditionskosten treibstoffzuschlag dieselzuschlag dieselfloater kraftstoffzuschlag energiekostenzuschlag maut mautzuschlag
    mautgebuhr expresszuschlag zustellgebuhr liefergebuhr versandgebuhr rollgeld frachtpauschale lieferservice transportversicherung
    port livraison expedition acheminement affranchissement fret
    envio portes flete transporte entrega gastosdeenvio acarreo
    trasporto spedizione consegna nolo porto
    verzending verzendkosten vracht vrachtkosten bezorging bezorgkosten transportkosten brandstoftoeslag dieseltoeslag
    leverkosten porti portokosten
"""
_TAX = """
    tax taxes vat gst hst pst qst salestax tps tvh tvq
    mwst mehrwertsteuer ust umsatzsteuer vorsteuer
    tva iva igic btw omzetbelasting
"""
_CHARGES = """
    handling surcharge deposit restocking crv gratuity tip
    verpackung verpackungskosten bearbeitung bearbeitungsgebuhr bearbeitungspauschale mindermengenzuschlag mindermengen
    kleinmengenzuschlag mindestbestellwertzuschlag pfand leergut palettentausch palettengebuhr zuschlag teuerungszuschlag
    energiezuschlag logistikzuschlag logistikpauschale servicepauschale versicherung entsorgung entsorgungskosten
    emballage emballages consigne manutention participation ecotaxe deee assurance
    embalaje manipulacion recargo seguro envases
    imballaggio imballo movimentazione supplemento cauzione assicurazione raee
    verpakking verpakkingskosten statiegeld administratiekosten toeslag orderkosten behandelingskosten kleineordertoeslag
    verwijderingsbijdrage emballage
"""
# Say nothing alone, and nothing against a charge.
_FILLING = """
    charge charges fee fees cost costs amount total and for of the on to per a an other misc miscellaneous additional extra
    standard express ground overnight air sea ocean local inbound outbound flat rate order orders invoice state city county
    sales value added service included incl excl net day next same priority parcel goods
    pallet pallets packaging packing bottle container convenience processing environmental recycling hazmat minimum small
    ups fedex dhl usps dpd gls hermes tnt postnl
    kosten gebuhr gebuhren pauschale anteilig und fur der die das zzgl inkl gesetzliche satz ermassigt
    frais de du des la le les et sur eco supplement forfait taux cout couts
    gastos gasto coste costes cargo cargos por y el los las del impuesto impuestos
    spese spesa costo costi di del della e per contributo imposta diritti
    en van voor bijdrage het een
"""
# Bought as goods too: freight only beside a word that makes it a charge.
_FUEL = frozenset(["fuel", "diesel", "energy", "carburant", "carburante", "combustible", "treibstoff", "brandstof"])
# Words that make a charge of fillers alone: "Miscellaneous charges", "Service fee", "Bearbeitungskosten".
_CHARGING = frozenset(
    [
        "charge",
        "charges",
        "fee",
        "fees",
        "gebuhr",
        "gebuhren",
        "misc",
        "miscellaneous",
        "frais",
        "gastos",
        "spese",
        "kosten",
        "cargos",
    ]
)

_KINDS = {
    Charge.FREIGHT: frozenset(_FREIGHT.split()),
    Charge.TAX: frozenset(_TAX.split()),
    Charge.MISCELLANEOUS: frozenset(_CHARGES.split()),
}
_ALL = frozenset(_FILLING.split()) | _FUEL | frozenset().union(*_KINDS.values())
_WORDS = re.compile(r"[^\W\d_]+")
_LONGEST = 200


def charge_of(name: str | None, description: str | None) -> Charge | None:
    """The charge that a line's name says, or its description where it has no name. What is both freight and something else
    is freight ("Shipping & handling")."""
    text = (name or "").strip() or (description or "").strip()
    return _charge(text) if len(text) <= _LONGEST else None


@lru_cache(maxsize=8192)
def _charge(text: str) -> Charge | None:
    words = _plain(text)
    if not words or not _ALL.issuperset(words):
        return None
    kinds = {kind for kind, known in _KINDS.items() if known.intersection(words)}
    if _FUEL.intersection(words) and (kinds or _CHARGING.intersection(words)):
        return Charge.FREIGHT
    for kind in (Charge.FREIGHT, Charge.TAX, Charge.MISCELLANEOUS):
        if kind in kinds:
            return kind
    return Charge.MISCELLANEOUS if _CHARGING.intersection(words) else None


def _plain(text: str) -> list[str]:
    """Lower case without accents and dots inside a word ("T.V.A.")."""
    decomposed = unicodedata.normalize("NFKD", text.replace("ß", "ss"))
    plain = "".join(character for character in decomposed if not unicodedata.combining(character)).lower()
    joined = re.sub(r"\b(\w)\.(?=\w\b)", r"\1", plain)
    return _WORDS.findall(joined.replace("'", " ").replace("’", " "))
