"""One e-invoice in UBL and in CII: the same supplies, written by hand."""

UBL = b"""<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
 xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
 xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
<cbc:CustomizationID>urn:cen.eu:en16931:2017</cbc:CustomizationID>
<cbc:ID>UB-771</cbc:ID><cbc:IssueDate>2026-02-10</cbc:IssueDate><cbc:DueDate>2026-03-12</cbc:DueDate>
<cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode><cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
<cac:OrderReference><cbc:ID>PO-5</cbc:ID></cac:OrderReference>
<cac:AccountingSupplierParty><cac:Party>
<cac:PartyName><cbc:Name>Nordlicht</cbc:Name></cac:PartyName>
<cac:PostalAddress><cbc:StreetName>Kai 1</cbc:StreetName><cbc:CityName>Kiel</cbc:CityName>
<cbc:PostalZone>24103</cbc:PostalZone>
<cac:Country><cbc:IdentificationCode>DE</cbc:IdentificationCode></cac:Country></cac:PostalAddress>
<cac:PartyTaxScheme><cbc:CompanyID>DE 123 456 789</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>
</cac:PartyTaxScheme>
<cac:PartyLegalEntity><cbc:RegistrationName>Nordlicht Leuchten GmbH</cbc:RegistrationName></cac:PartyLegalEntity>
</cac:Party></cac:AccountingSupplierParty>
<cac:AccountingCustomerParty><cac:Party><cac:PostalAddress><cac:Country>
<cbc:IdentificationCode>DE</cbc:IdentificationCode></cac:Country></cac:PostalAddress><cac:PartyLegalEntity>
<cbc:RegistrationName>Hotel Anker AG</cbc:RegistrationName>
</cac:PartyLegalEntity></cac:Party></cac:AccountingCustomerParty>
<cac:PaymentMeans><cbc:PaymentMeansCode>58</cbc:PaymentMeansCode>
<cac:PayeeFinancialAccount><cbc:ID>DE75 5121 0800 1245 1261 99</cbc:ID></cac:PayeeFinancialAccount></cac:PaymentMeans>
<cac:PaymentTerms><cbc:Note>30 Tage netto</cbc:Note></cac:PaymentTerms>
<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">38.00</cbc:TaxAmount><cac:TaxSubtotal>
<cbc:TaxableAmount currencyID="EUR">200.00</cbc:TaxableAmount><cbc:TaxAmount currencyID="EUR">38.00</cbc:TaxAmount>
<cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>19</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>
</cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>
<cac:LegalMonetaryTotal><cbc:LineExtensionAmount currencyID="EUR">200.00</cbc:LineExtensionAmount>
<cbc:TaxExclusiveAmount currencyID="EUR">200.00</cbc:TaxExclusiveAmount>
<cbc:TaxInclusiveAmount currencyID="EUR">238.00</cbc:TaxInclusiveAmount>
<cbc:PrepaidAmount currencyID="EUR">38.00</cbc:PrepaidAmount>
<cbc:PayableAmount currencyID="EUR">200.00</cbc:PayableAmount></cac:LegalMonetaryTotal>
<cac:InvoiceLine><cbc:ID>1</cbc:ID><cbc:InvoicedQuantity unitCode="C62">4</cbc:InvoicedQuantity>
<cbc:LineExtensionAmount currencyID="EUR">200.00</cbc:LineExtensionAmount>
<cac:Item><cbc:Name>Lampe</cbc:Name><cac:SellersItemIdentification><cbc:ID>L-9</cbc:ID></cac:SellersItemIdentification>
<cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>19</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID>
</cac:TaxScheme></cac:ClassifiedTaxCategory></cac:Item>
<cac:Price><cbc:PriceAmount currencyID="EUR">50.00</cbc:PriceAmount></cac:Price></cac:InvoiceLine>
</Invoice>"""

