"""The structure of an account in an org file: plan, features, companies, locations, groups."""

from payables.accounts.model import AccountEntry, ApprovalMode, CompanyEntry, GroupEntry, LocationEntry
from payables.app.org.custom_fields import CustomFields
from payables.app.org.fields import Fields, Notes
from payables.app.org.nodes import Node
from payables.kit.money import is_currency
from payables.platform.caller import Feature
from payables.platform.limits import Plan

PLAN = ("name", "requests_per_second", "burst", "daily_quota")
COMPANY = ("key", "name", "currency", "tax_ids", "own_names", "locations", "custom_fields")
LOCATION = ("key", "name", "group")
GROUP = ("key", "name", "locations")


def read_structure(fields: Fields, custom_fields: CustomFields) -> AccountEntry:
    """The account without its people; the custom fields of its companies are collected beside it. Faults go to the
    notes of `fields`."""
    reader = _Structure(fields.notes, custom_fields)
    groups = fields.each("groups", reader.group)
    companies = fields.each("companies", reader.company)
    reader.check_groups()
    return AccountEntry(
        key=fields.key("key"),
        name=fields.text("name"),
        plan=_plan(fields),
        features=_features(fields),
        approval_mode=ApprovalMode(fields.choice("approval_mode", ApprovalMode, "single") or "single"),
        allow_self_approval=fields.flag("allow_self_approval"),
        companies=companies,
        groups=groups,
    )


class _Structure:
    """Reads companies, locations and groups of one account, and remembers where their keys stand."""

    def __init__(self, notes: Notes, custom_fields: CustomFields) -> None:
        self.notes = notes
        self.custom_fields = custom_fields
        self.companies: dict[str, int] = {}
        self.locations: dict[str, int] = {}
        self.groups: dict[str, int] = {}
        self.members: dict[str, tuple[str, int]] = {}

    def group(self, node: Node) -> GroupEntry:
        fields = Fields(self.notes, node, "a group", GROUP)
        group = GroupEntry(fields.key("key"), fields.text("name"))
        self.notes.once(self.groups, group.key, fields.line_of("key"), "The group")
        fields.each("locations", lambda item: self._member(item, group.key))
        return group

    def company(self, node: Node) -> CompanyEntry:
        fields = Fields(self.notes, node, "a company", COMPANY)
        company = CompanyEntry(
            key=fields.key("key"),
            name=fields.text("name"),
            currency=self._currency(fields),
            tax_ids=fields.texts("tax_ids"),
            own_names=fields.texts("own_names"),
            locations=fields.each("locations", self._location),
        )
        self.notes.once(self.companies, company.key, fields.line_of("key"), "The company")
        self.custom_fields.read(fields, company.key)
        return company

    def check_groups(self) -> None:
        """Every location of a group must be a location of a company."""
        for location, (group, line) in self.members.items():
            if location not in self.locations:
                self.notes.add(line, f"The group {group} names the location {location}, which no company has.")

    def _member(self, node: Node, group: str) -> None:
        location = self.notes.text(node, "locations of a group", 64)
        if location in self.members:
            other, line = self.members[location]
            reason = f"The location {location} is in the group {other} already (line {line}): one is the most."
            self.notes.add(node.line, reason)
        elif location:
            self.members[location] = (group, node.line)

    def _location(self, node: Node) -> LocationEntry:
        fields = Fields(self.notes, node, "a location", LOCATION)
        key = fields.key("key")
        self.notes.once(self.locations, key, fields.line_of("key"), "The location")
        return LocationEntry(key, fields.text("name"), self._group_of(key, fields))

    def _group_of(self, location: str, fields: Fields) -> str | None:
        """A location may name its group, the group may list its locations, or both: then they must agree."""
        listed = self.members.get(location, (None, 0))[0]
        if fields.get("group") is None:
            return listed
        named, line = fields.text("group"), fields.line_of("group")
        if named not in self.groups:
            self.notes.add(line, f"The location {location} names the group {named}, which the account does not have.")
        elif listed not in (None, named):
            self.notes.add(line, f"The location {location} is in the group {listed} already: one is the most.")
        return named

    def _currency(self, fields: Fields) -> str:
        code = fields.text("currency")
        if code and not is_currency(code):
            reason = f"{code} is not a currency: use an ISO 4217 code such as USD or EUR."
            self.notes.add(fields.line_of("currency"), reason)
        return code


def _plan(fields: Fields) -> Plan:
    node = fields.get("plan")
    if node is None:
        return Plan()
    plan = Fields(fields.notes, node, "the plan", PLAN)
    usual = Plan()
    return Plan(
        plan.text("name"),
        plan.number("requests_per_second", usual.requests_per_second),
        plan.number("burst", usual.burst),
        plan.number("daily_quota", 0) or None,
    )


def _features(fields: Fields) -> tuple[str, ...]:
    seen: dict[str, int] = {}
    return fields.each("features", lambda node: _feature(fields.notes, node, seen))


def _feature(notes: Notes, node: Node, seen: dict[str, int]) -> str:
    value = notes.text(node, "A feature", 64)
    if value:
        notes.choice(node.line, value, "A feature", Feature)
        notes.once(seen, value, node.line, "The feature")
    return value
