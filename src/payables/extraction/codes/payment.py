"""What a payment code asks for, and the check digits of the numbers in it."""

from dataclasses import dataclass, field

from payables.extraction.fields.candidates.tax_ids import iban_is_valid
from payables.extraction.model import Code, Finding, Terms

_CARRY = (0, 9, 4, 6, 8, 2, 7, 1, 3, 5)


@dataclass(slots=True)
class Payment:
    """`kind` is "QR-bill" or "GiroCode". Values are None where the code does not say or says something impossible, which is
    then among the findings. `number` and the like are those of the billing information (Swico S1)."""

    kind: str
    code: Code
    iban: str | None = None
    name: str | None = None
    amount: str | None = None
    currency: str | None = None
    reference: str | None = None
    number: str | None = None
    invoice_date: str | None = None
    vat_id: str | None = None
    terms: Terms | None = None
    findings: list[Finding] = field(default_factory=list[Finding])

    def take_iban(self, text: str) -> None:
        """One whose check digits are wrong is told and not used."""
        iban = "".join(text.split()).upper()
        if iban_is_valid(iban):
            self.iban = iban
        else:
            self._wrong(
                "code-iban-invalid", f"The IBAN {iban[:34]} in the {self.kind} has wrong check digits.", "error"
            )

    def take_reference(self, text: str, *, is_valid: bool) -> None:
        if text and is_valid:
            self.reference = text
        elif text:
            self._wrong(
                "code-reference-invalid", f"The reference {text[:30]} in the {self.kind} has wrong check digits."
            )

    def _wrong(self, rule: str, message: str, severity: str = "warning") -> None:
        self.findings.append(Finding(rule, severity, message))


def qr_reference_is_valid(text: str) -> bool:
    """27 digits, the last by modulo 10, recursive (Swiss implementation guidelines, annex B)."""
    if len(text) != 27 or not (text.isascii() and text.isdigit()):
        return False
    carry = 0
    for digit in text[:-1]:
        carry = _CARRY[(carry + int(digit)) % 10]
    return (10 - carry) % 10 == int(text[-1])


def creditor_reference_is_valid(text: str) -> bool:
    """ISO 11649: RF, two check digits, at most 21 characters."""
    if not (text.startswith("RF") and 5 <= len(text) <= 25 and text.isascii() and text.isalnum()):
        return False
    return int("".join(str(int(c, 36)) for c in text[4:] + text[:4])) % 97 == 1
