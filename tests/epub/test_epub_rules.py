"""Whole books keep every rule of `epub_rules`, and a book that is spoilt in one way breaks the rule for it."""

import zipfile
from collections.abc import Callable
from functools import cache
from io import BytesIO

import epub_books
import epub_samples as samples
import pytest
from epub_rules import RULES, Publication

from studypress.documents import PageStart
from studypress.epub import Conformance, PageList, Setting, write_epub
from studypress.model import Series
from studypress.resources import resource_folder


@cache
def everything() -> bytes:
    """Pack the samples with all that a book may have: pages of print, a series, a claim, rare characters."""
    from dataclasses import replace

    pages = samples.rich()
    chapters = tuple(replace(p, html=p.html.replace("<p>正文。</p>", "<p>正文犇。</p>")) for p in pages.documents)
    about = replace(samples.METADATA, series=Series("入门", "1"), authors=samples.METADATA.authors[:1])
    starts = (PageStart("i", "cover", 0, ""), PageStart("1", "c1", 0, "第一章"), PageStart("2", "c1", 60, "一二"),
              PageStart("3", "c2", 0, "第"))  # fmt: skip
    css = (resource_folder("templates") / "epub.css").read_text(encoding="utf8")
    data, _ = write_epub(
        replace(pages, documents=chapters),
        about,
        Setting(
            samples.WORDS,
            (("epub.css", css),),
            samples.DAY,
            None,
            conformance=Conformance("2.1 AA", "丙"),
            page_list=PageList("urn:uuid:1", starts),
        ),
    )
    return data


@pytest.mark.parametrize("number", RULES)
@pytest.mark.parametrize("name", [*epub_books.BOOKS, "samples"])
def test_a_book_keeps_the_rule(name: str, number: int) -> None:
    book = Publication(everything() if name == "samples" else epub_books.epub(name))
    assert list(RULES[number](book)) == []


# --- Spoilt books ---------------------------------------------------------------------------------------------


def repacked(files: dict[str, bytes], date: tuple[int, int, int, int, int, int] = (2026, 1, 1, 0, 0, 0)) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number, (name, data) in enumerate(files.items()):
            entry = zipfile.ZipInfo(name, date if number else (2026, 1, 1, 0, 0, 0))
            entry.create_system = 3
            archive.writestr(entry, data)
    return out.getvalue()


def changed(name: str, old: str, new: str, lost: str = "") -> Callable[[dict[str, bytes]], dict[str, bytes]]:
    """Replace a text in one file, and take another out."""

    def change(files: dict[str, bytes]) -> dict[str, bytes]:
        text = files[name].decode()
        assert old in text, f"{name} has no {old}"
        assert lost in text, f"{name} has no {lost}"
        return files | {name: text.replace(old, new).replace(lost, "").encode()}

    return change


