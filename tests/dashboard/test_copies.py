"""What pages know of the API by heart: words, limits and sizes that would otherwise come and go unseen here."""

from collections.abc import Collection
from pathlib import Path
from typing import get_args

import pytest

from payables.capture.api import many
from payables.claims.model import ClaimStatus
from payables.dashboard.pages.exports import mappings
from payables.dashboard.pages.invoice import files, on_paper
from payables.dashboard.pages.master_data import bank_changes, dimensions, import_wizard
from payables.dashboard.pages.purchasing import claims, matching, orders, receipts, statement_upload, statements
from payables.dashboard.pages.uploads import listed
from payables.dimensions.model import DimensionType
from payables.exports.rules.fields import FIELDS
from payables.exports.rules.table import DATES, SIGNS
from payables.extraction.ranking.thresholds import FLOOR
from payables.imports import api as imports_api
from payables.invoices.api import images
from payables.matching.rules.tolerance_fields import LIMITS
from payables.platform.settings import Settings
from payables.purchasing.model import OrderStatus, ReceiptStatus
from payables.reporting.api import spend
from payables.statements.api import statements as statements_api
from payables.statements.model import StatementStatus
from payables.vendors.model import BankChangeStatus


@pytest.mark.parametrize(
    ("here", "there"),
    [
        (orders.STATUSES, OrderStatus),
        (receipts.STATUSES, ReceiptStatus),
        (claims.STATUSES, ClaimStatus),
        (statements.STATUSES, StatementStatus),
        (bank_changes.STATUSES, BankChangeStatus),
        (dimensions.TYPES, DimensionType),
        (matching.LIMITS, LIMITS),
        (mappings.COLUMN_FORMATS, [*DATES, *SIGNS]),
        ([name for name in mappings.FIELDS if not name.startswith("dimensions.")], FIELDS),
        (get_args(spend.By), [spend.VENDOR, *DimensionType]),
    ],
)
def test_words_are_those_of_the_api(here: Collection[str], there: Collection[str]) -> None:
    assert sorted(here) == sorted(there)


def test_a_reading_is_sure_from_where_the_reader_says() -> None:
    assert on_paper.THRESHOLD == FLOOR


def test_forms_take_as_much_as_the_api(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, port=8000, base_url="http://127.0.0.1:8000")
    assert statement_upload.LARGEST == statements_api.LARGEST
    assert import_wizard.LARGEST == imports_api.LARGEST
    assert (listed.TOGETHER, listed.ROOM_FOR_FORM) == (many.TOGETHER, many.ROOM_FOR_FORM)
    most = images.patch_images.opt["max_body"](settings)
    assert files.put_files.route.opt["max_body"](settings) == most
