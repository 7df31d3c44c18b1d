"""What an e-invoice says beyond the fields that every paper has (EN 16931, by its business terms), as it says it.

Amounts, quantities and rates are decimal text with a dot, dates ISO 8601, codes those of the norm's lists. What is not stated,
or is not what its element promises, is left out.
"""

from typing import Annotated

import msgspec
from msgspec import Meta


class Identifier(msgspec.Struct, omit_defaults=True):
    """A number or code, with the list or register that it is of."""

    value: str
    scheme: Annotated[str | None, Meta(description="Code of the register, for example 0088 for a GLN.")] = None


class PartyAddress(msgspec.Struct, omit_defaults=True):
    """An address in its parts."""

    lines: list[str] = []
    postal_code: str | None = None
    city: str | None = None
    region: str | None = None
    country: Annotated[str | None, Meta(description="ISO 3166-1, two letters.")] = None


class EInvoiceParty(msgspec.Struct, omit_defaults=True):
    """Seller, buyer, payee or tax representative (BG-4, BG-7, BG-10, BG-11)."""

    name: str | None = None
    trading_name: str | None = None
    ids: list[Identifier] = []
    registration: Annotated[Identifier | None, Meta(description="In the register of companies.")] = None
    vat_id: str | None = None
    tax_number: str | None = None
    legal_form: Annotated[str | None, Meta(description="Further legal information, as stated.")] = None
    endpoint: Annotated[Identifier | None, Meta(description="The electronic address.")] = None
    address: PartyAddress | None = None
    contact: str | None = None
    phone: str | None = None
    email: str | None = None


class EInvoicePeriod(msgspec.Struct, omit_defaults=True):
    """What is invoiced for (BG-14, BG-26)."""

    start: str | None = None
    end: str | None = None


class EInvoiceDelivery(msgspec.Struct, omit_defaults=True):
    """Where and when it was delivered (BG-13)."""

    date: str | None = None
    name: str | None = None
    location: Identifier | None = None
    address: PartyAddress | None = None


class EInvoiceTax(msgspec.Struct, omit_defaults=True):
    """One category and rate of the tax breakdown (BG-23)."""

    category: Annotated[
        str | None, Meta(description="S, Z, E, AE (reverse charge), K (intra-community), G (export), O, L, M.")
    ] = None
    rate: str | None = None
    taxable_amount: str | None = None
    tax_amount: str | None = None
    exemption_reason: str | None = None
    exemption_code: str | None = None


class EInvoicePayment(msgspec.Struct, omit_defaults=True):
    """One of the ways in which it may be paid, or will be collected (BG-16 to BG-19)."""

    code: Annotated[str | None, Meta(description="UNTDID 4461: 30 and 58 transfer, 48 card, 49 and 59 debit.")] = None
    text: str | None = None
    reference: Annotated[str | None, Meta(description="What the payer is to write (BT-83).")] = None
    account: Annotated[str | None, Meta(description="IBAN without blanks, or another number.")] = None
    account_name: str | None = None
    bic: str | None = None
    card_number: Annotated[str | None, Meta(description="Its last digits.")] = None
    card_holder: str | None = None
    mandate: str | None = None
    creditor_id: str | None = None
    debited_account: str | None = None


class EInvoiceReference(msgspec.Struct, omit_defaults=True):
    """Another document that is named."""

    kind: Annotated[
        str,
        Meta(
            description=(
                "order, sales_order, contract, project, preceding_invoice, delivery_note, receipt, tender, object "
                "or supporting (an attachment or a link)."
            )
        ),
    ]
    id: str | None = None
    scheme: str | None = None
    date: str | None = None
    description: str | None = None
    url: str | None = None
    file: Annotated[str | None, Meta(description="Name of the attachment.")] = None


class EInvoiceNote(msgspec.Struct, omit_defaults=True):
    """A free text (BG-1), with its subject as a code of UNTDID 4451 where it is stated."""

    text: str
    subject: str | None = None


class EInvoiceDiscount(msgspec.Struct, omit_defaults=True):
    """A discount for paying early, as the extended profiles state it."""

    percent: str | None = None
    days: str | None = None
    until: str | None = None
    base_amount: str | None = None
    amount: str | None = None


class ItemAttribute(msgspec.Struct):
    """A property of an item (BG-32)."""

    name: str
    value: str


class EInvoiceLine(msgspec.Struct, omit_defaults=True):
    """What a line of an e-invoice says beside its name, quantity, price and amount."""

    id: str | None = None
    notes: list[str] = []
    seller_item_id: str | None = None
    buyer_item_id: str | None = None
    standard_item_id: Annotated[Identifier | None, Meta(description="By its scheme; 0160 is a GTIN.")] = None
    classifications: list[Identifier] = []
    attributes: list[ItemAttribute] = []
    origin_country: str | None = None
    order_line: str | None = None
    object_id: Identifier | None = None
    accounting_reference: str | None = None
    price_quantity: Annotated[str | None, Meta(description="The price is for so many units; 1 if left out.")] = None
    price_unit: str | None = None
    gross_price: Annotated[str | None, Meta(description="Before `price_discount`.")] = None
    price_discount: str | None = None
    tax_category: str | None = None
    period: EInvoicePeriod | None = None


class EInvoice(msgspec.Struct, omit_defaults=True):
    """The document as a whole. `type_code` is that of UNTDID 1001; `seller` and `buyer` are complete here."""

    syntax: Annotated[str, Meta(description="ubl or cii.")]
    profile: Annotated[str | None, Meta(description="The specification that the sender names (BT-24).")] = None
    business_process: str | None = None
    type_code: str | None = None
    tax_point_date: str | None = None
    tax_point_code: str | None = None
    tax_currency: str | None = None
    tax_currency_total: Annotated[str | None, Meta(description="The tax in `tax_currency`.")] = None
    buyer_reference: Annotated[str | None, Meta(description="BT-10, in Germany the Leitweg-ID.")] = None
    accounting_reference: str | None = None
    seller: EInvoiceParty | None = None
    buyer: EInvoiceParty | None = None
    payee: EInvoiceParty | None = None
    tax_representative: EInvoiceParty | None = None
    delivery: EInvoiceDelivery | None = None
    period: EInvoicePeriod | None = None
    taxes: list[EInvoiceTax] = []
    payments: list[EInvoicePayment] = []
    payment_discounts: list[EInvoiceDiscount] = []
    references: list[EInvoiceReference] = []
    notes: list[EInvoiceNote] = []