OPF, NAV, NCX, CSS = "EPUB/content.opf", "EPUB/text/nav.xhtml", "EPUB/toc.ncx", "EPUB/styles/epub.css"
C1, GLOSSARY = "EPUB/text/c1.xhtml", "EPUB/text/glossary.xhtml"
_ENTRY = (
    '</div><div class="entry" id="g-a"><dt epub:type="glossterm"><dfn>Cabinet</dfn></dt><dd epub:type="glossdef">'
    "<p>一个柜子，排错了地方。</p></dd>"
)
SPOILT: tuple[tuple[int, Callable[[dict[str, bytes]], dict[str, bytes]]], ...] = (
    (5, lambda files: {"META-INF/container.xml": b"", **files}),
    (6, changed(NCX, samples.METADATA.identifier, "urn:uuid:2")),
    (6, changed(OPF, "00:00:00Z", "08:00:00+0800")),
    (7, changed(C1, 'xml:lang="zh-Hans"', 'xml:lang="zh"')),
    (8, changed(C1, "<figure", "<!-- a --><figure")),
    (8, changed(C1, "viewBox=", "viewbox=")),
    (9, changed(OPF, 'properties="mathml svg"', 'properties="svg"')),
    (9, lambda files: files | {"EPUB/text/left.xhtml": b""}),
    (10, changed(C1, "#c1-n1-ref", "#c1-n2-ref")),
    (10, changed(C1, 'id="c1-f2"', 'id="c1-f1"')),
    (10, changed(C1, 'src="../images', 'src="https://a.example/images')),
    (11, changed(NAV, ">用途<", "> <")),
    (11, changed(NCX, "text/c2.xhtml", "text/c1.xhtml")),
    (12, changed(NAV, ">2</a>", ">3</a>")),
    (12, changed(C1, 'id="page-2"', 'id="page-9"')),
    (14, changed(OPF, "urn:uuid:1<", f"{samples.METADATA.identifier}<")),
    (14, changed(OPF, "pageBreakSource", "source")),
    (15, changed(NAV, 'epub:type="bodymatter"', 'epub:type="cover"')),
    (16, changed(C1, ' role="doc-noteref" id="c1-n1-ref" href="#c1-n1">1', ' id="c1-n1-ref" href="#c1-n1"><b>1</b>')),
    (16, changed(C1, 'href="#c1-n1-ref"', 'href="#c1-t1"')),
    (16, changed(C1, "一种云计算服务", "云" * 5000)),
    (16, changed(C1, "平台即服务，一种云计算服务。", "平台")),
    (17, changed(CSS, "aside {", "aside {\n  display: none;")),
    (17, changed(C1, '<div class="footnotes"', '<div hidden="hidden" class="footnotes"')),
    (18, changed(GLOSSARY, 'epub:type="glossterm"', "")),
    (18, changed(GLOSSARY, 'id="g-container"', 'id="g-other"')),
    (18, changed(GLOSSARY, "<p>镜像运行时的实体。</p>", "<p>" + "长" * 5000 + "</p>")),
    (
        18,
        changed(
            GLOSSARY, '<dfn>Container</dfn> <span class="full">容器</span></dt>', "<dfn>舱</dfn></dt>", "时的实体。"
        ),
    ),
    (18, changed(GLOSSARY, "<dfn>Container</dfn>", "<dfn>容器</dfn>")),
    (18, changed(GLOSSARY, '<h2 class="letter">C</h2>', '<h2 class="letter">B</h2>')),
    (18, changed(GLOSSARY, "</div>\n</dl>", _ENTRY + "</div>\n</dl>")),
    (18, changed(GLOSSARY, 'href="c1.xhtml#c1-t1"', 'href="c1.xhtml#c1-f1"')),
    (18, changed(C1, "<p>一种", '<p><a epub:type="glossref" href="glossary.xhtml#g-container">又</a>一种')),
    (19, changed(C1, ' role="doc-footnote"', "")),
    (20, changed(C1, 'alt="照片"', 'alt="photo.png"')),
    (20, changed(C1, 'role="img"', "")),
    (21, changed(OPF, ">alternativeText<", ">synchronizedAudioText<")),
    (21, changed(C1, "math", "meth")),
    (22, changed(OPF, "WCAG 2.1 Level AA", "WCAG 2.1 AA")),
    (22, changed(OPF, "a11y:certifiedBy", "a11y:certifierCredential")),
    (23, changed("EPUB/text/c2.xhtml", "犇", "羴")),
    (23, changed(CSS, '"StudyPress Song"', '"Song"')),
    (23, lambda files: {name: data for name, data in files.items() if "OFL" not in name}),
    (24, changed(C1, "<h3>用途</h3>", "<h3>用途</h3>" + "<p>长</p>" * 40_000)),
    (24, lambda files: files | {"EPUB/images/large.png": samples.raster("png", (2100, 2000)).data}),
    (24, lambda files: files | {"EPUB/images/heavy.png": samples.PHOTO.data + bytes(1_500_000)}),
    (24, lambda files: files | {"EPUB/fonts/whole.ttf": bytes(300_001)}),
    (24, lambda files: files | {"EPUB/left": bytes(5_000_000)}),
    (26, changed(CSS, "body {", "body {\n  color: #222;")),
    (26, changed(CSS, "opacity: 0.82", "opacity: 0.75")),
    (27, changed(CSS, "  page-break-inside: avoid;\n", "")),
    (27, changed(CSS, "margin: 0 2%", "margin: 0 2vw")),
    (29, changed(OPF, '<meta name="cover"', '<meta name="front"')),
    (30, changed(C1, 'alttext="x 平方"', "")),
    (32, lambda files: files | {"EPUB/text/第一章.xhtml": b""}),
    (33, changed(OPF, '<itemref idref="page-c2"', '<itemref linear="no" idref="page-c2"')),
    (34, changed(OPF, 'property="file-as"', 'property="display-seq"')),
    (34, changed(OPF, ">series<", ">set<")),
    (35, changed(C1, "</code>", "<b>1</b></code>")),
)


@pytest.mark.parametrize(("number", "spoil"), SPOILT, ids=[f"{n}-{i}" for i, (n, _) in enumerate(SPOILT)])
def test_a_spoilt_book_breaks_the_rule(number: int, spoil: Callable[[dict[str, bytes]], dict[str, bytes]]) -> None:
    whole = Publication(everything()).files
    files = spoil(dict(whole))
    assert list(files.items()) != list(whole.items())
    assert list(RULES[number](Publication(repacked(files)))) != []


def test_every_rule_has_a_book_that_breaks_it() -> None:
    assert {number for number, _ in SPOILT} == set(RULES)
