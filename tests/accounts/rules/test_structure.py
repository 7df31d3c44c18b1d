from payables.accounts.model import AccountEntry, CompanyEntry, LocationEntry, PresentStructure, StepKind
from payables.accounts.rules.structure import plan_structure
from payables.platform.limits import Plan

NOTHING = PresentStructure(None, {}, {}, {})
ENTRY = AccountEntry(
    "cafe",
    "Cafe",
    Plan("Basic", 10, 20),
    ("approvals",),
    companies=(CompanyEntry("inc", "Cafe Inc", "USD", ("1",), (), (LocationEntry("main", "Main"),)),),
)


def present(**location: object) -> PresentStructure:
    """What provisioning ENTRY left behind; `location` changes its only location."""
    account = {
        "key": "cafe",
        "name": "Cafe",
        "plan": {"name": "Basic", "requests_per_second": 10, "burst": 20, "daily_quota": None},
        "features": ["approvals"],
        "approval_mode": "single",
        "allow_self_approval": False,
    }
    company = {"key": "inc", "id": 1, "name": "Cafe Inc", "currency": "USD", "tax_ids": ["1"], "own_names": []}
    main = {"key": "main", "id": 2, "name": "Main", "company": "inc", "group": None, "active": True, **location}
    return PresentStructure(account, {"inc": company}, {}, {"main": main})


def kinds(structure: PresentStructure, entry: AccountEntry = ENTRY, *, deactivate_missing: bool = False) -> list[str]:
    steps = plan_structure(structure, entry, deactivate_missing=deactivate_missing)
    return [f"{step.kind} {step.subject} {step.key}" for step in steps if step.kind is not StepKind.KEEP]


def test_everything_is_new_in_the_order_in_which_it_can_be_made() -> None:
    assert kinds(NOTHING) == ["create account cafe", "create company inc", "create location main"]


def test_nothing_is_to_be_done_when_all_is_as_wanted() -> None:
    assert kinds(present()) == []


def test_only_the_fields_that_differ_are_told_from_both_sides() -> None:
    steps = plan_structure(present(name="Old", group="north"), ENTRY, deactivate_missing=False)
    (change,) = [step for step in steps if step.kind is StepKind.CHANGE]
    assert (change.before, change.after) == ({"name": "Old", "group": "north"}, {"name": "Main", "group": None})


def test_an_inactive_location_that_is_wanted_becomes_active() -> None:
    steps = plan_structure(present(active=False), ENTRY, deactivate_missing=False)
    (change,) = [step for step in steps if step.kind is StepKind.CHANGE]
    assert change.after == {"active": True}


def test_what_is_missing_is_deactivated_only_on_demand_and_only_if_it_can_be() -> None:
    bare = AccountEntry("cafe", "Cafe", Plan("Basic", 10, 20), ("approvals",))
    assert kinds(present(), bare) == ["missing company inc", "missing location main"]
    on_demand = kinds(present(), bare, deactivate_missing=True)
    assert on_demand == ["missing company inc", "deactivate location main"]


def test_what_is_inactive_already_is_not_mentioned() -> None:
    bare = AccountEntry("cafe", "Cafe", Plan("Basic", 10, 20), ("approvals",))
    assert kinds(present(active=False), bare, deactivate_missing=True) == ["missing company inc"]


def test_the_order_of_features_does_not_matter() -> None:
    one = AccountEntry("a", "A", features=("catalog_match", "approvals"))
    other = AccountEntry("a", "A", features=("approvals", "catalog_match"))
    options = {"deactivate_missing": False}
    assert plan_structure(NOTHING, one, **options) == plan_structure(NOTHING, other, **options)
