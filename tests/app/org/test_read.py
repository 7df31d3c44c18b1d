from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import payables.app.demo
from payables.access.model import ScopeEntry, ScopeKind
from payables.app.org.model import BadOrgFile
from payables.app.org.nodes import MOST_BYTES
from payables.app.org.read import read_org
from payables.platform.limits import Plan

ORG = """\
accounts:
  - key: harbor
    name: Harbor Grill
    plan: {name: Growth, requests_per_second: 50, burst: 100, daily_quota: 10000}
    features: [instant_capture, approvals]
    approval_mode: none
    companies:
      - key: inc
        name: Harbor Grill Inc.
        currency: USD
        tax_ids: ["99-0000202"]
        own_names: [Harbor Grill]
        locations:
          - {key: pier, name: Pier 7, group: water}
          - {key: town, name: Old Town}
      - {key: gmbh, name: Harbor GmbH, currency: EUR, locations: [{key: kiel, name: Kiel}]}
    groups:
      - {key: water, name: Waterfront, locations: [pier, kiel]}
    people:
      - {email: Rosa@harbor.example, first_name: Rosa, last_name: Delgado, role: Administrator - Full, locations: all}
      - {email: sam@harbor.example, first_name: Sam, last_name: Bell, role: Accounting - Full, locations: [kiel, pier]}
    api_users:
      - {name: erp, scope: account, role: Administrator - Full, clients: [{name: main}, {name: spare}]}
      - {name: one, scope: {company: gmbh}, role: Accounting - Full, clients: []}
      - {name: pos, scope: {locations: [pier]}, role: Accounting - Full}
"""


def test_a_complete_file_is_read_as_it_is_meant() -> None:
    (account,) = read_org(ORG, "org.yaml").accounts
    structure = account.structure
    assert (structure.key, structure.name, structure.approval_mode) == ("harbor", "Harbor Grill", "none")
    assert structure.plan == Plan("Growth", 50, 100, 10000)
    assert [company.currency for company in structure.companies] == ["USD", "EUR"]
    places = {place.key: place.group for company in structure.companies for place in company.locations}
    assert places == {"pier": "water", "town": None, "kiel": "water"}
    assert [person.scope for person in account.people] == [
        ScopeEntry(),
        ScopeEntry(ScopeKind.LOCATIONS, ("gmbh", "inc"), ("kiel", "pier")),
    ]
    assert [user.scope for user in account.api_users] == [
        ScopeEntry(),
        ScopeEntry(ScopeKind.COMPANY, ("gmbh",)),
        ScopeEntry(ScopeKind.LOCATIONS, ("inc",), ("pier",)),
    ]
    assert account.api_users[0].clients == ("main", "spare")


def test_the_demo_tenants_can_be_read() -> None:
    path = Path(payables.app.demo.__path__[0]) / "org.yaml"
    org = read_org(path.read_text(), "org.yaml")
    assert [account.structure.key for account in org.accounts] == ["corner-cafe", "harbor-grill", "nordwind-holding"]


def test_what_is_left_out_has_the_usual_value() -> None:
    (account,) = read_org("accounts: [{key: a, name: A}]", "org.yaml").accounts
    assert account.structure.plan == Plan()
    assert (account.structure.approval_mode, account.structure.allow_self_approval) == ("single", False)
    assert (account.people, account.api_users, account.structure.features) == ((), (), ())


# each: what is replaced, by what, the whole reason
REASONS = [
    ("name: Harbor Grill\n", "name: ''\n", "name of an account must be one line of text and not empty."),
    ("burst: 100", "burst: 0", "burst of the plan must be a whole number from 1 to 2147483647."),
    ("{key: pier, name: Pier 7", "{key: pier", "A location needs the field name."),
    ("clients: []", "clients: [name]", "A client must have fields (name: value)."),
    ("scope: account", "scope: all", "scope of an API user must be account, {company: key} or {locations: [keys]}."),
    ("locations: all", "locations: some", "locations of a person must be all, or a list of locations."),
    ("locations: [pier, kiel]", "locations: [[]]", "locations of a group must be a text."),
]

