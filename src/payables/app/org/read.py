"""An org file's text to an Org."""

from payables.app.org.custom_fields import CustomFields
from payables.app.org.fields import Fields, Notes
from payables.app.org.model import BadOrgFile, Org, OrgAccount
from payables.app.org.nodes import Node, read_nodes
from payables.app.org.people import People
from payables.app.org.structure import read_structure

ACCOUNT = (
    *("key", "name", "plan", "features", "approval_mode", "allow_self_approval"),
    *("companies", "groups", "people", "api_users", "custom_fields"),
)


def read_org(text: str, name: str) -> Org:
    """Raises BadOrgFile with every fault, each with the file's name, the line and the reason."""
    notes = Notes(name)
    top = Fields(notes, read_nodes(text, name), "the file", ("accounts",))
    seen: dict[str, int] = {}
    top.need("accounts")
    accounts = top.each("accounts", lambda node: _account(notes, node, seen))
    if notes.faults:
        raise BadOrgFile(notes.faults)
    return Org(accounts)


def _account(notes: Notes, node: Node, seen: dict[str, int]) -> OrgAccount:
    fields = Fields(notes, node, "an account", ACCOUNT)
    custom_fields = CustomFields(notes)
    custom_fields.read(fields, None)
    structure = read_structure(fields, custom_fields)
    notes.once(seen, structure.key, fields.line_of("key"), "The account")
    people = People(notes, structure)
    return OrgAccount(
        structure,
        fields.each("people", people.person),
        fields.each("api_users", people.api_user),
        tuple(custom_fields.entries),
    )
