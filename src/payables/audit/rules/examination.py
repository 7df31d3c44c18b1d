"""Whether the lines of an export are one account's whole chain, as it was sealed. Needs nothing but the lines.

An edit changes the hash of its entry; what is taken out, put in or exchanged breaks the numbers or the links; whoever makes
all hashes anew cannot make the signature. That the end was cut off together with its head, only a head that was saved
elsewhere can tell.
"""

from collections.abc import Collection

import msgspec

from payables.audit.errors import NotCanonical
from payables.audit.model import Fault, SignedHead, Verdict
from payables.audit.rules.canonical import canonical, read_json
from payables.audit.rules.chain import GENESIS, hash_of, parts_of
from payables.audit.rules.heads import is_signed, key_id, read_head

MOST_TOLD = 20
MOST_BYTES = 16 * 1024 * 1024  # of a line
LONGEST_SENTENCE = 400
NO_ENTRY = "It is not an entry as an export writes them."


class Link(msgspec.Struct):
    """What an entry says of its place in the chain."""

    account: str
    seq: int
    previous: str


_decode = msgspec.json.Decoder(Link).decode


class Examination:
    """Give it line by line, then ask for the `verdict`. Constant memory.

    `trusted` are public keys whose signatures count; empty: any. `saved` is a head that was kept elsewhere.
    """

    def __init__(self, trusted: Collection[bytes] = (), saved: SignedHead | None = None) -> None:
        self._trusted = trusted
        self._saved = saved
        self._found = Verdict()
        self._line = 0
        self._account: str | None = None
        self._seq = 0
        self._hash: str | None = GENESIS.hex()  # None behind an entry that cannot be read

    def look_at(self, line: bytes) -> None:
        """The next line, its end included."""
        self._line += 1
        if self._found.head:
            self._tell("Something follows the signed head, which is the end of an export.")
        elif len(line) > MOST_BYTES:
            self._skip(f"It has more than {MOST_BYTES} bytes; no entry has.")
        elif line.startswith(b'{"head":'):
            self._end(line)
        else:
            self._entry(line)

    def verdict(self) -> Verdict:
        """After the last line."""
        self._line = 0
        if self._found.head is None:
            self._tell(f"It does not end in a signed head: it was cut after entry {self._seq}.")
        if self._saved:
            self._compare(self._saved)
        return self._found

    def _entry(self, line: bytes) -> None:
        self._found.entries += 1
        parts = parts_of(line)
        try:
            link = _decode(parts[0]) if parts else None
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            link = None
        if parts is None or link is None:
            self._skip(f"{_form_of(line) or NO_ENTRY} Entry {self._seq + 1} is expected here.")
            return
        text, stated = parts
        if hash_of(text).hex() != stated:
            self._tell(f"Entry {link.seq} was changed: its content does not have its hash. {_form_of(line)}".strip())
        self._place(link)
        self._seq, self._hash = link.seq, stated
        self._meet_saved()

    def _place(self, link: Link) -> None:
        expected = self._seq + 1
        self._account = self._account or link.account
        if link.account != self._account:
            self._tell(f"Entry {link.seq} belongs to the account {link.account}, the others to {self._account}.")
        if link.seq > expected:
            missing = (
                f"Entry {expected} is" if link.seq == expected + 1 else f"Entries {expected} to {link.seq - 1} are"
            )
            self._tell(f"{missing} missing before entry {link.seq}.")
        elif link.seq < expected:
            self._tell(f"Entry {link.seq} stands where entry {expected} belongs: it is here twice or exchanged.")
        elif self._hash is not None and link.previous != self._hash:
            self._tell(f"Entry {link.seq} does not continue entry {self._seq}: one of them was replaced.")

    def _end(self, line: bytes) -> None:
        try:
            signed = read_head(line)
        except NotCanonical:
            self._tell("The signed head was changed: it is not as an export writes it.")
            return
        self._found.head = signed
        head = signed.head
        if not is_signed(signed):
            self._tell(f"The head was changed or forged: its signature is not that of key {key_id(signed.public_key)}.")
        if self._trusted and signed.public_key not in self._trusted:
            self._tell(f"The head is signed with the key {key_id(signed.public_key)}, which is not the one you trust.")
        if self._account and head.account != self._account:
            self._tell(f"The head is of the account {head.account}, the entries of {self._account}.")
        if (head.seq, head.hash) != (self._seq, self._hash):
            self._tell(
                f"The head was signed for entry {head.seq} with the hash {head.hash[:16]}…; the last entry here is {self._seq}."
            )
        self._account = self._account or head.account

    def _meet_saved(self) -> None:
        saved = self._saved.head if self._saved else None
        if saved and saved.seq == self._seq and saved.hash != self._hash:
            self._tell(
                f"Entry {self._seq} is not the one that your saved head was signed for: the chain was made anew."
            )

    def _compare(self, saved: SignedHead) -> None:
        if not is_signed(saved) or (self._trusted and saved.public_key not in self._trusted):
            self._tell("Your saved head is not signed with a key that you trust: it was changed or is another's.")
        if self._account and saved.head.account != self._account:
            self._tell(f"Your saved head is of the account {saved.head.account}, the export of {self._account}.")
        elif saved.head.seq > self._seq:
            self._tell(
                f"Your saved head was signed for entry {saved.head.seq}, the export ends with {self._seq}: it was cut."
            )

    def _skip(self, sentence: str) -> None:
        self._tell(sentence)
        self._seq, self._hash = self._seq + 1, None

    def _tell(self, sentence: str) -> None:
        self._found.fault_count += 1
        if len(self._found.faults) < MOST_TOLD:
            self._found.faults.append(Fault(self._line, _printable(sentence)))


def _printable(sentence: str) -> str:
    """What it quotes comes from the file: it may be endless, or mean something to a terminal."""
    return "".join(letter if letter.isprintable() else "?" for letter in sentence[:LONGEST_SENTENCE])


def _form_of(line: bytes) -> str:
    """What is wrong with the form of a line; empty for one that is written as an export writes them."""
    if _is_rewritten(line):
        return "Only its form is another (blanks, order of keys, escapes): examine the file as it was exported."
    return "" if parts_of(line) else NO_ENTRY


def _is_rewritten(line: bytes) -> bool:
    """Whether its content still has its hash. It is refused all the same: a hash is over bytes."""
    try:
        found = read_json(line)
        text = canonical(found["entry"]).encode()
        return found.keys() == {"entry", "hash"} and hash_of(text).hex() == found["hash"]
    except (NotCanonical, KeyError, TypeError, AttributeError, UnicodeEncodeError, RecursionError):
        return False