UBL_CREDIT = (
    UBL.replace(b"<Invoice ", b"<CreditNote ")
    .replace(b"</Invoice>", b"</CreditNote>")
    .replace(b"xsd:Invoice-2", b"xsd:CreditNote-2")
    .replace(b"InvoiceTypeCode>380</cbc:Invoice", b"CreditNoteTypeCode>381</cbc:CreditNote")
    .replace(b"InvoiceLine>", b"CreditNoteLine>")
    .replace(b"InvoicedQuantity", b"CreditedQuantity")
)

CII = b"""<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
 xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
 xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">
<rsm:ExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter><ram:ID>urn:cen.eu:en16931:2017</ram:ID>
</ram:GuidelineSpecifiedDocumentContextParameter></rsm:ExchangedDocumentContext>
<rsm:ExchangedDocument><ram:ID>UB-771</ram:ID><ram:TypeCode>380</ram:TypeCode>
<ram:IssueDateTime><udt:DateTimeString format="102">20260210</udt:DateTimeString></ram:IssueDateTime>
</rsm:ExchangedDocument>
<rsm:SupplyChainTradeTransaction>
<ram:IncludedSupplyChainTradeLineItem><ram:AssociatedDocumentLineDocument><ram:LineID>1</ram:LineID>
</ram:AssociatedDocumentLineDocument>
<ram:SpecifiedTradeProduct><ram:SellerAssignedID>L-9</ram:SellerAssignedID><ram:Name>Lampe</ram:Name>
</ram:SpecifiedTradeProduct>
<ram:SpecifiedLineTradeAgreement><ram:NetPriceProductTradePrice><ram:ChargeAmount>50.00</ram:ChargeAmount>
</ram:NetPriceProductTradePrice>
</ram:SpecifiedLineTradeAgreement><ram:SpecifiedLineTradeDelivery>
<ram:BilledQuantity unitCode="C62">4</ram:BilledQuantity>
</ram:SpecifiedLineTradeDelivery><ram:SpecifiedLineTradeSettlement><ram:ApplicableTradeTax>
<ram:TypeCode>VAT</ram:TypeCode><ram:CategoryCode>S</ram:CategoryCode><ram:RateApplicablePercent>19</ram:RateApplicablePercent>
</ram:ApplicableTradeTax>
<ram:SpecifiedTradeSettlementLineMonetarySummation><ram:LineTotalAmount>200.00</ram:LineTotalAmount>
</ram:SpecifiedTradeSettlementLineMonetarySummation></ram:SpecifiedLineTradeSettlement>
</ram:IncludedSupplyChainTradeLineItem>
<ram:ApplicableHeaderTradeAgreement><ram:SellerTradeParty><ram:Name>Nordlicht Leuchten GmbH</ram:Name>
<ram:PostalTradeAddress><ram:PostcodeCode>24103</ram:PostcodeCode><ram:LineOne>Kai 1</ram:LineOne>
<ram:CityName>Kiel</ram:CityName>
<ram:CountryID>DE</ram:CountryID></ram:PostalTradeAddress>
<ram:SpecifiedTaxRegistration><ram:ID schemeID="FC">12/345</ram:ID></ram:SpecifiedTaxRegistration>
<ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">DE123456789</ram:ID></ram:SpecifiedTaxRegistration>
</ram:SellerTradeParty>
<ram:BuyerTradeParty><ram:Name>Hotel Anker AG</ram:Name><ram:PostalTradeAddress><ram:CountryID>DE</ram:CountryID>
</ram:PostalTradeAddress></ram:BuyerTradeParty>
<ram:BuyerOrderReferencedDocument><ram:IssuerAssignedID>PO-5</ram:IssuerAssignedID></ram:BuyerOrderReferencedDocument>
</ram:ApplicableHeaderTradeAgreement><ram:ApplicableHeaderTradeDelivery/>
<ram:ApplicableHeaderTradeSettlement><ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
<ram:SpecifiedTradeSettlementPaymentMeans><ram:TypeCode>58</ram:TypeCode><ram:PayeePartyCreditorFinancialAccount>
<ram:IBANID>DE75512108001245126199</ram:IBANID>
</ram:PayeePartyCreditorFinancialAccount></ram:SpecifiedTradeSettlementPaymentMeans>
<ram:ApplicableTradeTax><ram:CalculatedAmount>38.00</ram:CalculatedAmount><ram:TypeCode>VAT</ram:TypeCode>
<ram:BasisAmount>200.00</ram:BasisAmount><ram:CategoryCode>S</ram:CategoryCode>
<ram:RateApplicablePercent>19</ram:RateApplicablePercent></ram:ApplicableTradeTax>
<ram:SpecifiedTradePaymentTerms><ram:Description>30 Tage netto</ram:Description>
<ram:DueDateDateTime><udt:DateTimeString format="102">20260312</udt:DateTimeString></ram:DueDateDateTime>
</ram:SpecifiedTradePaymentTerms>
<ram:SpecifiedTradeSettlementHeaderMonetarySummation><ram:LineTotalAmount>200.00</ram:LineTotalAmount>
<ram:TaxBasisTotalAmount>200.00</ram:TaxBasisTotalAmount>
<ram:TaxTotalAmount currencyID="SEK">401.00</ram:TaxTotalAmount>
<ram:TaxTotalAmount currencyID="EUR">38.00</ram:TaxTotalAmount><ram:GrandTotalAmount>238.00</ram:GrandTotalAmount>
<ram:TotalPrepaidAmount>38.00</ram:TotalPrepaidAmount><ram:DuePayableAmount>200.00</ram:DuePayableAmount>
</ram:SpecifiedTradeSettlementHeaderMonetarySummation></ram:ApplicableHeaderTradeSettlement>
</rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>"""

