"""API shapes of capture (contract/invoices-and-catalog.md section 2)."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, Meta, UnsetType

from payables.capture.model import UploadStatus
from payables.extraction.page_pictures.shapes import ShownPage, UnshownFile


class UploadForm(msgspec.Struct):
    """Parts of POST /invoices/upload."""

    ottimate_location_id: Annotated[int, Meta(description="Location that owns the invoice.")]
    file: Annotated[
        str,
        Meta(
            description="PDF, JPG, JPEG, PNG, TIFF or an XML e-invoice (UBL, CII); at most 25 MB.",
            extra_json_schema={"format": "binary"},
        ),
    ]
    filename: Annotated[str | None, Meta(description="Original name; left out: that of the file part.")] = None
    metadata: Annotated[
        str | None,
        Meta(
            description="A JSON object as text: extra data about the invoice. `received_on`, a date, says when the paper came "
            "where that was before the upload, as for papers of past years."
        ),
    ] = None
    created_email: Annotated[str | None, Meta(description="Address of the sender, for tracking.")] = None


class UploadAnswer(msgspec.Struct):
    """The file was taken in."""

    version: str
    reference_id: Annotated[
        str, Meta(description="Id of the upload: follow it in GET /invoices/uploads, find its invoice by reference_id.")
    ]


class ManyUploadsForm(msgspec.Struct):
    """Parts of POST /invoices/uploads."""

    ottimate_location_id: Annotated[int, Meta(description="Location that owns the invoices.")]
    file: Annotated[
        list[Annotated[str, Meta(extra_json_schema={"format": "binary"})]],
        Meta(
            min_length=1,
            max_length=90,
            description="Each file as a part of this name: PDF, JPG, JPEG, PNG, TIFF or an XML e-invoice.",
        ),
    ]


class UploadError(msgspec.Struct):
    """Why a file was not read."""

    code: Annotated[str, Meta(description="Stable machine code.", examples=["encrypted"])]
    message: Annotated[str, Meta(description="What is wrong and what to do.")]


class UploadOutcome(msgspec.Struct):
    """What became of one of the files."""

    filename: str
    reference_id: Annotated[str | None, Meta(description="Of the upload; null where the file was refused.")]
    error: Annotated[UploadError | None, Meta(description="Why it was refused.")]


class ManyUploadsAnswer(msgspec.Struct):
    """The files in the order they came."""

    version: str
    accepted: int
    results: list[UploadOutcome]


class UploadPart(msgspec.Struct):
    """One document of a file."""

    pages: Annotated[list[int], Meta(description="From 1, counted through all files that are read together.")]
    confidence: Annotated[float, Meta(ge=0, le=1, description="How sure the division is; 1 where people made it.")]
    invoice_ids: list[str]
    joined: Annotated[
        bool,
        Meta(
            description="Its invoice is one that another file had brought: it was taken for the same by another channel. "
            "`undo` with its `pages` takes it out."
        ),
    ]


class SuggestedParts(msgspec.Struct):
    """Documents that the file may hold, too unsure to be divided by itself."""

    parts: Annotated[list[list[int]], Meta(description="Pages of each: what POST /split takes.")]
    confidence: Annotated[float, Meta(ge=0, le=1)]
    because: Annotated[str, Meta(description="What speaks for it, page by page.")]


class UploadObject(msgspec.Struct):
    """A file on its way to an invoice (InstantCaptureFileObject, and more)."""

    id: str
    reference_id: Annotated[str, Meta(description="The same as id: what POST /invoices/upload answered.")]
    filename: str
    status: UploadStatus
    date: Annotated[str, Meta(description="When it was uploaded, ISO 8601 UTC.")]
    no_of_pages: Annotated[int, Meta(description="0 until the file has been read.")]
    ottimate_location_id: int
    ottimate_location_name: str
    preview_url: Annotated[str, Meta(description="Link to the file in the dashboard.")]
    error: Annotated[
        UploadError | None,
        Meta(
            description="Of failed files, and of a duplicate whose original was sent for another location "
            "(`sent_for_another_location`)."
        ),
    ]
    duplicate_of: Annotated[
        str | None,
        Meta(
            description="reference_id of the first upload of the same bytes, or of the same invoice by another channel; null "
            "where that is outside your API user's scope."
        ),
    ]
    invoice_ids: Annotated[list[str], Meta(description="Invoices that came of it; of a duplicate: of its original.")]
    merged_into: Annotated[
        str | None,
        Meta(description="Extension: the upload whose document this file's pages continue, as people arranged it."),
    ]
    parts: Annotated[
        list["UploadPart"],
        Meta(description="Extension: its documents, where it holds several or people arranged its pages; else empty."),
    ]


class UploadList(msgspec.Struct):
    """Answer of GET /invoices/uploads."""

    version: str
    count: Annotated[int, Meta(description="All matches, not only this page.")]
    page: int
    limit: int
    results: list[UploadObject]


class UploadDetail(UploadObject, kw_only=True):
    """Answer of GET /invoices/uploads/{id} and of what is done with an upload."""

    version: str
    suggestion: SuggestedParts | None
    arrangement: Annotated[
        int, Meta(description="Which arrangement of its pages holds, as `undo` names it; 0: as the file came.")
    ]


class SplitBody(msgspec.Struct):
    """Which pages of a file are one document."""

    parts: Annotated[
        list[list[int]],
        Meta(
            description="Every page in exactly one part, from 1.",
            min_length=1,
            max_length=200,
            examples=[[[1, 2], [3]]],
        ),
    ]


class MergeBody(msgspec.Struct):
    """Which files continue this one."""

    uploads: Annotated[list[UUID], Meta(description="Their pages follow in this order.", min_length=1, max_length=19)]


class UndoBody(msgspec.Struct):
    """Which arrangement is undone."""

    arrangement: Annotated[
        int | None,
        Meta(
            description="The upload's `arrangement` as it was seen: any other is refused. Left out, only the last split or "
            "merge is undone, and no second step.",
        ),
    ] = None
    pages: Annotated[
        Annotated[list[int], Meta(max_length=200)] | None,
        Meta(
            description="Those of one of the upload's `parts` that has `joined` another file's invoice: only this document is "
            "taken out of it and becomes an invoice of its own, without being read again."
        ),
    ] = None


Probability = Annotated[float, Meta(ge=0, le=1)]  # not money
Target = Annotated[
    float, Meta(description="Share of values that are right among those that go on unseen: 0.9 to 0.999.")
]
CheckAll = Annotated[bool, Meta(description="Every paper is shown to a person, whatever its reading says.")]
Sampled = Annotated[
    float,
    Meta(
        description="Share, 0 to 1, of papers that would go on and are shown to a person all the same, picked at random."
    ),
]


class ReadingThreshold(msgspec.Struct):
    """From which confidence on a field's value goes on unseen."""

    field: Annotated[
        Literal["number", "invoice_date", "vendor", "total_amount", "total_amount_alone"],
        Meta(description="total_amount_alone: a total to which no lines lead."),
    ]
    value: Probability
    shipped: Annotated[Probability, Meta(description="What comes with the program, for the same target.")]
    papers: Annotated[int, Meta(description="The account's own with a known truth, of the newest 1000.")]
    source: Annotated[
        Literal["shipped", "account"],
        Meta(
            description="account: its own outcomes. They raise it from 8 papers on where they are plainly worse than the "
            "target, and lower it from 60 papers on."
        ),
    ]


class ReadingSettings(msgspec.Struct):
    """How sure a reading has to be before its document goes on to approval unseen."""

    version: str
    precision_target: Target
    check_all: CheckAll
    sampled_share: Sampled
    thresholds: list[ReadingThreshold]


class ReadingSettingsChange(msgspec.Struct):
    """Body of PATCH /reading-settings; what is left out stays."""

    precision_target: Target | UnsetType = UNSET
    check_all: CheckAll | UnsetType = UNSET
    sampled_share: Sampled | UnsetType = UNSET


class UploadPage(ShownPage, kw_only=True):
    """A page of an upload, or of a file that is read together with it."""

    upload_id: Annotated[str, Meta(description="Of the file that it stands in.")]
    file_page: Annotated[int, Meta(description="Its number in that file, from 1.")]


class UnshownDelivery(UnshownFile, kw_only=True):
    """A file that no page can be shown of."""

    upload_id: str


class UploadPagesAnswer(msgspec.Struct):
    """The pages of an upload, numbered as a split names them."""

    version: str
    count: int
    pages: list[UploadPage]
    unshown: Annotated[list[UnshownDelivery], Meta(description="Files that no page can be shown of, and why.")]
