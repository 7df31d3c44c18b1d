"""Where a worker does its work: one desk per capability with jobs or chores, put together from what the process has."""

from dataclasses import dataclass
from typing import Self

from payables.app.chores import Chores
from payables.app.runtime import Parts
from payables.approvals.jobs import ApprovalClock
from payables.audit.jobs import Sealer
from payables.batches.jobs import BatchDesk
from payables.batches.model import Together, Work
from payables.capture.jobs import ReadingDesk
from payables.catalog.actions.take_in import ALLOWANCES as CATALOG_ALLOWANCES
from payables.catalog.actions.take_in import ENTRIES as CATALOG_ENTRIES
from payables.catalog.actions.take_in import PRICES as CATALOG_PRICES
from payables.catalog.jobs import enter_allowances, enter_entries, enter_prices
from payables.exports.jobs import ExportDesk
from payables.extraction.reader import Reader
from payables.invoices.actions.chase_approvals import chase_approvals
from payables.invoices.actions.import_invoices import KIND as INVOICE_IMPORT
from payables.invoices.jobs.catalog import CatalogDesk
from payables.invoices.jobs.images import ImageDesk
from payables.invoices.jobs.imports import ImportDesk
from payables.invoices.jobs.orders import OrderLook
from payables.invoices.jobs.second_looks import SecondLook
from payables.learning.jobs import LearningDesk
from payables.platform.outside.fetch import Outside
from payables.platform.settings import Settings
from payables.purchasing.actions.enter_receipts import KIND as RECEIPTS
from payables.purchasing.actions.take_orders import KIND as ORDERS
from payables.purchasing.jobs import VendorDesk, enter_bulk_order, enter_bulk_receipt
from payables.statements.jobs import StatementDesk
from payables.vendors.jobs import BankHoldClock

# Of one bulk in one transaction: more gain little, and hold their entries for longer.
CATALOG_ROWS = 50


@dataclass(frozen=True, slots=True)
class Desks:
    """What app/jobs.py gives to lanes and times."""

    reading: ReadingDesk
    batches: BatchDesk
    images: ImageDesk
    second_looks: SecondLook
    orders: OrderLook
    catalog: CatalogDesk
    sealer: Sealer
    exports: ExportDesk
    approvals: ApprovalClock
    order_vendors: VendorDesk
    statements: StatementDesk
    bank_holds: BankHoldClock
    learning: LearningDesk
    chores: Chores

    @classmethod
    def of(cls, parts: Parts, reader: Reader, outside: Outside | None = None) -> Self:
        """`outside` is what files are fetched with, if not by the settings."""
        database = parts.database
        return cls(
            reading=ReadingDesk(database, parts.files, reader),
            images=ImageDesk(
                database, parts.files, outside or _outside(parts.settings), parts.settings.max_image_bytes
            ),
            second_looks=SecondLook(database),
            orders=OrderLook(database),
            statements=StatementDesk(database, parts.files, reader),
            catalog=CatalogDesk(database),
            learning=learning_desk(parts),
            batches=BatchDesk(database, _kinds(parts)),
            sealer=Sealer(database, parts.secret_key),
            exports=ExportDesk(database, parts.files),
            approvals=ApprovalClock(database, chase_approvals),
            order_vendors=VendorDesk(database),
            bank_holds=BankHoldClock(database),
            chores=Chores(database, parts.settings.request_log_days),
        )


def learning_desk(parts: Parts) -> LearningDesk:
    """Also where a person does the night's work by hand."""
    settings = parts.settings
    return LearningDesk(
        parts.database, parts.files, at_night=settings.learn_at_night, without=settings.learn_without.ids
    )


def _outside(settings: Settings) -> Outside:
    return Outside(allowed=settings.fetch_networks.networks)


def _kinds(parts: Parts) -> dict[str, Work | Together]:
    """What is done with a record of each kind of batch."""
    return {
        INVOICE_IMPORT: ImportDesk(parts.files, parts.settings).enter,
        ORDERS: enter_bulk_order,
        CATALOG_ENTRIES: Together(enter_entries, most=CATALOG_ROWS),
        CATALOG_PRICES: Together(enter_prices, most=CATALOG_ROWS),
        CATALOG_ALLOWANCES: Together(enter_allowances, most=CATALOG_ROWS),
        RECEIPTS: enter_bulk_receipt,
    }
