"""Refusals of the account structure."""

from payables.kit.errors import Refusal


class LocationOfAnotherCompany(Refusal):
    """The location {location_id} does not belong to the company {company_id}: list the locations and send a matching pair."""

    status = 400
    code = "location_company_mismatch"


class CurrencyInUse(Refusal):
    """The company {key} already has records in {found} (in {table}), so its currency cannot become {wanted}:
    give the new books a company of their own."""

    status = 409
    code = "currency_in_use"


class LocationInUse(Refusal):
    """The location {key} already has records with company {found} (in {table}), so it cannot move to {wanted}:
    create a new location there."""

    status = 409
    code = "location_in_use"


class ProvisionedMeanwhile(Refusal):
    """The account {key} was created by another run in the meantime: run the command again."""

    status = 409
    code = "provisioned_meanwhile"


class NoSuchAccount(Refusal):
    """No account has the key {key}: see the key in the org file that it was provisioned from."""

    status = 404
    code = "no_such_account"