# each: what is replaced, by what, the line, a part of the reason
REFUSED = [
    ("key: harbor", "key: harbor\n    colour: red", 3, "has no field colour"),
    ("burst: 100", "bursts: 100", 4, "has no field bursts"),
    ("name: Growth, ", "", 4, "needs the field name"),
    ("    name: Harbor Grill\n", "", 2, "needs the field name"),
    ("name: Harbor Grill\n", "name: ''\n", 3, "not empty"),
    ("name: Harbor Grill\n", "name: '   '\n", 3, "not empty"),
    ("name: Harbor Grill\n", "name: 1234\n", 3, "put it in quotes"),
    ("name: Harbor Grill\n", "name: yes\n", 3, "put it in quotes"),
    ("name: Harbor Grill\n", 'name: "a\\0b"\n', 3, "control character"),
    ("name: Harbor Grill\n", 'name: "a\\nb"\n', 3, "one line"),
    ("name: Harbor Grill\n", f"name: {'x' * 201}\n", 3, "longer than 200"),
    ("name: Harbor Grill\n", "name: [Harbor]\n", 3, "must be a text"),
    ("key: harbor", "key: Harbor Grill", 2, "cannot be 'Harbor Grill'"),
    ("key: harbor", "key: ../harbor", 2, "cannot be '../harbor'"),
    ("requests_per_second: 50", "requests_per_second: 0", 4, "whole number"),
    ("requests_per_second: 50", "requests_per_second: 1.5", 4, "whole number"),
    ("requests_per_second: 50", "requests_per_second: -1", 4, "whole number"),
    ("requests_per_second: 50", f"requests_per_second: {'9' * 5000}", 4, "whole number"),
    ("requests_per_second: 50", "requests_per_second: many", 4, "whole number"),
    ("requests_per_second: 50", "requests_per_second: '50'", 4, "whole number"),
    ("requests_per_second: 50", "requests_per_second: 010", 4, "whole number"),
    ("requests_per_second: 50", "requests_per_second: 3000000000", 4, "whole number"),
    ("daily_quota: 10000", "daily_quota: 0", 4, "whole number"),
    ("key: harbor\n", "<<: {key: harbor}\n", 2, "has no field <<"),
    ("[instant_capture, approvals]", "[instant_capture, telepathy]", 5, "cannot be 'telepathy'"),
    ("[instant_capture, approvals]", "[approvals, approvals]", 5, "given twice"),
    ("[instant_capture, approvals]", "approvals", 5, "must be a list"),
    ("approval_mode: none", "approval_mode: maybe", 6, "cannot be 'maybe'"),
    ("approval_mode: none", "allow_self_approval: sometimes", 6, "true or false"),
    ("currency: USD", "currency: USS", 10, "not a currency"),
    ("currency: USD", "currency: usd", 10, "not a currency"),
    ("currency: USD", "currency: XXX", 10, "not a currency"),
    ('tax_ids: ["99-0000202"]', "tax_ids: [990000202]", 11, "put it in quotes"),
    ("key: gmbh", "key: inc", 16, "given twice, first in line 8"),
    ("key: town", "key: pier", 15, "given twice, first in line 14"),
    ("key: kiel", "key: town", 16, "given twice"),
    ("group: water}", "group: dry}", 14, "which the account does not have"),
    ("locations: [pier, kiel]", "locations: [pier, lost]", 18, "the location lost, which no company has"),
    (
        "      - {key: water, name: Waterfront, locations: [pier, kiel]}",
        "      - {key: water, name: Waterfront, locations: [pier]}\n      - {key: two, name: Two, locations: [pier]}",
        19,
        "is in the group water already (line 18)",
    ),
    (
        "      - {key: water, name: Waterfront, locations: [pier, kiel]}",
        "      - {key: water, name: Waterfront}\n      - {key: water, name: Two}",
        19,
        "given twice",
    ),
    (
        "      - {key: water, name: Waterfront, locations: [pier, kiel]}",
        "      - {key: water, name: Waterfront}\n      - {key: two, name: Two, locations: [pier]}",
        14,
        "is in the group two already",
    ),
    ("sam@harbor.example", "rosa@HARBOR.example", 21, "given twice, first in line 20"),
    ("sam@harbor.example", "sam at harbor", 21, "is not an email address"),
    ("sam@harbor.example", "sam@harbor", 21, "is not an email address"),
    ("role: Accounting - Full, locations: [kiel", "role: Accountant, locations: [kiel", 21, "cannot be 'Accountant'"),
    ("locations: [kiel, pier]", "locations: [kiel, lost]", 21, "the location lost"),
    ("locations: [kiel, pier]", "locations: []", 21, "must be all, or a list"),
    ("locations: [kiel, pier]", "locations: some", 21, "must be all, or a list"),
    (", locations: [kiel, pier]", "", 21, "needs the field locations"),
    ("name: erp, scope: account,", "name: erp,", 23, "needs the field scope"),
    ("scope: account", "scope: everything", 23, "must be account, {company: key} or {locations: [keys]}"),
    ("scope: {company: gmbh}", "scope: {company: lost}", 24, "the company lost"),
    ("scope: {company: gmbh}", "scope: {company: gmbh, locations: [kiel]}", 24, "must be account"),
    ("scope: {locations: [pier]}", "scope: {locations: []}", 25, "must be account"),
    ("name: one", "name: erp", 24, "given twice, first in line 23"),
    ("name: one", "name: a/b", 24, "cannot be 'a/b'"),
    ("{name: spare}", "{name: main}", 23, "The client main is given twice"),
    ("{name: spare}", "spare", 23, "must have fields"),
    ("approval_mode: none", "approval_mode: none\n    approval_mode: single", 7, "given twice, first in line 6"),
    ("accounts:\n", "accounts:\n  - {key: harbor, name: Twin}\n", 3, "The account harbor is given twice"),
    ("accounts:\n", "tenants: []\naccounts:\n", 1, "has no field tenants"),
]


