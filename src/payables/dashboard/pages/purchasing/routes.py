"""All pages of purchasing, on one screen."""

from typing import Any

from payables.dashboard.pages.purchasing import order_form, orders

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
]
