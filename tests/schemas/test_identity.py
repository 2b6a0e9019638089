"""What makes two addresses one page, and what does not."""

from __future__ import annotations

import pytest

from schemas.forms import http_address
from schemas.identity import canonical_address

SITE = "http://www.youyi.example"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/news/show.asp?3001", "/news/show.asp?3002"),
        ("/f/%BC%D7%CF%E7.html", "/f/%D2%D2%CF%E7.html"),
        ("/list.jsp?unit=%BC%D7%CF%E7&id=", "/list.jsp?unit=%B1%FB%D5%F2&id="),
        ("/show.jsp?id=1", "/show.jsp?id=2"),
    ],
)
def test_two_pages_stay_two(one: str, other: str) -> None:
    """The number of a page may be all of its query, and its name may be in GBK."""
    assert canonical_address(SITE + one) != canonical_address(SITE + other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/f/%bc%d7%cf%e7.html", "/f/%BC%D7%CF%E7.html"),
        ("/f/%E7%94%B2.html", "/f/甲.html"),
        ("/t20260301_1.html?1772323200", "/t20260301_1.html"),
        ("/show.jsp?id=1&jsessionid=9", "/show.jsp?id=1"),
        ("/show.jsp?id=1&empty=", "/show.jsp?id=1&"),
    ],
)
def test_one_page_stays_one(one: str, other: str) -> None:
    assert canonical_address(SITE + one) == canonical_address(SITE + other)


def test_keys_of_plain_addresses_are_those_of_before() -> None:
    """They are stored: another form would make every page a new one."""
    url = "http://WWW.Youyi.example:80/a//b/./c%20d/%E7%94%B2.jsp?b=2&a=%E4%B8%AD+x&utm_source=9#top"
    assert canonical_address(url) == "www.youyi.example/a/b/c%20d/%E7%94%B2.jsp?b=2&a=%E4%B8%AD+x"


@pytest.mark.parametrize("port", ["99999", "80a", "-1"])
def test_port_that_is_none_is_refused(port: str) -> None:
    with pytest.raises(ValueError, match="has a port that is none"):
        http_address(f"http://www.youyi.example:{port}/")
