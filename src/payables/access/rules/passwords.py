"""What a password has to be: long, and none that everybody tries first. Nothing about kinds of characters."""

import re
import unicodedata

LEAST, MOST = 12, 1000
# Of the passwords that leaks have shown most often, those that are long enough, and what our own name suggests.
COMMONEST = frozenset(
    re.findall(
        r"\S+",
        """
    123456789012 1234567890123 12345678901234 123456789123 123123123123 012345678910 987654321098 098765432112
    111111111111 000000000000 123456123456 1234567890qwerty qwertyuiop12 qwertyuiop123 qwertyuiopas qwertyuiop[]
    qwertyqwerty qwerty123456 qwerty12345678 1q2w3e4r5t6y 1q2w3e4r5t6y7u 1qaz2wsx3edc 1qaz2wsx3edc4rfv zaq12wsxcde3
    q1w2e3r4t5y6 asdfghjkl123 asdfasdfasdf zxcvbnm12345 abcdefghijkl abcdefgh1234 abc123abc123 aaaaaaaaaaaa
    password1234 password12345 password123456 password123! password2024 password2025 password2026 passwordpassword
    passw0rd1234 p@ssw0rd1234 p@ssword1234 administrator administrator1 admin1234567 adminadminadmin letmeinletmein
    welcome12345 welcome123456 iloveyou1234 iloveyou12345 iloveyouforever changeme1234 changemeplease
    correcthorsebatterystaple trustno1trustno1 superman1234 football1234 baseball1234
    liverpool123 manchester123 computer1234 unknownpassword mypassword123 newpassword123 secretpassword
    payables1234 payables12345 payablespayables accountspayable invoice12345 invoices12345
    """,
    )
)
PHRASES = frozenset({"correct horse battery staple", "accounts payable"})


def normal(password: str) -> str:
    """One form for what keyboards and systems write differently (NIST SP 800-63B: NFKC)."""
    return unicodedata.normalize("NFKC", password)


def fault_of(password: str, email: str) -> str | None:
    """A sentence about what is wrong with a new password of this login; None if nothing is."""
    if len(password) > MOST:
        return f"Choose a password of at most {MOST} characters."
    plain = normal(password)
    if len(plain) < LEAST:
        return f"Choose a password of at least {LEAST} characters: several words are easy to remember."
    lower = plain.casefold()
    if email.casefold() in lower or lower in email.casefold():
        return "Choose a password that is not your e-mail address."
    if lower in COMMONEST or lower in PHRASES or len(set(lower)) < 4:
        return "This password is one of the first that anybody would try: choose another."
    return None
