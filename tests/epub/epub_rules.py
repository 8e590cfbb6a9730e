"""What an e-book must hold to, as functions from a publication to its faults: one for each numbered requirement.

`test_epub_rules.py` runs them on whole books, and on books spoilt on purpose, so that none can pass by looking away.
"""

import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cached_property
from io import BytesIO
from itertools import pairwise
from pathlib import PurePosixPath
from urllib.parse import unquote

import tinycss2  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont
from lxml import etree
from PIL import Image

NAMES = {
    "h": "http://www.w3.org/1999/xhtml",
    "o": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "n": "http://www.daisy.org/z3986/2005/ncx/",
    "e": "http://www.idpf.org/2007/ops",
    "m": "http://www.w3.org/1998/Math/MathML",
    "s": "http://www.w3.org/2000/svg",
}
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ROLES = {
    "abstract": "doc-abstract", "chapter": "doc-chapter", "colophon": "doc-colophon", "footnote": "doc-footnote",
    "glossary": "doc-glossary", "glossref": "doc-glossref", "noteref": "doc-noteref", "pagebreak": "doc-pagebreak",
    "page-list": "doc-pagelist", "subtitle": "doc-subtitle", "toc": "doc-toc",
}  # fmt: skip
"""Terms of epub:type that have a role of DPUB-ARIA."""


class Publication:
    """An e-book, unpacked and parsed."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        with zipfile.ZipFile(BytesIO(data)) as archive:
            self.entries = archive.infolist()
            self.files = {entry.filename: archive.read(entry) for entry in self.entries}
        self.package = etree.fromstring(self.files["EPUB/content.opf"])

    def texts(self, path: str, root: etree._Element | None = None) -> list[str]:
        """Find texts or attributes; in the package document unless another is given."""
        found = (self.package if root is None else root).xpath(path, namespaces=NAMES)
        return [str(each) for each in found]  # type: ignore[union-attr]

    @cached_property
    def manifest(self) -> dict[str, dict[str, str]]:
        """Files by their names in the package, with what the manifest says of each."""
        items = self.package.iterfind("o:manifest/o:item", NAMES)
        return {str(item.get("href")): {str(k): str(v) for k, v in item.attrib.items()} for item in items}

    @cached_property
    def pages(self) -> dict[str, etree._Element]:
        """The XHTML documents by their names in `text/`, in the order of the spine, then those out of it."""
        by_id = {item["id"]: name for name, item in self.manifest.items()}
        names = [by_id.get(found, "") for found in self.texts("//o:itemref/@idref")]
        names += [name for name in self.manifest if name.endswith(".xhtml") and name not in names]
        parser = etree.XMLParser(resolve_entities=False)
        return {n.removeprefix("text/"): etree.fromstring(self.files[f"EPUB/{n}"], parser) for n in names if n}

    @property
    def css(self) -> str:
        """Our style sheet, without its comments."""
        return re.sub(r"/\*.*?\*/", "", self.files["EPUB/styles/epub.css"].decode(), flags=re.DOTALL)

    @cached_property
    def rules(self) -> list[tuple[str, dict[str, str]]]:
        """The rules of the style sheet: selectors, and declarations by name."""
        found = []
        for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", self.css):
            tokens = tinycss2.parse_blocks_contents(body, skip_comments=True, skip_whitespace=True)
            declared = {t.lower_name: tinycss2.serialize(t.value).strip() for t in tokens if t.type == "declaration"}
            found.append((" ".join(selector.split()), declared))
        return found


Rule = Callable[[Publication], Iterator[str]]
RULES: dict[int, Rule] = {}
"""By the number of the requirement."""


def rule(number: int) -> Callable[[Rule], Rule]:
    """Give a rule its number."""

    def register(function: Rule) -> Rule:
        RULES[number] = function
        return function

    return register


def _types(element: etree._Element) -> list[str]:
    return element.get(f"{{{NAMES['e']}}}type", "").split()


def _heading(element: etree._Element) -> str:
    """The words of a heading, without readings and badges."""
    parts = element.xpath(".//text()[not(ancestor::h:rt or ancestor::h:rp)]", namespaces=NAMES)
    return " ".join("".join(map(str, parts)).split())  # type: ignore[arg-type]


def _plain(words: str) -> str:
    """Words without blanks, with the digits of formulas on the line."""
    return "".join(unicodedata.normalize("NFKC", words).split())


def _text(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


# --- Container and package ------------------------------------------------------------------------------------


@rule(5)
def container(book: Publication) -> Iterator[str]:
    """The mimetype is first and stored; the entries have one date and one system."""
    first = book.entries[0]
    if (first.filename, first.compress_type, first.extra) != ("mimetype", zipfile.ZIP_STORED, b""):
        yield "mimetype is not first, stored and bare"
    if book.data[38:58] != b"application/epub+zip":
        yield "mimetype says something else"
    if len({entry.date_time for entry in book.entries}) > 1 or {e.create_system for e in book.entries} != {3}:
        yield "entries tell when or where they were packed"


@rule(6)
def identifier(book: Publication) -> Iterator[str]:
    """The identifier is a URN, the same in package and NCX; the date of change is in UTC."""
    unique = book.package.get("unique-identifier")
    found = book.texts(f"//dc:identifier[@id='{unique}']/text()")
    if len(found) != 1 or not found[0].startswith("urn:"):
        yield f"identifier: {found}"
    ncx = etree.fromstring(book.files["EPUB/toc.ncx"])
    if book.texts("//n:meta[@name='dtb:uid']/@content", ncx) != found:
        yield "the NCX has another identifier"
    for modified in book.texts("//o:meta[@property='dcterms:modified']/text()"):
        datetime.strptime(modified, "%Y-%m-%dT%H:%M:%S%z")
        if not modified.endswith("Z"):
            yield f"{modified} is not in UTC"


@rule(7)
def languages(book: Publication) -> Iterator[str]:
    """Package, dc:language and every document say the same language."""
    said = set(book.texts("//dc:language/text()")) | {book.package.get(XML_LANG, "")}
    said |= {root.get(name, "") for root in book.pages.values() for name in ("lang", XML_LANG)}
    if len(said) != 1:
        yield f"languages: {sorted(said)}"


@rule(8)
def strict_xml(book: Publication) -> Iterator[str]:
    """Documents hold no comments and no control characters, and SVG's names keep their case."""
    for name, data in book.files.items():
        if name.endswith((".xhtml", ".opf", ".ncx", ".xml", ".svg")):
            text = data.decode()
            if "<!--" in text and not name.endswith(".svg"):
                yield f"{name} holds a comment"
            if re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", text):
                yield f"{name} holds a control character"
            if re.search(r"<(lineargradient|foreignobject|clippath)|\sviewbox=", text):
                yield f"{name} has SVG in small letters"