VALUES = {
    "number": "UB-771",
    "type": "invoice",
    "invoice_date": "2026-02-10",
    "due_date": "2026-03-12",
    "currency": "EUR",
    "purchase_order": "PO-5",
    "total_amount": "238.00",
    "net_amount": "200.00",
    "total_tax": "38.00",
    "amount_due": "200.00",
    "vendor_name": "Nordlicht Leuchten GmbH",
    "vendor_vat_id": "DE123456789",
    "vendor_iban": "DE75512108001245126199",
    "vendor_address": "Kai 1, 24103 Kiel, DE",
    "buyer_name": "Hotel Anker AG",
    "payment_terms": "30 Tage netto",
}

# 200.00 of lines less 15.00 plus 5.00 of freight: with tax 226.10, of which 50.00 are paid and 0.10 rounded off.
UBL_ADJUSTED = (
    UBL.replace(b"238.00", b"226.10")
    .replace(b'PrepaidAmount currencyID="EUR">38.00', b'PrepaidAmount currencyID="EUR">50.00')
    .replace(b'TaxAmount currencyID="EUR">38.00', b'TaxAmount currencyID="EUR">36.10')
    .replace(b'TaxableAmount currencyID="EUR">200.00', b'TaxableAmount currencyID="EUR">190.00')
    .replace(b'TaxExclusiveAmount currencyID="EUR">200.00', b'TaxExclusiveAmount currencyID="EUR">190.00')
    .replace(
        b"<cbc:PrepaidAmount",
        b'<cbc:AllowanceTotalAmount currencyID="EUR">15.00</cbc:AllowanceTotalAmount>'
        b'<cbc:ChargeTotalAmount currencyID="EUR">5.00</cbc:ChargeTotalAmount>'
        b"<cbc:PrepaidAmount",
    )
    .replace(
        b'<cbc:PayableAmount currencyID="EUR">200.00',
        b'<cbc:PayableRoundingAmount currencyID="EUR">-0.10</cbc:PayableRoundingAmount><cbc:PayableAmount currencyID="EUR">176.00',
    )
    .replace(
        b"<cac:TaxTotal>",
        b"".join(
            b'<cac:AllowanceCharge><cbc:ChargeIndicator>%b</cbc:ChargeIndicator>%b<cbc:Amount currencyID="EUR">%b'
            b"</cbc:Amount><cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>19</cbc:Percent>"
            b"<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:TaxCategory></cac:AllowanceCharge>" % adjustment
            for adjustment in (
                (b"false", b"<cbc:AllowanceChargeReason>Treuerabatt</cbc:AllowanceChargeReason>", b"10.00"),
                (b"false", b"<cbc:AllowanceChargeReasonCode>95</cbc:AllowanceChargeReasonCode>", b"5.00"),
                (b"true", b"<cbc:AllowanceChargeReason>Fracht</cbc:AllowanceChargeReason>", b"5.00"),
            )
        )
        + b"<cac:TaxTotal>",
    )
)

