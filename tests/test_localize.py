"""Pictures of the web: from public machines alone, within limits, beside the notes, and into the book."""

import io
import os
import shutil
import socket
import ssl
import subprocess
import threading
import time
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from PIL import Image as Pillow

from studypress import pipeline
from studypress.cli import main
from studypress.figures import draw
from studypress.figures.record import RECORD, address_of, read_record
from studypress.localize import Fetched, Fetcher, addresses, localize, remote_pictures
from studypress.localize.addresses import Door, is_public
from studypress.localize.fetching import FetchError
from studypress.model import Book, Chapter, Image, Metadata, Paragraph
from studypress.problems import BookError, Place
from studypress.request import Request
from studypress.tree import walk

DAY = 1_764_028_800
"""2025-11-25, UTC."""

Answer = Callable[[BaseHTTPRequestHandler], None]


def png() -> bytes:
    out = io.BytesIO()
    Pillow.new("RGB", (4, 3), "red").save(out, "PNG")
    return out.getvalue()


def body(data: bytes, **headers: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        for name, value in ({"Content_Length": str(len(data))} | headers).items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(data)

    return answer


def moved(target: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(302)
        handler.send_header("Location", target)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return answer


def drip(handler: BaseHTTPRequestHandler) -> None:
    """A byte now and then, for ever: no wait for one is long."""
    handler.send_response(200)
    handler.end_headers()
    try:
        for _ in range(200):
            handler.wfile.write(b"x")
            time.sleep(0.05)
    except OSError:
        return


@dataclass
class Site:
    """A server on this machine."""

    server: ThreadingHTTPServer
    answers: dict[str, Answer] = field(default_factory=dict)
    """What it says to each path."""
    asked: list[str] = field(default_factory=list)
    """The paths it was asked for."""

    def at(self, path: str, host: str = "pictures.test") -> str:
        """Give the address of a path, under any name."""
        return f"http://{host}:{self.server.server_address[1]}{path}"


@pytest.fixture
def site() -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # http.server's name
            made.asked.append(self.path)
            made.answers[self.path](self)

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """Say nothing: connections are cut here on purpose."""

    server = Server(("127.0.0.1", 0), Handler)
    made = Site(server)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield made
    server.shutdown()
    thread.join()
    server.server_close()


def fetcher(**limits: float) -> Fetcher:
    """A fetcher that finds this machine under every name but `private.test`, and may connect to it."""
    looked_up = {"private.test": ["10.0.0.1"], "mixed.test": ["127.0.0.1", "10.0.0.1"], "nowhere.test": []}
    door = Door(lambda host, port: looked_up.get(host, ["127.0.0.1"]), lambda address: address == "127.0.0.1")
    return Fetcher(door, **limits)  # type: ignore[arg-type]


def book(*sources: str) -> Book:
    images = tuple(Image(source, "图", place=Place("a.md", line)) for line, source in enumerate(sources, 1))
    return Book(Metadata("书", "zh-Hans"), (Chapter((), (Paragraph(images),)),))


def run(root: Path, *sources: str, **limits: float) -> Fetched:
    return localize(book(*sources), root, DAY, lambda stage: None, fetcher(**limits))


# --- Addresses ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "64:ff9b::5db8:d822", "2606:2800:220:1::a00:1"],
)
def test_the_open_web_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "0.0.0.0", "10.1.2.3",  # noqa: S104
        "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1",
        "240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "2001:db8::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:7f00:1::80ff:fffe",
        "nonsense",
    ],
)  # fmt: skip
def test_what_only_this_machine_reaches_is_not(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/a.png", "http://localhost/a.png", "http://[::1]/a.png", "http://2130706433/a.png",
        "http://0x7f.1/a.png", "https://[::ffff:127.0.0.1]/a.png", "http://169.254.169.254/latest/meta-data/",
    ],
)  # fmt: skip
def test_the_program_itself_connects_to_no_such_machine(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.create_connection", None)  # would stop the test
    with pytest.raises(FetchError, match="not part of the open web"):
        Fetcher().fetch(address)


@pytest.mark.parametrize(
    "address",
    [
        "ftp://a.test/x",
        "file:///etc/passwd",
        "http://user:pass@a.test/x",
        "http://user@a.test/x",
        "http:///x",
        "http://a.test:99999/x",
        "gopher://a",
    ],
)
def test_no_other_kind_of_address_is_taken(address: str) -> None:
    with pytest.raises(FetchError, match=r"address"):
        fetcher().fetch(address)


def test_a_name_is_looked_up_once_and_every_answer_judged(site: Site) -> None:
    """DNS rebinding: a second look-up would give another answer."""
    site.answers["/a.png"] = body(png())
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    door = Door(lambda host, port: next(answers), lambda address: address == "127.0.0.1")
    assert Fetcher(door).fetch(site.at("/a.png")) == png()
    assert list(answers) == [["10.0.0.1"]]
    with pytest.raises(FetchError, match="not part of the open web"):
        fetcher().fetch(site.at("/a.png", "mixed.test"))
    with pytest.raises(FetchError, match="cannot be reached"):
        fetcher().fetch(site.at("/a.png", "nowhere.test"))


def test_looking_up_gives_addresses() -> None:
    assert "127.0.0.1" in addresses.looked_up("127.0.0.1", 80)


# --- Fetching -------------------------------------------------------------------------------------------------


def test_redirects_are_followed_and_judged(site: Site) -> None:
    site.answers |= {"/a": moved("/b"), "/b": moved(site.at("/c.png", "other.test")), "/c.png": body(png())}
    assert fetcher().fetch(site.at("/a")) == png()
    for target in ("http://private.test/x", "file:///etc/passwd", "http://u:p@pictures.test/"):
        site.answers["/out"] = moved(target)
        with pytest.raises(FetchError):
            fetcher().fetch(site.at("/out"))
    site.answers["/round"] = moved("/round")
    with pytest.raises(FetchError, match="more than 5 times"):
        fetcher().fetch(site.at("/round"))
    assert site.asked.count("/round") == 6


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (body(b"x" * 3_000_000), "larger than 2 MB"),
        (body(b"x" * 3_000_000, Content_Length="10000000000"), "larger than 2 MB"),
        (body(b"x" * 100, Content_Length="200"), "cut short"),
        (body(b"x", Content_Encoding="gzip"), "compressed"),
        (lambda handler: handler.send_error(404), "404"),
        (lambda handler: handler.wfile.write(b"nonsense\r\n\r\n"), "cannot be reached"),
    ],
)
def test_what_is_too_large_or_broken_is_told(site: Site, answer: Answer, words: str) -> None:
    site.answers["/a.png"] = answer
    with pytest.raises(FetchError, match=words):
        fetcher(most=2_000_000).fetch(site.at("/a.png"))


