import re
from pathlib import Path

from payables.access.model import ROLE_NAMES
from payables.app.org.read import read_org
from payables.platform.caller import Feature

PAGE = (Path(__file__).parents[3] / "docs" / "provisioning.md").read_text()


def test_the_documented_org_file_is_one_that_is_accepted() -> None:
    found = re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert found
    (account,) = read_org(found[1], "docs/provisioning.md").accounts
    assert set(account.structure.features) == set(Feature)


def test_every_role_is_documented() -> None:
    assert [role for role in ROLE_NAMES if f"`{role}`" not in PAGE] == []
