"""Refusals of vendors."""

from payables.kit.errors import Refusal


class VendorExists(Refusal):
    """The company has a vendor with this erp_vendor_id, id {vendor_id}: change it by POST /v1/vendors/bulk."""

    status = 409
    code = "vendor_exists"


class VendorStale(Refusal):
    """The vendor was changed since the version named in If-Match: read it again and repeat your change."""

    status = 412
    code = "stale_version"


class IdOfAnother(Refusal):
    """This id stood for another vendor in the ERP, with other bank details than this vendor's: enter the vendor anew under it, so
    that a second person looks at them, or have these bank details taken away, or what is asked for settled, first."""

    status = 409
    code = "erp_id_of_another"


class BankChangeSettled(Refusal):
    """These bank details wait no more: they were {status} already. Read the vendor's bank changes."""

    status = 409
    code = "bank_change_settled"


class OwnBankChange(Refusal):
    """Who asked for bank details, in their own name or through a program whose secret they made, cannot confirm them, nor decline
    what they asked for in their own name: ask a second person, or withdraw the change."""

    status = 403
    code = "own_bank_change"


class PersonNeeded(Refusal):
    """Bank details are confirmed by a person: sign in as one, or name in `confirmer` whom your program acts for."""

    status = 403
    code = "person_needed"


class MayNotConfirm(Refusal):
    """{user} may not confirm bank details of this company: it takes an active person who sees all of the company and whose
    role allows it."""

    status = 403
    code = "may_not_confirm"


class NotTheirBankChange(Refusal):
    """Only who asked for bank details withdraws them: a second person may decline them."""

    status = 403
    code = "not_your_bank_change"
