import pytest
from tests.audit.desk import Desk

from harness.tenants import Tenant


@pytest.fixture
def desk(tenant: Tenant) -> Desk:
    return Desk(tenant)
