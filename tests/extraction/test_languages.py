"""Label rules in six languages, on words with boxes."""

import pytest

from payables.extraction.document import read_pages
from payables.extraction.model import Reading
from payables.extraction.page.model import Page, Word

PAPERS = {
    "de": """
        Nordlicht Leuchten GmbH
        Kai 1
        24103 Kiel
        USt-IdNr. DE136695976
        Hotel Anker AG
        RECHNUNG
        Rechnungsnummer: R-2026-77
        Rechnungsdatum: 10.02.2026
        Fällig am: 12.03.2026
        Ihre Bestellnummer: B-551
        Nettobetrag | 1.200,00 EUR
        zzgl. 19 % MwSt. | 228,00 EUR
        Rechnungsbetrag | 1.428,00 EUR
        IBAN DE75 5121 0800 1245 1261 99""",
    "fr": """
        Lumières du Nord SARL
        1 quai des Brumes
        FACTURE
        Facture n° : R-2026-77
        Date de facture : 10/02/2026
        Date d'échéance : 12/03/2026
        N° de commande : B-551
        TVA intracommunautaire : FR11999999998
        Total HT | 1 200,00 €
        TVA 19 % | 228,00 €
        Total TTC | 1 428,00 €""",
    "es": """
        Luces del Norte S.L.
        FACTURA
        Factura nº: R-2026-77
        Fecha de factura: 10/02/2026
        Vencimiento: 12/03/2026
        Nº de pedido: B-551
        Base imponible | 1.200,00 €
        IVA 19 % | 228,00 €
        Total a pagar | 1.428,00 €""",
    "it": """
        Luci del Nord S.r.l.
        FATTURA
        Fattura n. R-2026-77
        Data fattura: 10/02/2026
        Scadenza: 12/03/2026
        Numero ordine: B-551
        Imponibile | 1.200,00 €
        IVA 19% | 228,00 €
        Totale fattura | 1.428,00 €""",
    "nl": """
        Noorderlicht B.V.
        FACTUUR
        Factuurnummer: R-2026-77
        Factuurdatum: 10 februari 2026
        Vervaldatum: 12 maart 2026
        Inkoopnummer: B-551
        Totaal exclusief btw | € 1.200,00
        Btw 19% | € 228,00
        Totaal inclusief btw | € 1.428,00""",
    "en": """
        Northern Lights Ltd
        INVOICE
        Invoice no: R-2026-77
        Date of issue: 10 February 2026
        Payment due: 12 March 2026
        Purchase order: B-551
        Net total | £1,200.00
        VAT 19% | £228.00
        Total due | £1,428.00""",
}


def page(text: str) -> Page:
    """A row per line; `|` begins a cell far to the right."""
    words: list[Word] = []
    for row, line in enumerate(text.strip().splitlines()):
        for column, cell in enumerate(line.split("|")):
            x, y = 50.0 + 300 * column, 50.0 + 16 * row
            for part in cell.split():
                words.append(Word(part, x, y, x + 5.0 * len(part), y + 10))
                x += 5.0 * len(part) + 3
    return Page(1, 595, 842, words)


def read(text: str) -> Reading:
    return read_pages([page(text)])


@pytest.mark.parametrize("language", PAPERS)
def test_the_header_is_found_by_its_labels(language: str) -> None:
    fields = {name: field.value for name, field in read(PAPERS[language]).fields.items()}
    wanted = {
        "number": "R-2026-77",
        "invoice_date": "2026-02-10",
        "due_date": "2026-03-12",
        "purchase_order": "B-551",
        "net_amount": "1200.00",
        "total_tax": "228.00",
        "total_amount": "1428.00",
        "currency": "GBP" if language == "en" else "EUR",
        "type": "invoice",
    }
    assert {name: fields.get(name) for name in wanted} == wanted


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("de", "Nordlicht Leuchten GmbH"),
        ("fr", "Lumières du Nord SARL"),
        ("es", "Luces del Norte S.L"),
        ("it", "Luci del Nord S.r.l"),
        ("nl", "Noorderlicht B.V"),
        ("en", "Northern Lights Ltd"),
    ],
)
def test_the_seller_stands_on_top_with_a_legal_form(language: str, name: str) -> None:
    assert read(PAPERS[language]).fields["vendor_name"].value.rstrip(".") == name


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("CREDIT NOTE", "credit_memo"),
        ("Gutschrift", "credit_memo"),
        ("Rechnungskorrektur", "credit_memo"),
        ("Avoir", "credit_memo"),
        ("Nota di credito", "credit_memo"),
        ("Factura rectificativa", "credit_memo"),
        ("Creditnota", "credit_memo"),
        ("Invoice", "invoice"),
        ("Menu of the day", "other"),
    ],
)
def test_the_title_tells_the_type(title: str, kind: str) -> None:
    assert read(f"{title}\n Some words\n and some more").fields["type"].value == kind


def test_the_buyers_block_is_not_the_seller() -> None:
    fields = read("Bill to: | Seller:\nBlue Anchor Ltd | Harbour Supplies\n3 Way | 12 Quay\nInvoice 5521").fields
    assert fields["vendor_name"].value == "Harbour Supplies"
    assert fields["buyer_name"].value == "Blue Anchor Ltd"


def test_an_iban_with_wrong_check_digits_is_never_sure() -> None:
    good = read("Invoice 5521\nIBAN DE75 5121 0800 1245 1261 99").fields["vendor_iban"]
    bad = read("Invoice 5521\nIBAN DE76 5121 0800 1245 1261 99").fields["vendor_iban"]
    assert (good.value, good.confidence > 0.9, bad.confidence < 0.5) == ("DE75512108001245126199", True, True)
    assert "vendor_iban" not in read("Invoice 5521\nDE76 5121 0800 1245 1261 99").fields


def test_words_that_were_hard_to_read_lower_the_confidence() -> None:
    sure, unsure = page("Invoice number: A-4711\nTotal | 12.00"), page("Invoice number: A-4711\nTotal | 12.00")
    for word in unsure.words:
        word.confidence = 0.4
    first, second = (read_pages([p]).fields["number"].confidence for p in (sure, unsure))
    assert second < 0.6 * first
