"""Addresses that can be paid to and are no account at a bank: of wallets, at providers of payments, of coins."""

import re
from collections.abc import Iterator

_MAIL = r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"
_PROVIDER = re.compile(
    rf"\b(?:paypal|zelle|venmo|wise|transferwise|revolut|skrill|neteller|payoneer|interac|e-transfer|pix|payid)\b[^@]{{0,40}}?({_MAIL})"
)
_LINK = re.compile(
    r"\b((?:www\.)?(?:paypal\.me|paypal\.com/(?:paypalme|invoice|pay|cgi-bin)|revolut\.me|wise\.com/(?:pay|share)|monzo\.me|monzo\.com/pay"
    r"|cash\.app|venmo\.com|payoneer\.com|link\.payoneer\.com|(?:buy|pay|checkout|invoice|donate)\.stripe\.com|checkout\.[\w-]+\.com"
    r"|pay\.(?:gocardless|sumup|mollie|adyen|google)\.com|square\.link|tikkie\.me|betaalverzoek\.\w+\.nl|lydia-app\.com|satispay\.com"
    r"|paytm\.me|razorpay\.me|rzp\.io|mpago\.la|bunq\.me)/[\w.$/?=&%~-]{1,80})"
)
_TAG = re.compile(r"\bcash ?app\b[^$]{0,20}(\$[a-z][\w-]{1,30})")
_UPI = re.compile(r"\b(?:upi|vpa|bhim|gpay|phonepe|paytm)\b[^@]{0,24}?\b([\w.-]{2,64}@[a-z]{2,20})\b(?![.\w])")
_PIX = re.compile(
    r"\bpix\b(?:[^\w]{0,4}(?:key|chave|cnpj|cpf|is|e)){0,4}[^\w+]{0,4}"
    r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\+?\d(?:[ ./-]{0,2}\d){9,13})(?!\w)"
)
_WALLET = re.compile(
    r"\b(?:swish|mobile ?pay|vipps|bizum|twint|m-?pesa|paybill|paynow|promptpay|payid|gcash|alipay|wechat pay|zelle|venmo)\b"
    r"(?:[^\w]{0,4}(?:no|nr|number|nummer|nummret|till|to|uen|id|is|an|a|al|naar|aan|account|paybill|payee)){0,4}[^\w+]{0,4}"
    r"(\+?\d(?:[ ./-]{0,2}\d){4,15}[a-z]?)(?!\w)"
)
_BECH32 = re.compile(r"\b((?:bc1|ltc1|addr1)[02-9ac-hj-np-z]{20,100})\b", re.IGNORECASE)
_HEX = re.compile(r"\b(0x[0-9a-f]{40})\b", re.IGNORECASE)
_TRON = re.compile(r"\b(T[1-9A-HJ-NP-Za-km-z]{33})\b")
_COINS = re.compile(
    r"\b(?:bitcoins?|btc|ethereum|eth|usdt|usdc|tether|litecoin|solana|monero|krypto\w*|crypto\w*|criptomoneda\w*)\b"
)
_BASE58 = re.compile(r"\b(?=\w*\d)(?=\w*[a-z])(?=\w*[A-Z])([1-9A-HJ-NP-Za-km-z]{25,95})\b")


def pay_addresses(text: str, plain: str, first: int) -> Iterator[str]:
    """Those that begin in the first row of a passage, as plain text; addresses of coins as printed."""
    for pattern in (_PROVIDER, _LINK, _TAG, _UPI, _PIX, _WALLET):
        yield from (found[1] for found in pattern.finditer(plain) if found.start() < first)
    for pattern in (_BECH32, _HEX, _TRON, *([_BASE58] if _COINS.search(plain) else [])):
        yield from (found[1] for found in pattern.finditer(text) if found.start() < first)
