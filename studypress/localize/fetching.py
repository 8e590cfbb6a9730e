"""One picture fetched over HTTP, within limits of size, time and redirects, and from public machines alone.

`http.client` and not `urllib.request`: that one connects to names, follows redirects by itself, reads proxies from the
environment, and knows `file:` and `ftp:`.
"""

import http.client
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Timer
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from studypress import __version__
from studypress.localize.addresses import Door, RefusedError
from studypress.wording import Sentence, reason_of, said, verbatim

MAX_BYTES = 20_000_000
"""Of a picture."""
MAX_REDIRECTS = 5
SECONDS = 30.0
"""For a picture, redirects included."""

_PORTS = {"http": 80, "https": 443}
_CHUNK = 65_536
_HEADERS = {
    "User-Agent": f"studypress/{__version__}",
    "Accept": "image/*,*/*;q=0.5",
    "Accept-Encoding": "identity",  # what unpacks to gigabytes is not taken
}
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_PATH_SIGNS = "%/:=&?~#+!$,;'@()*[]"


class FetchError(Exception):
    """A picture that could not be fetched; the reason completes "the picture X …"."""

    def __init__(self, reason: Sentence) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Fetches pictures through a door."""

    door: Door = field(default_factory=Door)
    seconds: float = SECONDS
    most: int = MAX_BYTES
    """Bytes of one picture."""

    def fetch(self, address: str) -> bytes:
        """Fetch what an address holds. Raises FetchError."""
        ends = time.monotonic() + self.seconds
        try:
            for _ in range(MAX_REDIRECTS + 1):
                answer = self._ask(address, ends)
                if isinstance(answer, bytes):
                    return answer
                address = answer
        except RefusedError as error:
            raise FetchError(error.reason) from error
        except ssl.SSLCertVerificationError as error:
            raise FetchError(said("is behind a certificate that cannot be trusted")) from error
        except (TimeoutError, _TooLateError) as error:
            raise FetchError(self._late()) from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            late = time.monotonic() >= ends
            raise FetchError(
                self._late() if late else said("cannot be reached ({fault})", fault=_reason(error))
            ) from error
        raise FetchError(said("is redirected more than {most} times", most=MAX_REDIRECTS))

    def _ask(self, address: str, ends: float) -> bytes | str:
        """Ask for an address: gives the body, or the address that the answer points to."""
        parts = urlsplit(address)
        host, port = _host(parts)
        with self._connected(parts.scheme, host, port, ends) as connection:
            connection.request("GET", _request_path(parts), headers=_HEADERS)
            with connection.getresponse() as response:
                if response.status in _REDIRECTS:
                    return urljoin(address, response.headers.get("Location") or "")
                return self._body(response, ends)

    @contextmanager
    def _connected(self, scheme: str, host: str, port: int, ends: float) -> Iterator[http.client.HTTPConnection]:
        """A connection to the very address that was judged, cut off when its time is up."""
        connection = http.client.HTTPConnection(host, port)
        connection.default_port = _PORTS[scheme]  # which `Host` leaves out, as browsers do
        connection.sock = socket.create_connection((self.door.address_of(host, port), port), timeout=_left(ends))
        # A server that sends a byte now and then never meets the socket's own limit.
        watch = Timer(_left(ends), _cut, [connection])
        watch.daemon = True
        watch.start()
        try:
            if scheme == "https":
                connection.sock = _veiled(connection.sock, host)
                connection.sock.do_handshake()
            yield connection
        finally:
            watch.cancel()
            connection.close()

    def _body(self, response: http.client.HTTPResponse, ends: float) -> bytes:
        if response.status != http.HTTPStatus.OK:
            answer = f"{response.status} {response.reason}".rstrip()
            raise FetchError(said("is answered with {answer}", answer=answer))
        if response.headers.get("Content-Encoding", "identity").lower() not in ("identity", ""):
            raise FetchError(said("comes compressed, which was not asked for"))
        if (response.length or 0) > self.most:
            raise self._too_large()
        parts: list[bytes] = []
        size = 0
        while chunk := response.read1(_CHUNK):
            _left(ends)
            parts.append(chunk)
            size += len(chunk)
            if size > self.most:
                raise self._too_large()
        _left(ends)  # a connection that was cut looks like one that has ended
        if response.length:
            raise FetchError(said("is cut short on the way"))
        return b"".join(parts)

    def _late(self) -> Sentence:
        return said("does not arrive within {seconds} seconds", seconds=f"{self.seconds:g}")

    def _too_large(self) -> FetchError:
        return FetchError(said("is larger than {number} MB", number=self.most // 1_000_000))


class _TooLateError(Exception):
    pass


def _left(ends: float) -> float:
    """The seconds that are left. Raises _TooLateError when none are."""
    left = ends - time.monotonic()
    if left <= 0:
        raise _TooLateError
    return left


def _veiled(raw: socket.socket, host: str) -> ssl.SSLSocket:
    """Put TLS around a connection; the certificate has to be the host's, wherever the connection leads."""
    return ssl.create_default_context().wrap_socket(raw, server_hostname=host, do_handshake_on_connect=False)


def _cut(connection: http.client.HTTPConnection) -> None:
    with suppress(OSError, AttributeError):  # it may just have ended by itself
        connection.sock.shutdown(socket.SHUT_RDWR)


def _host(parts: SplitResult) -> tuple[str, int]:
    """The host and port of an address. Raises RefusedError for what is no plain address of the web."""
    if parts.scheme not in _PORTS:
        raise RefusedError(said("is not at an address that begins with http:// or https://"))
    if parts.username is not None or parts.password is not None:
        raise RefusedError(said("has a name or password in its address"))
    try:
        host, port = (parts.hostname or "").encode("idna").decode("ascii"), parts.port
    except (ValueError, UnicodeError) as error:
        raise RefusedError(said("has no usable address")) from error
    if not host:
        raise RefusedError(said("has no usable address"))
    return host, port or _PORTS[parts.scheme]


def _request_path(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe=_PATH_SIGNS)
    return f"{path}?{quote(parts.query, safe=_PATH_SIGNS)}" if parts.query else path


def _reason(error: BaseException) -> Sentence:
    return reason_of(error) if isinstance(error, OSError) else verbatim(type(error).__name__)
