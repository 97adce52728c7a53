"""Who a request counts for: the address it came from, or the trusted proxies' word for it."""

from types import SimpleNamespace
from typing import Any

import pytest

from bot.commands.rasa_setting import quiet_rasa

quiet_rasa()

from sanic import Request  # noqa: E402
from sanic.compat import Header  # noqa: E402
from sanic.config import Config  # noqa: E402

from bot.rasa.clients import client_address  # noqa: E402


def came_from(address: str, forwarded: str | None = None, proxies: int | None = None) -> Any:
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    app = SimpleNamespace(config=Config({"PROXIES_COUNT": proxies}))
    request = Request(b"/", Header(headers), "1.1", "POST", None, app)
    request.conn_info = SimpleNamespace(client_ip=address)
    return request


@pytest.mark.parametrize(
    ("proxies", "forwarded", "client"),
    [
        (None, None, "192.0.2.9"),
        (None, "203.0.113.1", "192.0.2.9"),
        (1, "203.0.113.1", "203.0.113.1"),
        (1, "198.51.100.7, 203.0.113.1", "203.0.113.1"),
        (2, "203.0.113.1, 198.51.100.7", "203.0.113.1"),
        (2, "203.0.113.1", "192.0.2.9"),
    ],
)
def test_only_trusted_proxies_say_who_sends(
    proxies: int | None, forwarded: str | None, client: str
) -> None:
    assert client_address(came_from("192.0.2.9", forwarded, proxies)) == client


@pytest.mark.parametrize(
    ("forwarded", "client"),
    [
        ("203.0.113.1:49152", "203.0.113.1"),
        ("[2001:db8:1:2::3]:49152", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.1", "203.0.113.1"),
    ],
)
def test_the_same_home_is_one_client_however_its_address_is_written(
    forwarded: str, client: str
) -> None:
    assert client_address(came_from("192.0.2.9", forwarded, 1)) == client


def test_two_homes_are_two_clients() -> None:
    homes = {client_address(came_from(f"2001:db8:1:{home}::7")) for home in (2, 3)}
    assert len(homes) == 2
