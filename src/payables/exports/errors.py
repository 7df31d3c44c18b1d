"""Refusals of exports."""

from payables.kit.errors import Refusal


class IllegalExportStep(Refusal):
    """An export job that is {state} cannot take this step ({event}): read the job again, and see the states in the documentation."""

    status = 409
    code = "illegal_export_step"


class NothingToExport(Refusal):
    """No invoice is left to export: {why}"""

    status = 409
    code = "nothing_to_export"


class FileNotWritten(Refusal):
    """The file is still being written: ask again in a moment."""

    status = 409
    code = "export_file_not_written"
    headers = {"Retry-After": "1"}


class FileOutdated(Refusal):
    """The file is not given out any more: its invoice {invoice_id} was {outcome} and may stand in another file. Answer for the invoices that still wait, or tell that the job failed and make a new export of them."""

    status = 409
    code = "export_file_outdated"


class NoFile(Refusal):
    """This export job has no file: it went through {channel}."""

    status = 409
    code = "export_without_file"


class MappingNameTaken(Refusal):
    """Another mapping of this company has the name: it is {id}."""

    status = 409
    code = "mapping_name_taken"


class MappingOfAnotherCompany(Refusal):
    """The mapping belongs to another company than the export: choose one of company {company_id}."""

    status = 400
    code = "mapping_of_another_company"


class FormatOfMapping(Refusal):
    """The mapping writes {format}: leave format out, or choose another mapping."""

    status = 400
    code = "format_of_mapping"
