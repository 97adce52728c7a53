"""Who a request comes from, as far as limits need to know."""

from ipaddress import IPv6Address, ip_address, ip_network

from sanic.request import Request

# What one line at home is given: each of its addresses is the same client.
ONE_HOME = 64


def client_address(request: Request) -> str:
    """The address given by the trusted proxies, if there are any; for IPv6, its network."""
    written = str(request.remote_addr or request.ip)
    try:
        address = ip_address(_without_port(written))
    except ValueError:
        return written
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ip_network((int(address), ONE_HOME), strict=False))


def _without_port(written: str) -> str:
    """« 192.0.2.1:1234 » and « [2001:db8::1]:1234 », as some proxies write them."""
    if written.startswith("["):
        return written[1:].partition("]")[0]
    return written.partition(":")[0] if written.count(":") == 1 else written
