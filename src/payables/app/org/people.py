"""The people and API users of an account in an org file."""

import re

from payables.access.model import ROLE_NAMES, ApiUserEntry, PersonEntry, ScopeEntry, ScopeKind
from payables.accounts.model import AccountEntry
from payables.app.org.fields import Fields, Notes
from payables.app.org.nodes import Mapping, Node, Scalar, Sequence

PERSON = ("email", "first_name", "last_name", "role", "locations")
API_USER = ("name", "scope", "role", "clients")
EMAIL = re.compile(r"[^@\s,;<>\"]{1,64}@[^@\s,;<>\".]+(\.[^@\s,;<>\".]+)+")
ACCOUNT_SCOPE = ScopeEntry()


class People:
    """Reads people and API users; their scopes must name companies and locations of the structure."""

    def __init__(self, notes: Notes, structure: AccountEntry) -> None:
        self.notes = notes
        self.companies = {company.key for company in structure.companies}
        self.company_of = {place.key: company.key for company in structure.companies for place in company.locations}
        self.emails: dict[str, int] = {}
        self.users: dict[str, int] = {}

    def person(self, node: Node) -> PersonEntry:
        fields = Fields(self.notes, node, "a person", PERSON)
        email = fields.text("email")
        if email and not EMAIL.fullmatch(email):
            self.notes.add(fields.line_of("email"), f"{email} is not an email address.")
        self.notes.once(self.emails, email.lower(), fields.line_of("email"), "The email")
        names = fields.text("first_name"), fields.text("last_name")
        return PersonEntry(email, *names, fields.choice("role", ROLE_NAMES), self._person_scope(fields))

    def api_user(self, node: Node) -> ApiUserEntry:
        fields = Fields(self.notes, node, "an API user", API_USER)
        name = fields.key("name")
        self.notes.once(self.users, name, fields.line_of("name"), "The API user")
        seen: dict[str, int] = {}
        clients = fields.each("clients", lambda item: self._client(item, seen))
        return ApiUserEntry(name, fields.choice("role", ROLE_NAMES), self._user_scope(fields), clients)

    def _client(self, node: Node, seen: dict[str, int]) -> str:
        fields = Fields(self.notes, node, "a client", ("name",))
        name = fields.text("name", most=100)  # people name them on /integration
        self.notes.once(seen, name, fields.line_of("name"), "The client")
        return name

    def _person_scope(self, fields: Fields) -> ScopeEntry:
        node = fields.need("locations")
        if node is None or _is(node, "all"):
            return ACCOUNT_SCOPE
        return self._locations(node, "locations of a person must be all, or a list of locations.")

    def _user_scope(self, fields: Fields) -> ScopeEntry:
        node = fields.need("scope")
        if node is None or _is(node, "account"):
            return ACCOUNT_SCOPE
        wrong = "scope of an API user must be account, {company: key} or {locations: [keys]}."
        if not isinstance(node, Mapping) or len(node.items) != 1 or not node.items.keys() <= {"company", "locations"}:
            self.notes.add(node.line, wrong)
            return ACCOUNT_SCOPE
        name, inner = next(iter(node.items.items()))
        return self._company(inner) if name == "company" else self._locations(inner, wrong)

    def _company(self, node: Node) -> ScopeEntry:
        key = self.notes.text(node, "company of a scope", 64)
        if key and key not in self.companies:
            self.notes.add(node.line, f"The scope names the company {key}, which the account does not have.")
        return ScopeEntry(ScopeKind.COMPANY, (key,))

    def _locations(self, node: Node, wrong: str) -> ScopeEntry:
        if not isinstance(node, Sequence) or not node.items:
            self.notes.add(node.line, wrong)
            return ACCOUNT_SCOPE
        keys = tuple(self._location(item) for item in node.items)
        companies = {self.company_of[key] for key in keys if key in self.company_of}
        return ScopeEntry(ScopeKind.LOCATIONS, tuple(sorted(companies)), tuple(sorted(set(keys))))

    def _location(self, node: Node) -> str:
        key = self.notes.text(node, "A location of a scope", 64)
        if key and key not in self.company_of:
            self.notes.add(node.line, f"The scope names the location {key}, which no company of the account has.")
        return key


def _is(node: Node, word: str) -> bool:
    return isinstance(node, Scalar) and node.text == word
