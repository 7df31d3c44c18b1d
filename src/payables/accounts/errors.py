"""Refusals of the account structure."""

from payables.kit.errors import Refusal


class LocationOfAnotherCompany(Refusal):
    """The location {location_id} does not belong to the company {company_id}: list the locations and send a matching pair."""

    status = 400
    code = "location_company_mismatch"
