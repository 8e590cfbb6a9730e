"""The lines of a book's files as their author wrote them, with what they include, each with its file and number.

The order of the files is the program's own, since that is a matter of conventions (`tests/conventions`); not
one line of text is taken from it.
"""

import glob
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from benchmarks.fidelity.embeds import embedded
from benchmarks.fidelity.honkit import filled, variables_of
from benchmarks.fidelity.lines import Line, fenced, read_lines, without_front_matter
from benchmarks.fidelity.logseq import without_marks
from benchmarks.fidelity.macros import expanded
from benchmarks.fidelity.notebooks import notebook_lines
from studypress.manuscript import read_manuscript


@dataclass(frozen=True, slots=True)
class Source:
    """A page of the book."""

    path: str
    """Below the book's folder; of a title without a page, the list of contents."""
    title: str
    """As the list of contents or the front matter has it; empty where neither does."""
    lines: tuple[Line, ...]
    name: str = ""
    """The name of the file, where it is one chapter however many `#` it has."""
    site: tuple[str, ...] = ()
    """The components that VitePress or VuePress has on every page."""
    mdx: bool = False
    """Whether it is MDX, by its ending, or as any page of Docusaurus is."""
    sources: frozenset[str] = frozenset()
    """The keys of the works that the book's .bib files have."""


@dataclass(frozen=True, slots=True)
class Sources:
    """All pages, in reading order."""

    pages: tuple[Source, ...]
    convention: str
    """The file that the order is taken from; empty where there is none."""
    demos: frozenset[str] = frozenset()
    """The names of the pages of HTML that lie beside, which a page may embed."""


def read_sources(folder: Path) -> Sources:
    """Read the pages of a book. Raises BookError when the program finds none."""
    manuscript, _ = read_manuscript(folder)
    empty = manuscript.contents
    bare = empty.startswith("mkdocs.")

    settings = [*folder.glob("**/.vitepress/theme/index.*"), *folder.glob("**/.vuepress/client.*")]
    texts = [file.read_text("utf8", errors="replace") for file in settings]
    named = [name for text in texts for name in re.findall(r"^ *\w+\.component\(.(\w+)", text, re.MULTILINE)]
    site = tuple(form for name in named for form in (name, re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()))

    docusaurus = any(any((folder / top).glob("docusaurus.config.*")) for top in ("", "website"))
    cited = [file.read_text("utf8", errors="replace") for file in folder.rglob("*.bib")]
    keys = frozenset(key for text in cited for key in re.findall(r"@\w+\s*\{\s*([^,\s]+)\s*,", text))

    def has(path: str) -> bool:
        return (folder / path).is_file()

    pages = tuple(
        Source(
            page.path,
            page.title,
            tuple(_lines(folder, page.path, bare)) if page.text or (page.path != empty and has(page.path)) else (),
            page.name if page.whole else "",
            site,
            page.path.endswith(".mdx") or docusaurus,
            keys,
        )
        for page in manuscript.chapters
    )
    if (folder / "logseq" / "config.edn").is_file():
        lines = without_marks(page.lines for page in pages)
        pages = tuple(replace(page, lines=own) for page, own in zip(pages, lines, strict=True))
    if (folder / "book.json").is_file():
        values = variables_of(folder)
        pages = tuple(replace(page, lines=tuple(filled(list(page.lines), values))) for page in pages)
    posts = _titles_of_posts(folder)
    pages = tuple(replace(page, lines=tuple(_with_titles(line, posts) for line in page.lines)) for page in pages)
    pages = _with_names_of_pages(pages)
    lines = expanded(page.lines for page in pages)
    demos = frozenset(file.name for file in folder.rglob("*.htm*"))
    whole = tuple(replace(page, lines=own) for page, own in zip(pages, lines, strict=True))
    return Sources(whole, manuscript.contents, demos)


def _lines(root: Path, path: str, bare: bool) -> Iterator[Line]:
    file = root / path
    lines = (
        notebook_lines(file, path) if file.suffix == ".ipynb" else without_front_matter(read_lines(file, path), bare)
    )
    yield from _included(root, path, lines, depth=0)


def _titles_of_posts(folder: Path) -> dict[str, str]:
    """What Hexo's posts are called, by their names."""
    titles = {}
    for post in folder.glob("source/_posts/**/*.md"):
        found = re.search(r"^title:[ \t]*(\S.*)$", post.read_text("utf8", errors="replace"), re.MULTILINE)
        name = post.relative_to(folder / "source" / "_posts").with_suffix("").as_posix()
        titles[name] = titles[post.stem] = found[1].strip("\"' ") if found else post.stem
    return titles


_DOC = re.compile(r"(?<![`A-Za-z0-9_])\{doc\}`/?([^`<>]+)`")


def _with_names_of_pages(pages: tuple[Source, ...]) -> tuple[Source, ...]:
    """Put a page's first heading for what names the page alone, as MyST shows it: ``{doc}`force` ``."""
    if not any("{doc}`" in line.text for page in pages for line in page.lines):
        return pages
    titles = {Path(page.path).stem: _heading(page) for page in pages}

    def named(line: Line) -> Line:
        text = _DOC.sub(lambda found: titles.get(Path(found[1]).name) or found[0], line.text)
        return replace(line, text=text)

    return tuple(replace(page, lines=tuple(map(named, page.lines))) for page in pages)