@rule(9)
def properties(book: Publication) -> Iterator[str]:
    """The manifest lists what each document holds, no more and no less, and every file."""
    for name, root in book.pages.items():
        said = set(book.manifest[f"text/{name}"].get("properties", "").split())
        held = {
            kind
            for kind, path in (
                ("mathml", "//m:math"), ("svg", "//s:svg"), ("scripted", "//h:script"), ("nav", "//*[@e:type='toc']"),
                ("remote-resources", "//*[starts-with(@src, 'http')]"),
            )
            if root.xpath(path, namespaces=NAMES)
        }  # fmt: skip
        if said != held:
            yield f"{name} says {sorted(said)} and holds {sorted(held)}"
    packed = {name.removeprefix("EPUB/") for name in book.files if name.startswith("EPUB/")} - {"content.opf"}
    if packed != set(book.manifest):
        yield f"not in both manifest and archive: {sorted(packed ^ set(book.manifest))}"


@rule(10)
def links(book: Publication) -> Iterator[str]:
    """Ids are unique, links lead to them, and nothing is fetched."""
    ids = {name: book.texts("//@id", root) for name, root in book.pages.items()}
    for name, root in book.pages.items():
        if len(ids[name]) != len(set(ids[name])):
            yield f"{name} has an id twice"
        for href in book.texts("//h:a/@href | //h:img/@src | //h:link/@href", root):
            path, _, anchor = unquote(href).partition("#")
            if ":" in path:
                continue
            target = name if not path else PurePosixPath("text", path).as_posix().replace("text/../", "")
            target = target.removeprefix("text/")
            if f"text/{target}" not in book.manifest and target not in book.manifest:
                yield f"{name}: {href} leads to no file"
            elif anchor and anchor not in ids.get(target, []):
                yield f"{name}: {href} leads to no id"
        if book.texts("//*[local-name()!='a']/@src[contains(., ':')]", root):
            yield f"{name} fetches something"


