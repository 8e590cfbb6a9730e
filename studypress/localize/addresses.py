"""Which machines a picture may be fetched from: public ones alone.

Notes may come from a stranger, and an address in them must not reach what only this machine can: itself, the router,
the metadata of a cloud (169.254.169.254). A name is looked up once; what was found is judged, and that very address is
connected to, so that a name that answers differently the second time (DNS rebinding) gains nothing.
"""

import ipaddress
import socket
from collections.abc import Callable
from dataclasses import dataclass

from studypress.wording import Sentence, said

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))
"""IPv6 addresses that stand for IPv4 ones (RFC 6052, RFC 8215)."""


class RefusedError(Exception):
    """An address that nothing is fetched from; the reason completes "the picture X …"."""

    def __init__(self, reason: Sentence) -> None:
        super().__init__(reason)
        self.reason = reason


def is_public(address: str) -> bool:
    """Whether an address is one of the open internet, and so is every address hidden in it."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:  # `fe80::1%eth0`: only this machine knows what eth0 is
        return False
    return all(part.is_global and not part.is_multicast for part in _with_inner(found))


def looked_up(host: str, port: int) -> list[str]:
    """The addresses of a host. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True, slots=True)
class Door:
    """The way out: how names are looked up, and which addresses may be connected to."""

    look_up: Callable[[str, int], list[str]] = looked_up
    allows: Callable[[str], bool] = is_public

    def address_of(self, host: str, port: int) -> str:
        """An address that may be connected to. Raises RefusedError if the host has any that may not be; OSError."""
        addresses = self.look_up(host, port)
        if not addresses:
            raise OSError("no address")
        for address in addresses:
            if not self.allows(address):
                raise RefusedError(said("is on a machine that is not part of the open web"))
        return addresses[0]


def _with_inner(address: IPAddress) -> list[IPAddress]:
    """The address, and the IPv4 addresses that it stands for: mapped, 6to4, Teredo, NAT64."""
    if isinstance(address, ipaddress.IPv4Address):
        return [address]
    inner = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if any(address in network for network in _NAT64):
        inner.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    found: list[IPAddress] = [part for part in inner if part is not None]
    if address.ipv4_mapped is not None:  # not global by itself, whatever it stands for
        return found
    return [address, *found]
