"""What a paper says of accounts against those of its vendor's record: whoever wants to be paid elsewhere prints both."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from operator import eq

from payables.extraction.accounts import accounts_of, debited_of, details_of
from payables.extraction.fields.contacts import OF_ANYBODY
from payables.extraction.model import BankDetail, Reading
from payables.invoices.model import Reason
from payables.vendors.model import Vendor

OTHER_BANK_DETAILS = "other_bank_details"
TOLD = 3  # accounts that a sentence names
ALIKE = 0.85  # of a print with wrong check digits and the account that it was misread from
LEAST = 5  # figures by which an account is known within an IBAN
MANY = "more accounts than are compared"
# Countries whose accounts begin with another's letters.
_OF_COUNTRY = {
    code: country
    for country, codes in {"GB": "GG JE IM", "FR": "GF GP MQ RE YT PM NC PF WF BL MF TF", "FI": "AX"}.items()
    for code in codes.split()
}
# Banks that were divided, by the letters in accounts of before and of today.
_ALSO = {"BARC": "BUKB", "BUKB": "BARC", "MIDL": "HBUK", "HBUK": "MIDL"}
ASK = "Ask the vendor by a number that you knew before."


def bank_reasons(vendor: Vendor, reading: Reading) -> list[Reason]:
    """Whatever is not known to be the vendor's, also beside an account that is. Nothing where the record has no account."""
    if not vendor.accounts:
        return []
    named = accounts_of(reading)
    known = [account for account in named if account in vendor.accounts]
    others = [account for account in named if account not in vendor.accounts]
    details = [one for one in details_of(reading) if one.value not in named]
    others += _others(vendor, details, alone=not known)
    if others:
        return [_reason(_told_others(vendor, known, others))]
    if announced := next(_announced(vendor, reading.bank_details, alone=not known), None):
        return [_reason(_told_change(vendor, announced))]
    debited = [account for account in debited_of(reading) if account not in vendor.accounts]
    return [_reason(_told_debited(vendor, debited))] if debited else []


def _others(vendor: Vendor, details: Sequence[BankDetail], *, alone: bool) -> list[str]:
    """As they are told. `alone`: the paper shows no account of the vendor's; only then a number counts whose bank it does not
    name, since customers have accounts too."""
    found: list[str] = []
    for one in details:
        match one.kind:
            case "unclear" if not any(_is_misread(one.value, account) for account in vendor.accounts):
                found.append(one.value)
            case "number" if not any(_is_within(one.value, account) for account in vendor.accounts):
                found.append(one.value)
            case "bare_number" if alone and not any(_is_within(one.value, account) for account in vendor.accounts):
                found.append(one.value)
            case "address" if not _is_own_address(one.value, vendor):
                found.append(one.value)
            case "bank" if not any(_is_bank_of(one.value, account) for account in vendor.accounts):
                found.append(f"the bank {one.value}")
            case "many":
                found.append(MANY)
            case _:
                pass
    return list(dict.fromkeys(found))


def _announced(vendor: Vendor, details: Sequence[BankDetail], *, alone: bool) -> Iterator[str]:
    """Words that announce a change, with no known account beside them: a vendor goes on to print them when it is on record.
    That there will be none is doubted only where the vendor's account is missing."""
    told = {"change", "denied_change"} if alone else {"change"}
    for one in details:
        if one.kind in told and not any(account in one.near for account in vendor.accounts):
            yield one.value


def _is_misread(printed: str, account: str) -> bool:
    """Nobody can be paid by such a number: one that is nearly the vendor's, or its beginning, is the vendor's."""
    return account.startswith(printed) or SequenceMatcher(None, printed, account, autojunk=False).ratio() >= ALIKE


def _is_within(number: str, account: str) -> bool:
    """Bank's code and account, as most countries put them together in an IBAN, a few with its check digits; codes of fewer
    figures are not in it everywhere."""
    *codes, last = number.split()
    parts = [*(code for code in codes if len(code) >= LEAST), last.lstrip("0")]
    return all(len(part) >= LEAST and part in account[2:] for part in parts)


def _is_bank_of(bic: str, account: str) -> bool:
    """The country is the account's, and so is the bank where the IBAN names it by the letters of its BIC; one letter may be
    misread. Elsewhere which bank has which BIC is not known."""
    country, bank = _OF_COUNTRY.get(bic[4:6], bic[4:6]), account[4:8]
    if country != account[:2]:
        return False
    named = (bic[:4], _ALSO.get(bic[:4]))
    return not bank.isalpha() or any(sum(map(eq, name, bank)) >= len(bank) - 1 for name in named if name)


def _is_own_address(address: str, vendor: Vendor) -> bool:
    """The vendor's mail address, or another one of its domain."""
    own = (vendor.email or "").lower()
    domain = address.rpartition("@")[2]
    return address in own or ("@" in address and domain not in OF_ANYBODY and f"@{domain}" in own)


def _told_others(vendor: Vendor, known: Sequence[str], others: Sequence[str]) -> str:
    told = ", ".join(others[:TOLD])
    if known:
        return f"Beside the vendor's account {known[0]} the paper names {told}. {ASK} {_ADD}"
    return f"The paper asks to be paid to {told}, and the vendor's record has {_record(vendor)}. {ASK} {_ADD}"


def _told_change(vendor: Vendor, words: str) -> str:
    return (
        f'The paper announces other bank details ("{words}"): compare them with the vendor\'s record, which has '
        f"{_record(vendor)}. {ASK}"
    )


def _told_debited(vendor: Vendor, debited: Sequence[str]) -> str:
    return (
        f"The paper says that it is paid from {', '.join(debited[:TOLD])}: make sure that this is your own account. The vendor's "
        f"record has {_record(vendor)}."
    )


_ADD = "If it is right, add its IBAN to the vendor's record."


def _record(vendor: Vendor) -> str:
    return ", ".join(vendor.accounts[:TOLD])


def _reason(sentence: str) -> Reason:
    return Reason(OTHER_BANK_DETAILS, sentence, "erp_vendor_id")