@rule(32)
def file_names(book: Publication) -> Iterator[str]:
    """Names are ASCII, in small letters, without blanks."""
    yield from (n for n in book.files if n.startswith("EPUB/") and not re.fullmatch(r"EPUB/[a-z0-9._/-]+", n))


@rule(33)
def spine(book: Publication) -> Iterator[str]:
    """Every document is in the spine, and none of them apart; the chapters are in the order of the contents."""
    by_id = {item["id"]: name for name, item in book.manifest.items()}
    order = [by_id[found] for found in book.texts("//o:itemref/@idref")]
    if book.texts("//o:itemref/@linear") or {n for n in book.manifest if n.endswith(".xhtml")} != set(order):
        yield "a document is out of the spine"
    listed = [href.partition("#")[0] for href in _toc_links(book)]
    places = [order.index(f"text/{name}") for name in listed]
    if places != sorted(places):
        yield "the contents have another order than the spine"


@rule(34)
def names_and_series(book: Publication) -> Iterator[str]:
    """Authors have roles, Han names a sorting name; there is a date; a series has its kind."""
    for author in book.package.iterfind(".//dc:creator", NAMES):
        about = f"//o:meta[@refines='#{author.get('id')}' and @property='%s']/text()"
        if not book.texts(about % "role"):
            yield f"{author.text} has no role"
        if re.search("[\u4e00-\u9fff]", author.text or "") and not book.texts(about % "file-as"):
            yield f"{author.text} has no sorting name"
    yield from ("no date" for _ in [0] if not book.texts("//dc:date/text()"))
    for series in book.package.iterfind(".//o:meta[@property='belongs-to-collection']", NAMES):
        if "series" not in book.texts(f"//o:meta[@refines='#{series.get('id')}']/text()"):
            yield "a series does not say that it is one"


# --- Navigation -----------------------------------------------------------------------------------------------


def _toc_links(book: Publication) -> list[str]:
    return book.texts("//h:nav[@e:type='toc']//h:a/@href", book.pages["nav.xhtml"])


@rule(11)
def contents(book: Publication) -> Iterator[str]:
    """Every section to the third level is in the contents, under the words of its heading; the NCX agrees."""
    nav = book.pages["nav.xhtml"]
    lines = list(zip(_toc_links(book), book.texts("//h:nav[@e:type='toc']//h:a/text()", nav), strict=True))
    heads = {}
    for name, root in book.pages.items():
        for section in root.iter(f"{{{NAMES['h']}}}section"):
            kind = set(section.get("class", "").split())
            heading = next((child for child in section if re.fullmatch(r"\{.*\}h[1-6]", str(child.tag))), None)
            if kind & {"chapter", "level-2", "level-3", "summary"} and section.get("id") and heading is not None:
                heads[f"{name}#{section.get('id')}"] = _heading(heading)
    listed = dict(lines)
    for href, words in heads.items():
        if href not in listed:
            yield f"{href} is not in the contents"
        elif not _plain(listed[href]) or not _plain(words).startswith(_plain(listed[href])):
            yield f"{href} is called {listed[href]!r} there and {words!r} here"
    ncx = etree.fromstring(book.files["EPUB/toc.ncx"])
    also = zip(
        book.texts("//n:content/@src", ncx), book.texts("//n:navPoint/n:navLabel/n:text/text()", ncx), strict=True
    )
    if [(src.removeprefix("text/"), label) for src, label in also] != lines:
        yield "the NCX has other lines"


