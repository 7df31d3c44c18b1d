"""What people send does not end up in logs."""

import io
import logging

import structlog

from harness.invoices import make_vendor
from harness.server import Server
from harness.tenants import Tenant
from harness.worker import finished, paper, send, sent, working
from payables.platform import logs

MARKS = (
    "Marked Vendor",
    "marked.person@example.com",
    "GB33BUKB20201555555555",
    "GB33 BUKB",
    "marked-file",
    "Harbour Supplies",
    "Bearer ",
)


def test_uploading_reading_and_creating_leave_no_personal_data_in_logs(server: Server, tenant: Tenant) -> None:
    stream, before = io.StringIO(), structlog.get_config()
    handlers = logging.getLogger().handlers[:]
    logs.configure("debug", stream)
    try:
        with working(server):
            make_vendor(tenant, erp_vendor_name="Marked Vendor", email="marked.person@example.com")
            good = sent(tenant, paper(), "marked-file.pdf", created_email="marked.person@example.com")
            bad = sent(tenant, b"%PDF-1.7 Marked Vendor GB33 BUKB", "marked-file-2.pdf")
            assert finished(tenant, good)["status"] == "processed"
            assert finished(tenant, bad)["status"] == "failed"
            send(tenant, b"Marked Vendor", "marked-file.pdf", metadata='{"who": "marked.person@example.com"}')
    finally:
        logging.getLogger().handlers[:] = handlers
        structlog.configure(**before)
    text = stream.getvalue()
    assert text.count("document read") >= 2  # others may have left files behind
    assert not [mark for mark in (*MARKS, tenant.credentials["all"].client_secret) if mark in text]
