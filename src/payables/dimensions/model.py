"""What a dimension is."""

from datetime import datetime
from enum import StrEnum

import msgspec


class DimensionType(StrEnum):
    """The categories invoices are coded with (contract/platform.md section 8.2)."""

    ACCOUNT = "account"
    LOCATION = "location"
    DEPARTMENT = "department"
    CLASS = "class"
    PROJECT = "project"
    CUSTOMER = "customer"
    ENTITY = "entity"
    ITEM = "item"
    WAREHOUSE = "warehouse"
    TASK = "task"
    COSTTYPE = "costtype"
    EMPLOYEE = "employee"
    TAXCODE = "taxcode"
    PROPERTY = "property"
    COMPANY = "company"
    SUBSIDIARY = "subsidiary"


# What a dimension is in the ERP: who approves something that is coded with it, approves this.
IDENTITY = ("ottimate_type", "name", "code", "erp_dimension_id")


class Dimension(msgspec.Struct, frozen=True, kw_only=True):
    """One value of a category: a GL account, a department, a project.

    `reference_id` identifies it across systems, `erp_dimension_id` inside its type in the company's ERP.
    """

    id: str
    company_id: int
    erp_type: str
    ottimate_type: str
    name: str
    code: str
    reference_id: str
    erp_dimension_id: str
    created_at: datetime
    updated_at: datetime
