"""All pages of purchasing, on one screen."""

from typing import Any

from payables.dashboard.pages.purchasing import order_form, orders, receipt_form, receipts

PURCHASING: list[Any] = [
    orders.show_orders,
    order_form.show_new_order,
    order_form.enter_order,
    orders.show_order,
    order_form.show_order_form,
    order_form.change_order,
    orders.close_order,
    orders.archive_order,
    orders.delete_order,
    orders.reopen_order,
    receipts.show_receipts,
    receipt_form.show_new_receipt,
    receipt_form.enter_receipt,
    receipts.show_receipt,
    receipt_form.show_receipt_form,
    receipt_form.change_receipt,
    receipts.archive_receipt,
    receipts.delete_receipt,
    receipts.reopen_receipt,
]
