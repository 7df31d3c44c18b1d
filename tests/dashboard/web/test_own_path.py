import pytest

from payables.dashboard.web.own_path import own_path


@pytest.mark.parametrize(
    "path", ["/", "/queue/pending?search=a%20b&page=2", "/invoices/0190a000-0000-7000-8000-000000000000"]
)
def test_a_page_of_ours_is_gone_to(path: str) -> None:
    assert own_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        None,
        "",
        "queue",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\/evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "/a\r\nSet-Cookie: x=1",
        "/\tx",
        "/\u2028x",
        "/é",
        " /queue",
        "/queue/a b",
        "/" + "x" * 2000,
    ],
)
def test_anything_else_is_the_beginning(path: str | None) -> None:
    assert own_path(path) == "/"