_CII_ALLOWANCE = (
    b"<ram:SpecifiedTradeAllowanceCharge><ram:ChargeIndicator><udt:Indicator>%b</udt:Indicator></ram:ChargeIndicator>"
    b"<ram:ActualAmount>%b</ram:ActualAmount>%b<ram:CategoryTradeTax><ram:TypeCode>VAT</ram:TypeCode>"
    b"<ram:CategoryCode>S</ram:CategoryCode><ram:RateApplicablePercent>19"
    b"</ram:RateApplicablePercent></ram:CategoryTradeTax></ram:SpecifiedTradeAllowanceCharge>"
)
_CII_FREIGHT = _CII_ALLOWANCE % (b"true", b"5.00", b"<ram:Reason>Fracht</ram:Reason>")

CII_ADJUSTED = (
    CII.replace(b"238.00", b"226.10")
    .replace(b"TotalPrepaidAmount>38.00", b"TotalPrepaidAmount>50.00")
    .replace(b'"EUR">38.00', b'"EUR">36.10')
    .replace(b"CalculatedAmount>38.00", b"CalculatedAmount>36.10")
    .replace(b"BasisAmount>200.00", b"BasisAmount>190.00")
    .replace(b"DuePayableAmount>200.00", b"DuePayableAmount>176.00")
    .replace(
        b"<ram:TaxBasisTotalAmount>200.00",
        b"<ram:ChargeTotalAmount>5.00</ram:ChargeTotalAmount><ram:AllowanceTotalAmount>15.00</ram:AllowanceTotalAmount>"
        b"<ram:TaxBasisTotalAmount>190.00",
    )
    .replace(b"<ram:GrandTotalAmount>", b"<ram:RoundingAmount>-0.10</ram:RoundingAmount><ram:GrandTotalAmount>")
    .replace(
        b"<ram:SpecifiedTradePaymentTerms>",
        _CII_ALLOWANCE % (b"false", b"10.00", b"<ram:Reason>Treuerabatt</ram:Reason>")
        + _CII_ALLOWANCE % (b"false", b"5.00", b"<ram:ReasonCode>95</ram:ReasonCode>")
        + _CII_FREIGHT
        + b"<ram:SpecifiedTradePaymentTerms>",
    )
)

# As EXTENDED and ZUGFeRD 1 write freight.
CII_LOGISTICS = CII_ADJUSTED.replace(
    b"urn:cen.eu:en16931:2017<", b"urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended<"
).replace(
    _CII_FREIGHT,
    b"<ram:SpecifiedLogisticsServiceCharge><ram:Description>Fracht</ram:Description>"
    b"<ram:AppliedAmount>5.00</ram:AppliedAmount><ram:AppliedTradeTax><ram:TypeCode>VAT</ram:TypeCode>"
    b"<ram:CategoryCode>S</ram:CategoryCode><ram:RateApplicablePercent>19</ram:RateApplicablePercent>"
    b"</ram:AppliedTradeTax></ram:SpecifiedLogisticsServiceCharge>",
)