def test_an_endless_body_without_a_length_ends(site: Site) -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        try:
            while True:
                handler.wfile.write(b"x" * 65536)
        except OSError:
            return

    site.answers["/a"] = endless
    with pytest.raises(FetchError, match="larger than 2 MB"):
        fetcher(most=2_000_000).fetch(site.at("/a"))


def test_a_server_that_drips_is_cut_off(site: Site) -> None:
    over = threading.Event()

    def silent(handler: BaseHTTPRequestHandler) -> None:
        over.wait(60)

    def wordy(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.0 200 OK\r\nX-Long: ")
        while not over.wait(0.05) and time.monotonic() < began + 20:  # its header does not end
            handler.wfile.write(b"x")

    began = time.monotonic()
    site.answers |= {"/slow": drip, "/silent": silent, "/wordy": wordy}
    for path in ("/slow", "/silent", "/wordy"):
        with pytest.raises(FetchError, match=r"within 0\.3 seconds"):
            fetcher(seconds=0.3).fetch(site.at(path))
    assert time.monotonic() < began + 15
    over.set()  # it was still silent


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
def test_a_certificate_has_to_be_the_hosts(tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    certificate, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    words = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=pictures.test -addext subjectAltName=DNS:pictures.test"
    subprocess.run(
        ["openssl", *words.split(), "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    site.server.socket = context.wrap_socket(site.server.socket, server_side=True)
    site.answers["/a.png"] = body(png())
    address = site.at("/a.png").replace("http:", "https:")
    with pytest.raises(FetchError, match="certificate"):
        fetcher().fetch(address)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert fetcher().fetch(address) == png()
    with pytest.raises(FetchError, match="certificate"):
        fetcher().fetch(address.replace("pictures.test", "other.test"))


def test_what_speaks_no_tls_is_told(site: Site) -> None:
    with pytest.raises(FetchError, match="cannot be reached"):
        fetcher().fetch(site.at("/a.png").replace("http:", "https:"))


def test_chinese_paths_and_queries_are_asked_for_as_the_web_writes_them(site: Site) -> None:
    site.answers["/%E5%9B%BE%201.png?a=%E4%B8%AD&b=1"] = body(png())
    assert fetcher().fetch(site.at("/图 1.png?a=中&b=1")) == png()


def test_what_is_told_of_us_is_little(site: Site) -> None:
    heard: dict[str, str] = {}

    def answer(handler: BaseHTTPRequestHandler) -> None:
        heard.update(handler.headers.items())
        body(png())(handler)

    site.answers["/a.png"] = answer
    fetcher().fetch(site.at("/a.png"))
    assert set(heard) == {"Host", "User-Agent", "Accept", "Accept-Encoding"}
    assert heard["User-Agent"].startswith("studypress/")


@pytest.mark.parametrize(
    ("scheme", "port", "host"),
    [("https", 443, "a.test"), ("http", 80, "a.test"), ("https", 80, "a.test:80"), ("http", 443, "a.test:443")],
)
def test_the_usual_port_of_a_scheme_is_not_named(
    scheme: str, port: int, host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some sites refuse the name of a host with it."""

    class Unveiled(socket.socket):
        def do_handshake(self) -> None:
            """Nothing: it is as if this were done."""

    ours, theirs = socket.socketpair()
    monkeypatch.setattr("socket.create_connection", lambda *_, **__: ours)
    monkeypatch.setattr("studypress.localize.fetching._veiled", lambda raw, host: Unveiled(fileno=raw.detach()))
    theirs.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx")
    assert fetcher().fetch(f"{scheme}://a.test:{port}/a.png") == b"x"
    assert f"\r\nHost: {host}\r\n" in theirs.recv(1000).decode()
    theirs.close()


# --- The record -----------------------------------------------------------------------------------------------


def test_pictures_lie_beside_the_notes_and_are_recorded(tmp_path: Path, site: Site) -> None:
    site.answers |= {"/图/Logo 1.PNG": body(b""), "/%E5%9B%BE/Logo%201.PNG": body(png()), "/page": body(b"<html>")}
    done = run(tmp_path, site.at("/图/Logo 1.PNG#x"), site.at("/page"), "local.png", site.at("/图/Logo 1.PNG"))
    picture, record = done.files
    assert record == tmp_path / RECORD
    assert picture.parent == tmp_path / "images"
    assert picture.name.startswith("logo-1-")
    assert picture.suffix == ".png"
    assert [(found.code, found.place.line) for found in done.problems] == [("fetch-failed", 2)]
    assert "not a picture" in str(done.problems[0].message)
    (entry,) = tomllib.loads(record.read_text(encoding="utf8"))["picture"]
    assert entry["address"] == site.at("/图/Logo 1.PNG")
    assert (entry["file"], entry["type"], entry["date"]) == (f"images/{picture.name}", "image/png", "2025-11-25")
    again = run(tmp_path, site.at("/图/Logo 1.PNG"))
    assert (again.files, len(again.wanted)) == ([], 1)
    assert len(site.asked) == 2
    picture.unlink()
    assert run(tmp_path, site.at("/图/Logo 1.PNG")).files == [picture, record]


def test_the_book_shows_what_was_fetched(tmp_path: Path, site: Site) -> None:
    site.answers["/a.png"] = body(png())
    made = book(site.at("/a.png"))
    assert draw(made, tmp_path)[1][0].code == "remote-image"
    picture = run(tmp_path, site.at("/a.png")).files[0]
    drawn, problems = draw(made, tmp_path)
    assert problems == []
    assert [node.asset.width for node in walk(drawn) if isinstance(node, Image) and node.asset] == [4]
    picture.write_bytes(picture.read_bytes() + b" ")
    assert [found.code for found in draw(made, tmp_path)[1]] == ["image-changed"]


def test_a_record_leads_nowhere_else(tmp_path: Path) -> None:
    (tmp_path / "notes" / "images").mkdir(parents=True)
    (tmp_path / "secret.png").write_bytes(png())
    for file in ("../secret.png", str(tmp_path / "secret.png"), "file:///etc/passwd", ""):
        text = f'[[picture]]\naddress = "https://a.test/x"\nfile = "{file}"\nsha256 = ""\ntype = ""\ndate = ""\n'
        (tmp_path / "notes" / RECORD).write_text(text, encoding="utf8")
        assert read_record(tmp_path / "notes")
        assert [found.code for found in draw(book("https://a.test/x"), tmp_path / "notes")[1]] == ["remote-image"]


@pytest.mark.parametrize(
    "text", ["nonsense", "picture = 1", "[[picture]]\naddress = 1", "[picture]", "\ud800", "[" * 9999]
)
def test_a_broken_record_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "images").mkdir()
    (tmp_path / RECORD).write_bytes(text.encode("utf8", "surrogatepass"))
    assert read_record(tmp_path) == {}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes in folders")
def test_a_pipe_in_place_of_the_record_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "images").mkdir()
    os.mkfifo(tmp_path / RECORD)
    assert read_record(tmp_path) == {}


def test_nothing_is_written_through_a_link_out(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "images").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(BookError):
        run(tmp_path / "notes", "https://a.test/x")


def test_nothing_is_written_through_a_link_in_place_of_a_file(tmp_path: Path, site: Site) -> None:
    site.answers |= {"/a.png": body(png())}
    root, precious = tmp_path / "notes", tmp_path / "precious"
    precious.write_text("字", encoding="utf8")
    (written, _) = run(root, site.at("/a.png")).files
    for link in (written, root / RECORD):
        (root / RECORD).unlink(missing_ok=True)
        written.unlink(missing_ok=True)
        link.symlink_to(precious)
        with pytest.raises(BookError) as caught:
            run(root, site.at("/a.png"))
        assert [(one.code, one.place.path) for one in caught.value.problems] == [
            ("cannot-write", link.relative_to(root).as_posix())
        ]
        link.unlink()
    assert precious.read_text(encoding="utf8") == "字"


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ("https://a.test/x.png#y", "https://a.test/x.png"),
        (" HTTP://a.test/X ", "http://a.test/X"),
        ("//a.test/x", "https://a.test/x"),
        ("ftp://a.test/x", ""), ("data:image/png,x", ""), ("a.png", ""), ("///a", ""),
    ],
)  # fmt: skip
def test_a_source_is_an_address_when_the_web_has_it(source: str, address: str) -> None:
    assert address_of(source) == address


def test_a_run_has_its_limits(tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studypress.localize.MOST_PICTURES", 1)
    site.answers |= {"/a.png": body(png()), "/b.png": body(png())}
    done = run(tmp_path, site.at("/a.png"), site.at("/b.png"))
    assert len(done.files) == 2
    assert "another run" in str(done.problems[0].message)


# --- The command ----------------------------------------------------------------------------------------------


def test_the_command_lists_or_fetches_and_changes_no_notes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "# 章\n\n![图](http://127.0.0.1:9/a.png)\n"
    (tmp_path / "a.md").write_text(text, encoding="utf8")
    assert main(["localize", "--book", str(tmp_path), "--dry-run"]) == 0
    assert capsys.readouterr().out == "a.md:3: http://127.0.0.1:9/a.png\n"
    assert main(["localize", "--book", str(tmp_path)]) == 0
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "a.md:3: warning fetch-failed:" in printed.err
    assert main(["localize", "--book", str(tmp_path), "--strict"]) == 1
    assert (tmp_path / "a.md").read_text(encoding="utf8") == text
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]


def test_building_never_goes_online(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.md").write_text("# 章\n\n![图](https://a.test/a.png)\n", encoding="utf8")
    monkeypatch.setattr("socket.socket.connect", None)
    monkeypatch.setattr("socket.getaddrinfo", None)
    pipeline.build(Request(tmp_path, target="epub", output=tmp_path / "a.epub"), lambda stage: None)
    assert remote_pictures(book("https://a.test/a.png")) == {"https://a.test/a.png": Place("a.md", 1)}
