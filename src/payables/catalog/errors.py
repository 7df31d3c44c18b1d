"""Refusals of the catalog."""

from payables.kit.errors import Refusal


class PriceOverlaps(Refusal):
    """The price {other} of this entry holds for the same {place} from {start} to {end}: two prices cannot hold on one day. Choose other days, or a more special place."""

    status = 409
    code = "price_overlaps"


class AllowanceOverlaps(Refusal):
    """The allowance {other} of this entry and type holds for the same {place} from {start} to {end}: two of a type cannot hold on one day. Choose other days, or change that one by PATCH."""

    status = 409
    code = "allowance_overlaps"


class PriceExists(Refusal):
    """This price is there already, id {other}: prices are only ever added. Send another start_date for a new one."""

    status = 409
    code = "price_exists"


class PriceOfAnotherEntry(Refusal):
    """The reference_id {reference!r} is that of the price {other} of another entry: give each price its own."""

    status = 409
    code = "reference_id_taken"


class AllowanceOfAnotherEntry(Refusal):
    """The reference_id {reference!r} is that of the allowance {other} of another entry: give each allowance its own."""

    status = 409
    code = "reference_id_taken"


class EntryExists(Refusal):
    """The company has an entry with the same catalog_unique_key, id {other}: change that one, or tell the two apart by their fields."""

    status = 409
    code = "catalog_entry_exists"


class GroupOfAnotherCompany(Refusal):
    """The location group {group_id} has no location of the company {company_id}: list the locations and send a matching pair."""

    status = 400
    code = "group_company_mismatch"


class Stale(Refusal):
    """It was changed since the version named in If-Match: read it again and repeat your change."""

    status = 412
    code = "stale_version"


class NothingSuggested(Refusal):
    """No single entry is suggested for this line: name one in catalog_entry_id."""

    status = 409
    code = "nothing_suggested"


class NotMatched(Refusal):
    """The line is not matched to an entry: there is nothing to take away."""

    status = 409
    code = "not_matched"


class EntryHidden(Refusal):
    """The catalog entry {entry} is hidden from matching: show it again first, or choose another."""

    status = 409
    code = "catalog_entry_hidden"


class EntryOfAnotherVendor(Refusal):
    """The catalog entry {entry} belongs to another vendor than the invoice: choose one of the invoice's vendor."""

    status = 400
    code = "catalog_entry_vendor_mismatch"


class NoVariances(Refusal):
    """There are no price variances in that period, so there is nothing to put into a batch: choose another period."""

    status = 400
    code = "no_variances"


class BatchNumberTaken(Refusal):
    """The company has a variance batch {batch_number} already: send another batch_number, or none."""

    status = 409
    code = "batch_number_taken"


class BatchExported(Refusal):
    """The batch is marked exported already: nothing was changed."""

    status = 400
    code = "already_exported"


class TooManyVariances(Refusal):
    """The period has variances of {count} entries, and a batch takes {most}: choose a shorter period."""

    status = 400
    code = "too_many_variances"
