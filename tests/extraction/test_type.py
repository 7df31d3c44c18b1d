"""What kind of document a paper is: papers made up here, in six languages."""

import pytest

from payables.extraction.document import read_pages
from payables.extraction.model import Field
from payables.extraction.page.model import Page, Word
from payables.extraction.signs import in_minus

SENDER = "Harbour Supplies Ltd\n12 Quay Road\nBristol BS1 4AA\n"
SUMS = "\nNet total | 1.200,00\nVAT 19% | 228,00\nTotal | 1.428,00 EUR"


def page(text: str) -> Page:
    """A row per line; `|` begins a cell far to the right."""
    words: list[Word] = []
    for row, line in enumerate(text.strip().splitlines()):
        for column, cell in enumerate(line.split("|")):
            x, y = 50.0 + 170 * column, 50.0 + 16 * row
            for part in cell.split():
                words.append(Word(part, x, y, x + 5.0 * len(part), y + 10))
                x += 5.0 * len(part) + 3
    return Page(1, 595, 842, words)


def type_of(text: str) -> Field:
    return read_pages([page(text)]).fields["type"]


@pytest.mark.parametrize(
    "title",
    [
        "Payment reminder", "Final notice", "2. Mahnung", "Zahlungserinnerung", "Rappel de paiement", "Mise en demeure",
        "Recordatorio de pago", "Sollecito di pagamento", "Betalingsherinnering", "Aanmaning",
    ],
)  # fmt: skip
def test_what_asks_for_an_older_invoice_again_is_not_an_invoice(title: str) -> None:
    table = "\nInvoice | Date | Amount\nR-2026-77 | 10.02.2026 | 1.428,00\nTotal due | | 1.428,00 EUR"
    assert type_of(f"{SENDER}{title}\nInvoice number: R-2026-77{table}").value == "other"


@pytest.mark.parametrize(
    "title",
    [
        "Delivery note 4711", "Packing list", "Lieferschein Nr. 4711", "Bon de livraison", "Albarán de entrega 4711",
        "Documento di trasporto", "Pakbon", "Order confirmation", "Auftragsbestätigung Nr. 4711", "Confirmation de commande",
        "Confirmación de pedido", "Conferma d'ordine", "Orderbevestiging", "Quotation", "Angebot Nr. 4711", "Devis n° 4711",
        "Presupuesto", "Preventivo", "Offerte", "Purchase order", "Bon de commande", "Pro forma invoice", "Proforma-Rechnung",
        "Facture pro forma", "Contract",
    ],
)  # fmt: skip
def test_what_comes_before_or_beside_an_invoice_is_none(title: str) -> None:
    assert type_of(f"{SENDER}{title}\nDate: 10.02.2026\nInvoice address: Blue Anchor Ltd{SUMS}").value == "other"


@pytest.mark.parametrize(
    "title",
    [
        "Statement of account", "STATEMENT", "Kontoauszug", "Offene Posten", "Relevé de compte", "Estado de cuenta",
        "Estratto conto", "Rekeningoverzicht",
    ],
)  # fmt: skip
def test_a_statement_of_account_is_a_statement(title: str) -> None:
    rows = "\nInvoice no | Date | Amount\nR-1 | 10.02.2026 | 100,00\nR-2 | 11.02.2026 | 50,00\nTotal | | 150,00 EUR"
    assert type_of(f"{SENDER}{title}\nDate: 28.02.2026{rows}").value == "statement"


@pytest.mark.parametrize(
    "letter",
    [
        "Dear Sir or Madam,\nour office moves to Quay Road on 1 March 2026.\nYours sincerely",
        "Sehr geehrte Damen und Herren,\nam 1. März 2026 ziehen wir um.\nMit freundlichen Grüßen",
        "Madame, Monsieur,\nnos bureaux demenagent le 1er mars 2026.",
        "Menu\nSoup of the day | 6.50\nFish of the day | 18.00\nCoffee | 3.20",
        "Speisekarte\nTagessuppe | 6,50 €\nFisch | 18,00 €\nAlle Preise inkl. MwSt.",
    ],
)
def test_letters_and_menus_are_no_invoices(letter: str) -> None:
    assert type_of(f"{SENDER}{letter}").value == "other"


@pytest.mark.parametrize(
    "head",
    [
        "INVOICE\nOrder | 4711\nDelivery note | L-22\nEstimate",
        "Rechnung Nr. 4711\nLieferschein: L-22\nAngebot Nr. A-3\nAuftragsbestätigung: AB-1",
        "Rechnungsnummer: 4711\nLieferschein | L-22\nBestellung | B-12",
        "Facture n° 4711\nBon de livraison : L-22\nDevis n° D-1",
        "Factura nº 4711\nAlbarán: L-22\nPedido: P-1",
        "Fattura n. 4711\nOrdine: P-1\nDDT: 22",
        "Factuur\nFactuurnummer: 4711\nOfferte: O-1\nPakbon: P-1",
        "Statement\nInvoice no: 4711",
        "R E C H N U N G\nLieferschein-Nr: L-22",
        "TAX INVOICE\nOrder: 12\nCash | 1.428,00",
    ],
)
def test_other_papers_that_an_invoice_names_leave_it_an_invoice(head: str) -> None:
    found = type_of(f"{SENDER}{head}{SUMS}")
    assert (found.value, found.confidence >= 0.5) == ("invoice", True)


