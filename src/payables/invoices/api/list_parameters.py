"""What a list of invoices is asked for by (contract/invoices-and-catalog.md section 3.1)."""

from dataclasses import dataclass
from typing import Annotated

from litestar.params import QueryParameter

from payables.invoices.model import PaymentStatus, Status
from payables.kit.ids import MAX_INT_ID
from payables.platform.http.parameter_groups import Parameters
from payables.platform.http.parameters import CompanyFilter

Day = Annotated[
    str | None,
    QueryParameter(description='YYYY-MM-DD or "YYYY-MM-DD HH:MM:SS", UTC. Both ends are included.', required=False),
]
DayUtc = Annotated[
    str | None,
    QueryParameter(description="The same in ISO 8601; wins over the plain one.", required=False),
]
LastModifiedBy = Annotated[
    int | None, QueryParameter(description="Whoever changed it last.", ge=1, le=MAX_INT_ID, required=False)
]
StatusFilter = Annotated[
    Status | None,
    QueryParameter(description="approved includes ready-for-export and exported.", required=False),
]
PaymentStatusFilter = Annotated[
    PaymentStatus | None, QueryParameter(description="How much of it is paid.", required=False)
]
LocationsFilter = Annotated[str | None, QueryParameter(description="Location ids divided by commas.", required=False)]
VendorFilter = Annotated[str | None, QueryParameter(description="Only this vendor.", required=False)]
IdsFilter = Annotated[
    str | None, QueryParameter(description="Ids divided by commas: UUIDs, integer ids, or both.", required=False)
]
UploadFilter = Annotated[str | None, QueryParameter(description="Extension: invoices of this upload.", required=False)]
SearchedWords = Annotated[
    str | None,
    QueryParameter(
        description="Words, each of which is part of the number, vendor name, PO number, notes or a line's text, in "
        "any case, or is the total, the tax or a line's amount.",
        required=False,
    ),
]
WaitingFor = Annotated[
    str | None,
    QueryParameter(
        description="Invoices that this person (user id, e-mail address, or me) may decide over now: asked, or in "
        "the place of somebody who was; and those that nobody was asked for, if the person may approve; nobody: those for "
        "which nobody is asked now. An extension of the contract.",
        required=False,
    ),
]
CustomFieldsFilter = Annotated[
    str | None, QueryParameter(description="JSON object: every key must have exactly this value.", required=False)
]
ExpandItems = Annotated[str | None, QueryParameter(description="items, approvers, divided by commas.", required=False)]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFilters(Parameters):
    """As they are sent."""

    date_from: Day = None
    date_to: Day = None
    date_from_utc: DayUtc = None
    date_to_utc: DayUtc = None
    last_modified_date_from: Day = None
    last_modified_date_to: Day = None
    last_modified_date_from_utc: DayUtc = None
    last_modified_date_to_utc: DayUtc = None
    last_modified_user_id: LastModifiedBy = None
    status: StatusFilter = None
    payment_status: PaymentStatusFilter = None
    company_id: CompanyFilter = None
    ottimate_location_ids: LocationsFilter = None
    ottimate_vendor_id: VendorFilter = None
    invoice_ids: IdsFilter = None
    reference_id: UploadFilter = None
    search: SearchedWords = None
    waiting_for: WaitingFor = None
    custom_fields: CustomFieldsFilter = None