@rule(12)
def page_list(book: Publication) -> Iterator[str]:
    """Every marker is in the page list, in its order, under its label; no label twice."""
    nav = book.pages["nav.xhtml"]
    labels = book.texts("//h:nav[@e:type='page-list']//h:a/text()", nav)
    hrefs = book.texts("//h:nav[@e:type='page-list']//h:a/@href", nav)
    markers = [
        (f"{name}#{marker.get('id')}", marker.get("aria-label"))
        for name, root in book.pages.items()
        for marker in root.iter(f"{{{NAMES['h']}}}span")
        if "pagebreak" in _types(marker)
    ]
    if [pair for pair in zip(hrefs, labels, strict=True) if "#" in pair[0]] != markers:
        yield "page list and markers differ"
    if len(labels) != len(set(labels)):
        yield "a page is listed twice"


@rule(14)
def page_source(book: Publication) -> Iterator[str]:
    """The printed edition is named where pages are marked, and only there; it is not the e-book."""
    sources = book.texts("//o:meta[@property='pageBreakSource']/text()")
    listed = book.texts("//h:nav[@e:type='page-list']//h:a/@href", book.pages["nav.xhtml"])
    if len(sources) != bool(listed) or set(sources) & set(book.texts("//dc:identifier/text()")):
        yield f"source {sources} for {len(listed)} pages"


@rule(15)
def landmarks(book: Publication) -> Iterator[str]:
    """Cover, contents and text have landmarks, in one flat list, each kind once."""
    nav = book.pages["nav.xhtml"]
    kinds = book.texts("//h:nav[@e:type='landmarks']/h:ol/h:li/h:a/@e:type", nav)
    wanted = {"cover", "toc", "bodymatter"}
    wanted |= (
        {"glossary"}
        if any(root.find(".//*[@role='doc-glossary']") is not None for root in book.pages.values())
        else set()
    )
    if set(kinds) != wanted or len(kinds) != len(set(kinds)):
        yield f"landmarks: {kinds}"


# --- Notes and glossary ---------------------------------------------------------------------------------------


@rule(16)
def notes(book: Publication) -> Iterator[str]:
    """A note is in the file of its marks, behind them, opens with the link back, and is as long as what pops up."""
    for name, root in book.pages.items():
        order = {element: place for place, element in enumerate(root.iter())}
        asides = {str(a.get("id")): a for a in root.iter(f"{{{NAMES['h']}}}aside") if "footnote" in _types(a)}
        marks = [a for a in root.iter(f"{{{NAMES['h']}}}a") if "noteref" in _types(a)]
        for mark in marks:
            note = asides.get(mark.get("href", "").removeprefix("#"))
            if note is None or order[note] < order[mark]:
                yield f"{name}: {mark.get('href')} is no note behind its mark"
            if len(mark) or not (mark.text or "").strip():
                yield f"{name}: the mark of {mark.get('href')} holds more than text"
        for anchor, note in asides.items():
            called = {mark.get("id") for mark in marks if mark.get("href") == f"#{anchor}"}
            back = next((a for a in note.iter(f"{{{NAMES['h']}}}a")), None)
            if called and (back is None or back.get("href", "").removeprefix("#") not in called):
                yield f"{name}: {anchor} does not open with the link back"
            if called and not 9 <= len(_plain(_text(note))) <= 5000:
                yield f"{name}: {anchor} has {len(_plain(_text(note)))} characters"


@rule(17)
def notes_are_shown(book: Publication) -> Iterator[str]:
    """No note is hidden until it pops up: readers that pop nothing up would never show it, others an empty one."""
    for selector, declared in book.rules:
        if declared.get("display") == "none" or declared.get("visibility") == "hidden":
            yield f"{selector} is not shown"
    for name, root in book.pages.items():
        for note in root.xpath("//h:aside[ancestor-or-self::*[@hidden or @aria-hidden]]", namespaces=NAMES):  # type: ignore[union-attr]
            yield f"{name}: {note.get('id')} is hidden"  # type: ignore[union-attr]


