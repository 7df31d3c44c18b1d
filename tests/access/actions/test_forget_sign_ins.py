"""What has served its time at the door is deleted, and nothing that still counts."""

from tests.access.doorway import Doorway

from harness.server import Server
from harness.tenants import Tenant
from payables.access.actions.forget_sign_ins import forget_sign_ins


def rows(ada: Doorway, table: str) -> int:
    sql = f"SELECT count(*) FROM {table} t JOIN logins l ON l.id = t.login_id WHERE l.email = $1"
    return ada.at_door(lambda door: door.connection.fetchval(sql, ada.email))


def test_old_sessions_events_and_links_go_and_the_login_stays(server: Server, tenant: Tenant) -> None:
    ada = Doorway(server, tenant)
    ada.sign_in()
    ada.link()
    before = {table: rows(ada, table) for table in ("sessions", "login_events", "login_links", "login_sources")}
    server.run(forget_sign_ins(server.database))
    assert {table: rows(ada, table) for table in before} == before
    ada.later(days=200)
    server.run(forget_sign_ins(server.database))
    assert (rows(ada, "sessions"), rows(ada, "login_links"), rows(ada, "login_sources")) == (1, 0, 0)
    assert rows(ada, "login_events") == before["login_events"]
    opened = ada.session(ada.sign_in())
    assert opened and opened.account_id == tenant.account_id
    ada.later(days=800)
    server.run(forget_sign_ins(server.database))
    assert rows(ada, "login_events") == 0 and ada.sign_in()
