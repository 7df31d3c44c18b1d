"""Who sells, buys, is paid and stands in for tax, and where it went."""

from payables.extraction.einvoice import EInvoice, EInvoiceDelivery, EInvoiceParty, Identifier, PartyAddress
from payables.extraction.model import Reading
from payables.extraction.rendering.markup import Html, facts, joined, section, tag


def parties(reading: Reading) -> Html:
    told = reading.einvoice or EInvoice("")
    shown = [
        _party("Seller", told.seller or _as_read(reading, "vendor")),
        _party("Buyer", told.buyer or _as_read(reading, "buyer")),
        _party("Payee", told.payee),
        _party("Tax representative", told.tax_representative),
        _delivery(told.delivery),
    ]
    return tag("div", *shown, css="parties")


def _as_read(reading: Reading, role: str) -> EInvoiceParty:
    """Of readings from before details were kept."""
    fields = {name: field.value for name, field in reading.fields.items()}
    address = fields.get(f"{role}_address")
    return EInvoiceParty(
        name=fields.get(f"{role}_name"),
        vat_id=fields.get(f"{role}_vat_id"),
        address=PartyAddress([address]) if address else None,
    )


def _party(title: str, party: EInvoiceParty | None) -> Html:
    if party is None:
        return Html("")
    return section(
        title,
        tag("p", tag("strong", party.name)) if party.name else None,
        tag("p", party.trading_name) if party.trading_name else None,
        _address(party.address),
        facts(
            [
                ("VAT id", party.vat_id),
                ("Tax number", party.tax_number),
                ("Register", _identified(party.registration)),
                ("Ids", joined([_identified(one) for one in party.ids], ", ")),
                ("Electronic address", _identified(party.endpoint)),
                ("Contact", joined([party.contact, party.phone, party.email], ", ")),
                ("Legal information", party.legal_form),
            ]
        ),
    )


def _address(address: PartyAddress | None) -> Html | None:
    if address is None:
        return None
    town = " ".join(filter(None, (address.postal_code, address.city)))
    return tag("p", "\n".join(filter(None, (*address.lines, town, address.region, address.country))))


def _identified(one: Identifier | None) -> str | None:
    if one is None:
        return None
    return f"{one.value} ({one.scheme})" if one.scheme else one.value


def _delivery(delivery: EInvoiceDelivery | None) -> Html:
    if delivery is None:
        return Html("")
    return section(
        "Delivery",
        tag("p", tag("strong", delivery.name)) if delivery.name else None,
        _address(delivery.address),
        facts([("Date", delivery.date), ("Place", _identified(delivery.location))]),
    )