@pytest.mark.parametrize(("part", "instead", "line", "reason"), REFUSED, ids=range(len(REFUSED)))
def test_a_fault_is_refused_with_its_line_and_reason(part: str, instead: str, line: int, reason: str) -> None:
    assert part in ORG
    with pytest.raises(BadOrgFile) as refused:
        read_org(ORG.replace(part, instead, 1), "org.yaml")
    told = [str(fault) for fault in refused.value.faults]
    assert any(text.startswith(f"org.yaml:{line}: ") and reason in text for text in told), told


# each: a whole file, the line, a part of the reason
NOT_YAML = [
    ("", 1, "empty"),
    ("# nothing\n", 1, "empty"),
    ("accounts: [", 1, "not YAML"),
    ("accounts:\n\t- key: a", 2, "not YAML"),
    ("- a\n- b\n", 1, "must have fields"),
    ("accounts: {key: a}", 1, "must be a list"),
    ("accounts:\n", 1, "needs the field accounts"),
    ("accounts: []\n---\naccounts: []\n", 2, "second document"),
    ("accounts:\n  - &a {key: a, name: A}\n  - *a\n", 2, "Anchors"),
    ("accounts: *gone\n", 1, "Anchors"),
    ("accounts:\n  - !!python/object/apply:os.system [ls]\n", 2, "Tags"),
    ("accounts: !include other.yaml\n", 1, "Tags"),
    ("accounts: " + "[" * 500 + "]" * 500, 1, "nested too deeply"),
    ("? [a, b]\n: c\n", 1, "must be a word"),
    ("accounts: []\n#" + "x" * MOST_BYTES, 1, "larger than"),
    ("accounts: \x00", 1, "not YAML"),
]


@pytest.mark.parametrize(("text", "line", "reason"), NOT_YAML, ids=range(len(NOT_YAML)))
def test_what_is_not_plain_yaml_is_refused(text: str, line: int, reason: str) -> None:
    with pytest.raises(BadOrgFile) as refused:
        read_org(text, "org.yaml")
    assert str(refused.value).startswith(f"org.yaml:{line}: ") and reason in str(refused.value)


def test_one_run_names_every_fault_in_the_order_of_the_lines() -> None:
    text = ORG.replace("USD", "USS").replace("name: Harbor Grill\n", "name: ''\n").replace("role: Acc", "role: Bcc")
    with pytest.raises(BadOrgFile) as refused:
        read_org(text, "org.yaml")
    lines = [fault.line for fault in refused.value.faults]
    assert lines == sorted(lines)
    assert {3, 10, 21, 24, 25} <= set(lines)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from("accounts: []{}-&*!|>'\"\n\t#,?%@ k1é\x00\ud800"), max_size=80))
def test_no_text_does_more_than_be_refused(text: str) -> None:
    try:
        read_org(text, "org.yaml")
    except BadOrgFile as refused:
        assert refused.faults


@pytest.mark.parametrize(("old", "new", "reason"), REASONS)
def test_a_reason_is_written_as_a_sentence_is(old: str, new: str, reason: str) -> None:
    with pytest.raises(BadOrgFile) as refused:
        read_org(ORG.replace(old, new, 1), "org.yaml")
    assert refused.value.faults[0].reason == reason