@rule(18)
def glossary(book: Publication) -> Iterator[str]:
    """Entries are dl, dt, dfn, dd in one element that pops up whole, in order, and lead back to where they are used."""
    used = {
        href.partition("#")[2]
        for root in book.pages.values()
        for href in book.texts("//h:a[@e:type='glossref']/@href", root)
    }
    for name, root in book.pages.items():
        for section in root.iterfind(".//h:section[@role='doc-glossary']", NAMES):
            if "glossary" not in _types(section):
                yield f"{name} has a glossary without its type"
            entries = section.findall(".//h:dl/h:div", NAMES)
            used -= {str(entry.get("id")) for entry in entries}
            for entry in entries:
                kinds = [(str(child.tag).rpartition("}")[2], *_types(child)) for child in entry]
                if kinds != [("dt", "glossterm"), ("dd", "glossdef")] or entry.find("h:dt/h:dfn", NAMES) is None:
                    yield f"{entry.get('id')} is {kinds}"
                if not 9 <= len(_plain(_text(entry))) <= 5000:
                    yield f"{entry.get('id')} has {len(_plain(_text(entry)))} characters"
            yield from _out_of_order(section)
    if used:
        yield f"terms without an entry: {sorted(used)}"
    yield from _uses(book)


def _out_of_order(glossary: etree._Element) -> Iterator[str]:
    """Find entries that a reader who looks for their pinyin, or their letters, would pass by."""
    places = []
    for group in glossary.iterfind(".//h:section[@class='letter-group']", NAMES):
        letter = "".join(map(_text, group.iterfind("h:h2", NAMES)))
        for entry in group.iterfind("h:dl/h:div", NAMES):
            term = "".join(map(_text, entry.iterfind("h:dt/h:dfn", NAMES)))
            reading = "".join(map(_text, entry.iterfind("h:dt/h:span[@class='reading']", NAMES)))
            if re.search("[\u4e00-\u9fff]", term) and not reading:
                yield f"{term} has no reading"
            bare = unicodedata.normalize("NFD", reading or term)
            places.append((letter, re.sub("[\u0300-\u036f]", "", bare).replace("-", " ").casefold()))
    yield from (f"{after} stands behind {before}" for before, after in pairwise(places) if before > after)
    yield from (f"{word} stands under {head}" for head, word in places if word[:1] != head.casefold())


def _uses(book: Publication) -> Iterator[str]:
    """Find terms that are linked twice in a file, and entries that lead back elsewhere than to what links them."""
    there, back = set(), set()
    for name, root in book.pages.items():
        links = [a for a in root.iter(f"{{{NAMES['h']}}}a") if "glossref" in _types(a)]
        entries = [str(link.get("href")).partition("#")[2] for link in links]
        yield from (f"{name}: {entry} is linked again" for entry in set(entries) if entries.count(entry) > 1)
        there |= {(entry, f"{name}#{link.get('id')}") for entry, link in zip(entries, links, strict=True)}
        for entry in root.iterfind(".//h:section[@role='doc-glossary']//h:dl/h:div", NAMES):
            uses = entry.iterfind(".//h:p[@class='uses']/h:a", NAMES)
            back |= {(str(entry.get("id")), str(link.get("href"))) for link in uses}
    if there != back:
        yield f"not linked both ways: {sorted(there ^ back)}"


@rule(19)
def roles(book: Publication) -> Iterator[str]:
    """Where ARIA has a role for an epub:type, it is said too; landmarks name what they lead to, and are it not."""
    for name, root in book.pages.items():
        elements = {element for element in root.iter(f"{{{NAMES['h']}}}*") if element.tag != f"{{{NAMES['h']}}}body"}
        elements -= set(root.xpath("//h:nav[@e:type='landmarks']//h:a", namespaces=NAMES))  # type: ignore[arg-type]
        for element in elements:
            for kind in _types(element):
                if element.get("role") != ROLES.get(kind, element.get("role")):
                    yield f"{name}: {kind} without {ROLES[kind]}"


# --- Accessibility --------------------------------------------------------------------------------------------