def _heading(page: Source) -> str:
    """The first of a page that is one `#`."""
    prose = (line.text for line, info in fenced(page.lines) if info is None)
    return next((text[2:].strip() for text in prose if text.startswith("# ")), "")


def _with_titles(line: Line, posts: dict[str, str]) -> Line:
    """A line with the words of its links to posts: `{% post_link 'a/b' %}`."""
    if not posts or "post_link" not in line.text:
        return line
    link = re.compile(r"\{%\s*post_link\s+(?:'([^']*)'|\"([^\"]*)\"|(\S+))\s*(?:'([^']*)')?\s*%\}")
    words = partial(_words_of_link, posts)
    return replace(line, text=link.sub(words, line.text))


def _words_of_link(posts: dict[str, str], found: re.Match[str]) -> str:
    return found[4] or posts.get((found[1] or found[2] or found[3] or "").strip("/"), found[0])


# --- What other files put in ----------------------------------------------------------------------------------

_MDBOOK = re.compile(
    r"(?P<pre>.*?)(?<!\\)\{\{\s*#(?:include|rustdoc_include|playground)\s+(?P<file>[^}]+?)\s*\}\}(?P<post>.*)"
)
_VITEPRESS = re.compile(r"(?P<pre>\s*)<<<\s*(?P<file>[^\s{]+)(?P<post>).*")
_DOCSIFY = re.compile(r"(?P<pre>)<!--\s*@include:\s*(?P<file>[^\s{]+).*?-->(?P<post>)")
_SNIPPET = re.compile(r"(?P<pre>\s*)-+8<-+\s+[\"'](?P<file>[^\"']+)[\"'](?P<post>\s*)")
_HONKIT = re.compile(
    r"(?P<pre>\s*)\[(?:import|include)(?::[ \t]*\"?(?P<lines>\d*-\d*)\"?)?(?:,[^\[\]]*)?\]"
    r"\((?P<file>[^()\s]+)\)(?P<post>\s*)"
)
_DEEPEST = 5
_LONGEST_NAME = 200


def _included(root: Path, name: str, lines: list[Line], depth: int) -> Iterator[Line]:
    """Put in what the lines ask for; a line whose file is not there stays as it is."""
    for line, info in fenced(lines):
        if info is None and depth < _DEEPEST and (note := embedded(root, name, line)) is not None:
            yield from _included(root, name, note, depth + 1)
            continue
        patterns = (_MDBOOK, _VITEPRESS, _DOCSIFY, _SNIPPET, *([_HONKIT] if info is None else ()))
        found = next((match for one in patterns if (match := one.fullmatch(line.text))), None)
        wanted = found["file"] if found else ""
        if found and found.re is _HONKIT and found["lines"]:
            wanted += f":{found['lines'].replace('-', ':')}"
        taken = _excerpt(root, name, wanted, depth) if found and depth < _DEEPEST else None
        if found is None or taken is None:
            yield line
            continue
        code = found.re in (_VITEPRESS, _HONKIT)
        if code:
            yield Line(f"{found['pre']}```{Path(found['file'].partition('#')[0]).suffix[1:]}", line.place)
        yield from (Line(found["pre"] + inner.text + found["post"], inner.place) for inner in taken)
        if code:
            yield Line(f"{found['pre']}```", line.place)


def _excerpt(root: Path, name: str, wanted: str, depth: int) -> list[Line] | None:
    """What of a file is asked for; None without such a file, or such a part of it."""
    path, _, part = wanted.split(maxsplit=1)[0].replace("#", ":", 1).partition(":")
    if len(path) > _LONGEST_NAME:
        return None
    file = (root / path[2:] if path.startswith("@/") else root / Path(name).parent / path).resolve()
    file = file if file.is_file() else (root / path).resolve()
    if path.startswith("@/") and not file.is_file():
        file = (root / "src" / path[2:]).resolve()
    elif path.startswith("@"):
        file = min(root.rglob(glob.escape(path[1:])), default=file).resolve()
    if not file.is_file() or not file.is_relative_to(root.resolve()):
        return None
    inner = file.relative_to(root.resolve()).as_posix()
    lines = read_lines(file, inner)
    while lines and not lines[-1].text:
        lines.pop()
    taken = _part(lines, part)
    return None if taken is None else list(_included(root, inner, taken, depth + 1))


def _part(lines: list[Line], part: str) -> list[Line] | None:
    """Cut out what `2:10` or the name of an anchor says; the marks of anchors are never shown."""
    if re.fullmatch(r"\d*(:\d*)?", part):
        first, colon, last = part.partition(":")
        lines = lines[int(first or 1) - 1 : int(last) if last else None if colon or not first else int(first)]
    elif part:
        start = _mark(lines, "ANCHOR:|#region|8<-+ \\[start:", part)
        end = _mark(lines, "ANCHOR_END:|#endregion|8<-+ \\[end:", part)
        if start is None:
            return None
        lines = lines[start + 1 : end]
    return [line for line in lines if not re.search(r"ANCHOR(_END)?:|8<-+ \[(start|end):", line.text)]


def _mark(lines: list[Line], words: str, name: str) -> int | None:
    mark = re.compile(rf"({words}) *{re.escape(name)}[\s\]]*(-->|\*/)?\s*$")
    return next((number for number, line in enumerate(lines) if mark.search(line.text)), None)
