"""Routes of what an account asks of a reading before a document goes on unseen."""

import msgspec

from payables.capture.actions.change_gate import change_gate
from payables.capture.actions.find_gate import is_fresh, measure
from payables.capture.queries import gate as queries
from payables.capture.rules.gate import GateSettings
from payables.capture.rules.reach import ACCOUNT
from payables.capture.rules.thresholds import Threshold
from payables.capture.schema import ReadingSettings, ReadingSettingsChange, ReadingThreshold
from payables.platform.caller import Permission
from payables.platform.http.optional_body import read_body
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import get, patch
from payables.platform.http.rows import sent_fields

TAG = "Capture"
FIELDS = ("number", "invoice_date", "vendor", "total_amount", "total_amount_alone")


@get(
    "/v1/reading-settings",
    needs=Permission.INVOICES_READ,
    summary="Read how sure a reading has to be",
    tag=TAG,
    operation_id="get-reading-settings",
    extension=True,
)
async def get_reading_settings(request: ApiRequest) -> ReadingSettings:
    return await _shown(request, (await queries.gate(request.tx)).settings)


@patch(
    "/v1/reading-settings",
    needs=Permission.APPROVAL_POLICIES_MANAGE,
    summary="Change how sure a reading has to be",
    description="For the whole account, and for papers that are read from now on.",
    tag=TAG,
    operation_id="patch-reading-settings",
    body=(ReadingSettingsChange, ("application/json",)),
    extension=True,
)
async def patch_reading_settings(request: ApiRequest) -> ReadingSettings:
    data = await read_body(request, ReadingSettingsChange)  # strictly: "true" and 1 are no true
    return await _shown(request, await change_gate(request.tx, request.caller, sent_fields(data)))


async def _shown(request: ApiRequest, settings: GateSettings) -> ReadingSettings:
    """With the thresholds that the next paper meets, but where a company or location has its own."""
    kept = await queries.gate(request.tx)
    thresholds = kept.thresholds if is_fresh(request.tx, kept) else await measure(request.tx, settings)
    found = thresholds[ACCOUNT]
    return ReadingSettings(
        version=request.answer_version,
        precision_target=settings.precision_target,
        check_all=settings.check_all,
        sampled_share=settings.sampled_share,
        thresholds=[_threshold(name, found[name]) for name in FIELDS],
    )


def _threshold(name: str, found: Threshold) -> ReadingThreshold:
    said = {"value": found.value, "shipped": found.shipped, "papers": found.papers}
    return msgspec.convert({"field": name, **said, "source": "account" if found.own else "shipped"}, ReadingThreshold)