@rule(20)
def words_for_pictures(book: Publication) -> Iterator[str]:
    """Every picture has alternative text that is no file name; of a formula in parts, the first part."""
    for name, root in book.pages.items():
        formula = False
        for image in root.iter(f"{{{NAMES['h']}}}img"):
            words, before, formula = image.get("alt", "").strip(), formula, image.get("class") == "formula"
            if formula and before and not words:
                continue
            if not words or re.fullmatch(r"\S+\.(png|jpe?g|svg|gif|webp)", words):
                yield f"{name}: {image.get('src')} has the words {words!r}"
        for drawing in root.iter(f"{{{NAMES['s']}}}svg"):
            if drawing.get("role") != "img" or not (
                drawing.get("aria-label") or drawing.find("s:title", NAMES) is not None
            ):
                yield f"{name}: an svg has no words"


@rule(21)
def facts(book: Publication) -> Iterator[str]:
    """What is said of how the book can be read is what it holds."""
    said: dict[str, set[str]] = {}
    for meta in book.package.iterfind(".//o:meta", NAMES):
        if meta.get("property", "").startswith("schema:"):
            said.setdefault(meta.get("property", "")[7:], set()).add(meta.text or "")
    inner = [root for name, root in book.pages.items() if name != "cover.xhtml"]
    images = [image for root in inner for image in root.iter(f"{{{NAMES['h']}}}img", f"{{{NAMES['s']}}}svg")]
    held = {
        "alternativeText": bool(images)
        and all(image.get("alt", image.get("aria-label", "")) or image.get("class") == "formula" for image in images),
        "MathML": any(root.find(".//m:math", NAMES) is not None for root in inner),
        "rubyAnnotations": any(root.find(".//h:ruby", NAMES) is not None for root in inner),
        "tableOfContents": True,
        "pageNavigation": any(root.find(".//*[@role='doc-pagelist']") is not None for root in inner),
        "pageBreakMarkers": any(root.find(".//*[@role='doc-pagebreak']") is not None for root in inner),
    }
    for feature, true in held.items():
        if (feature in said["accessibilityFeature"]) is not true:
            yield f"{feature} is {'not said' if true else 'said'}"
    if said["accessMode"] != {"textual", *(["visual"] if images else [])}:
        yield f"modes: {said['accessMode']}"
    if not said.get("accessibilityHazard") or not said.get("accessibilitySummary"):
        yield "no hazards or no summary"


@rule(22)
def conformance(book: Publication) -> Iterator[str]:
    """Conformance is claimed with the words that are prescribed and the name of who found it, or not at all."""
    for claim in book.package.iterfind(".//o:meta[@property='dcterms:conformsTo']", NAMES):
        if not re.fullmatch(r"EPUB Accessibility 1\.1 - WCAG 2\.[012] Level A{1,3}", claim.text or ""):
            yield f"claim: {claim.text}"
        if not book.texts(f"//o:meta[@refines='#{claim.get('id')}' and @property='a11y:certifiedBy']/text()"):
            yield "nobody has certified it"


# --- Faces, pictures, sizes -----------------------------------------------------------------------------------


@rule(23)
def rare_characters(book: Publication) -> Iterator[str]:
    """Han outside GB 2312 are in an embedded face, which holds nothing that was not asked for."""
    body = "".join(
        "".join(map(str, b.itertext())) for root in book.pages.values() for b in root.iter(f"{{{NAMES['h']}}}body")
    )
    rare = {char for char in body if "\u3400" <= char <= "\u9fff" or char >= "\U00020000" if _outside_gb2312(char)}
    covered: set[str] = set()
    for name, data in book.files.items():
        if not name.startswith("EPUB/fonts/"):
            continue
        with TTFont(BytesIO(data)) as font:
            held = {chr(code) for code in font.getBestCmap()}
            family = str(font["name"].getDebugName(1))
            if "License" not in (font["name"].getDebugName(13) or "") or data[:4] != b"\0\1\0\0":
                yield f"{name} is no TrueType with its licence"
        if f'font-family: "{family}"' not in book.css:
            yield f"{name} is called {family}, and not so in the style sheet"
        # A letter of a formula is drawn as an italic character of its own, a hyphen as minus.
        if {char for char in held - {" ", "−"} if not {char, unicodedata.normalize("NFKC", char)} & set(body)}:
            yield f"{name} holds what is not in the book"
        covered |= held
    if rare - covered:
        yield f"in no face: {sorted(rare - covered)}"
    if bool(covered) != any(name.startswith("META-INF/OFL") for name in book.files):
        yield "faces go without licences"