@pytest.mark.parametrize(
    "head",
    [
        "CREDIT\nCredit no.: 4711\nCredit date: 10.02.2026", "CREDIT\nDocument no.: 4711", "Credit number: 4711",
        "CREDIT ADVICE\nDocument no.: 4711", "CREDIT STATEMENT", "Self-billed credit note", "REFUND\nDocument no.: 4711",
        "Refund note 4711", "CREDIT NOTE\nOriginal invoice: 4710", "Rechnungsgutschrift 4711", "RÜCKERSTATTUNG", "KREDITNOTA",
        "Note d'avoir n° 4711", "REMBOURSEMENT", "Factura de abono nº 4711", "ABONO", "Nota di accredito n. 4711", "RIMBORSO",
        "Creditfactuur 4711", "TERUGBETALING", "Kreditnota nr. 4711", "Kreditfaktura", "Kreditnote",
    ],
)  # fmt: skip
def test_a_credit_by_any_of_its_names_is_a_credit_memo(head: str) -> None:
    assert type_of(f"{SENDER}{head}\nDate: 10.02.2026{SUMS}").value == "credit_memo"


@pytest.mark.parametrize(
    "said",
    [
        "This document is a credit note. Please deduct the amount from your next payment.", "CREDIT NOTE - not payable",
        "Not payable", "Please do not pay", "This is not a bill", "Dies ist eine Gutschrift", "Bitte nicht zahlen",
        "Der Betrag wird Ihrem Konto gutgeschrieben.", "Ceci est un avoir", "Ne pas payer", "Este documento es una nota de crédito",
        "No pagar", "Questo documento è una nota di credito", "Non pagare", "Dit document is een creditnota", "Niet betalen",
    ],
)  # fmt: skip
def test_an_invoice_that_says_elsewhere_that_nothing_is_to_be_paid_is_in_doubt(said: str) -> None:
    found = type_of(f"{SENDER}INVOICE\nInvoice number: 4711{SUMS}\n{said}")
    assert (found.value, found.confidence < 0.5, found.raw) == ("invoice", True, said)


@pytest.mark.parametrize(
    "label",
    [
        "Total credit",
        "Credit total EUR",
        "Gutschriftsbetrag",
        "Montant à rembourser",
        "Importe a devolver",
        "Creditbedrag",
    ],
)
def test_a_total_that_is_called_a_credit_puts_the_invoice_in_doubt(label: str) -> None:
    sums = f"\nNet | 1.200,00\nVAT 19% | 228,00\n{label} | 1.428,00 EUR"
    assert type_of(f"{SENDER}Document no.: 4711\nDate: 10.02.2026{sums}").confidence < 0.5


@pytest.mark.parametrize(
    "text",
    [
        "Credit card | 1.428,00", "Credit terms: 30 days", "Total credit card | 1.428,00", "Cheques are not payable in cash here.",
        "VAT not payable", "Less credit note CN-7 | 0,00", "Credit notes are issued within 14 days.", "Creditor no.: 4711",
        "Debit | Credit | Balance", "No refund without this receipt.", "Gutschriften sind keine Rechnungen.",
    ],
)  # fmt: skip
def test_an_invoice_that_only_speaks_of_credit_is_an_invoice(text: str) -> None:
    found = type_of(f"{SENDER}INVOICE\nInvoice number: 4711{SUMS}\n{text}")
    assert (found.value, found.confidence >= 0.5) == ("invoice", True)


def test_a_paper_whose_sums_are_marked_cr_is_in_minus() -> None:
    sums = "\nNet | 1,200.00 CR\nVAT 19% | 228.00 CR\nTotal | 1,428.00 CR"
    found = read_pages([page(f"{SENDER}INVOICE\nInvoice number: 4711{sums}")])
    assert (found.fields["total_amount"].value, in_minus(found)) == ("-1428.00", True)


def test_a_letter_with_an_invoices_heading_is_an_invoice() -> None:
    text = f"{SENDER}Ihre Rechnung 4711\nSehr geehrte Damen und Herren,\nwir berechnen Ihnen{SUMS}"
    assert type_of(text).value == "invoice"


def test_a_slip_of_a_till_without_a_heading_is_an_invoice() -> None:
    assert (
        type_of("Corner Shop\nMilk | 2.50\nBread | 3.00\nTOTAL | 5.50\nCASH | 10.00\nCHANGE | 4.50").value == "invoice"
    )


def test_a_heading_tells_its_place_and_its_words() -> None:
    found = type_of(f"{SENDER}Lieferschein Nr. 4711{SUMS}")
    assert (found.raw, found.page, found.box is not None) == ("Lieferschein Nr. 4711", 1, True)