def _outside_gb2312(char: str) -> bool:
    return not char.encode("gb2312", "ignore")


@rule(24)
def sizes(book: Publication) -> Iterator[str]:
    """Faces, documents, pictures and the whole are small enough for old readers."""
    fonts = sum(len(data) for name, data in book.files.items() if name.startswith("EPUB/fonts/"))
    if fonts > 300_000 or len(book.data) > 5_000_000:
        yield f"faces of {fonts} bytes in a book of {len(book.data)}"
    for name, data in book.files.items():
        if name.endswith(".xhtml") and len(data) > 300_000:
            yield f"{name} has {len(data)} bytes"
        if name.endswith((".png", ".jpg", ".jpeg", ".gif")):
            with Image.open(BytesIO(data)) as picture:
                if len(data) > 1_500_000 or picture.width * picture.height > 4_000_000:
                    yield f"{name} has {len(data)} bytes, {picture.size} px"


@rule(29)
def cover(book: Publication) -> Iterator[str]:
    """The cover is a page of its own, and a picture that shops take, named in both ways."""
    marked = [name for name, item in book.manifest.items() if "cover-image" in item.get("properties", "")]
    if len(marked) != 1:
        yield f"covers: {marked}"
        return
    with Image.open(BytesIO(book.files[f"EPUB/{marked[0]}"])) as picture:
        if (
            picture.format not in ("JPEG", "PNG")
            or picture.width < 1600
            or not 1.33 < picture.height / picture.width <= 1.5
        ):
            yield f"{picture.format} of {picture.size}"
    if book.texts("//o:meta[@name='cover']/@content") != [book.manifest[marked[0]]["id"]]:
        yield "EPUB 2 does not find the cover"
    if next(iter(book.pages)) != "cover.xhtml":
        yield "the cover is not the first page"


@rule(30)
def formulas(book: Publication) -> Iterator[str]:
    """Every formula has words."""
    for name, root in book.pages.items():
        yield from (
            f"{name}: a formula has none" for math in root.iter(f"{{{NAMES['m']}}}math") if not math.get("alttext")
        )


# --- Style ----------------------------------------------------------------------------------------------------


@rule(26)
def colours(book: Publication) -> Iterator[str]:
    """Text, links and code have the reader's colour and only pictures a ground: every contrast is the reader's own."""
    for selector, declared in book.rules:
        for name in ("color", "background", "background-color"):
            if (
                declared.get(name, "inherit") not in ("inherit", "none", "transparent", "currentColor")
                and "img" not in selector
            ):
                yield f"{selector} sets {name}"
        if float(declared.get("opacity", "1")) < 0.8:  # brown on sepia has 4.5 to 1 then; `look.mjs` measures it
            yield f"{selector} is too faint"


@rule(27)
def old_engines(book: Publication) -> Iterator[str]:
    """The style sheet asks nothing that old engines trip over; `test_package.py` compares its classes with pages."""
    if re.search(r"\d(vh|vw|rem)\b|var\(|display:\s*grid|@import", book.css):
        yield "units, variables or layouts that old engines do not know"
    for selector, declared in book.rules:
        for name in ("break-before", "break-after", "break-inside"):
            if name in declared and declared.get(f"page-{name}") != declared[name]:
                yield f"{selector} has {name} without its twin"


def code_of(book: Publication) -> list[str]:
    """The text of every piece of code, in the order of the spine."""
    return [
        "".join(map(str, pre.itertext())) for root in book.pages.values() for pre in root.iter(f"{{{NAMES['h']}}}pre")
    ]


@rule(35)
def code(book: Publication) -> Iterator[str]:
    """Code holds text and what the author marks in it, without numbers or marks of ours."""
    for name, root in book.pages.items():
        for pre in root.iter(f"{{{NAMES['h']}}}pre"):
            strange = {str(e.tag).rpartition("}")[2] for e in pre.iter()} - {
                "pre",
                "code",
                "span",
                "mark",
                "ins",
                "del",
            }
            if strange:
                yield f"{name}: code holds {sorted(strange)}"
