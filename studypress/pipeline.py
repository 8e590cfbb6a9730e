"""The program on one screen: a manuscript is read, understood, checked, shown as an edition, and written."""

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from studypress.check import Switches, read_switches
from studypress.check import check as check_book
from studypress.editions import BOOK, EPUB, HANDOUTS, Edition, Medium
from studypress.figures import draw
from studypress.kept_results import Witness
from studypress.manuscript import Manuscript, read_manuscript
from studypress.markdown import parse
from studypress.model import Book, Chapter, Figure
from studypress.output import file_name, refuse_to_replace, write_whole
from studypress.own_faces import with_own_faces
from studypress.press import Press, begun
from studypress.problems import BookError, Problem, Severity, in_order, strictly
from studypress.render import keep_templates
from studypress.request import Report, Request, Result
from studypress.resolve import resolve
from studypress.selection import select
from studypress.study import study
from studypress.stylesheets import unbearable
from studypress.tree import walk
from studypress.typefaces import OwnFace
from studypress.wording import said
from studypress.writers import Means, cache_of, get_ready, profile_of, sheet_of_book, write

if TYPE_CHECKING:
    from studypress.check.advice import Fixed
    from studypress.localize import Fetched


def build(request: Request, report: Report) -> Result:
    """Make the file that was asked for.

    Raises BookError with every problem when it can't be made, NoPangoError when nothing can be set for print.
    """
    with begun(request) as press:
        return build_with(press, request, report)


def build_with(press: Press, request: Request, report: Report) -> Result:
    """Make the file that was asked for with the press that was begun for it. Raises what `build` raises."""
    edition = _edition(request)
    ending = f".{'epub' if edition.medium is Medium.EPUB else 'pdf'}"
    if request.output:
        refuse_to_replace(request.output, ending)
    witness = Witness(request)
    with witness.watching():
        made = _made(press, request, edition, ending, report)
    write_whole(made.result.files[0], made.data)
    witness.keep(made.result, made.default, made.data, sure=made.sure)
    return made.result


@dataclass(frozen=True, slots=True)
class _Made:
    """A result that is not written yet."""

    result: Result
    default: Path
    """Where it goes when the request does not say."""
    data: Iterable[bytes]
    """What it holds."""
    sure: bool
    """Whether building again would give the same result."""


def _made(press: Press, request: Request, edition: Edition, ending: str, report: Report) -> _Made:
    """Make a result."""

    def begin(manuscript: Manuscript) -> None:
        keep_templates(cache_of(manuscript, request))
        get_ready(press, edition, manuscript, request)

    read = _understand(request, report, begin)
    manuscript = read.manuscript
    if request.strict or any(found.severity is Severity.ERROR for found in read.found):
        _stop_at_errors(read.problems, request.strict)
    shown = select(read.book, edition, request.chapter, request.only_key)
    written = write(shown, edition, manuscript, Means(request, report, press, lambda: read.problems))
    problems = in_order([*read.problems, *read.switches.kept(written.problems)])
    _stop_at_errors(problems, request.strict)
    if edition.medium is Medium.EPUB and profile_of(request, manuscript) == "kobo":
        ending = ".kepub.epub"  # by which a Kobo knows books of its own kind
    default = _default_output(request, manuscript, edition, ending)
    files = (request.output or default,)
    chapters = tuple(chapter for chapter in shown.chapters if chapter.id in written.documents)
    result = Result(files, problems, written.pages, _counted(chapters), _terms(shown), _figures(chapters))
    return _Made(result, default, written.data, sure=all(one.code not in _BY_CHANCE for one in read.found))


_BY_CHANCE = frozenset({"diagram-failed"})
"""Problems that may be gone with the next build: dot may have been ended where memory or time were short."""


@dataclass(frozen=True)
class _Understood:
    """A manuscript that was read, and the whole book it makes."""

    manuscript: Manuscript
    book: Book
    found: list[Problem]
    """What was found on the way; the rules that look at the finished book find nothing that stops a build."""
    faces: tuple[OwnFace, ...]
    """The author's own that its text is set in; an e-book brings none."""

    @cached_property
    def problems(self) -> list[Problem]:
        """Those whose rules are on, in order."""
        in_book = check_book(self.book, self.faces)
        return in_order(self.switches.kept([*self.found, *in_book, *self._orders[1]]))

    @property
    def switches(self) -> Switches:
        """Which rules are off, and where."""
        return self._orders[0]

    @cached_property
    def _orders(self) -> tuple[Switches, list[Problem]]:
        return read_switches(self.manuscript)


def _understand(
    request: Request, report: Report, announce: Callable[[Manuscript], None] = lambda manuscript: None
) -> _Understood:
    """Read a manuscript, tell of it, and make a whole book of it."""
    report(said("reading"))
    manuscript, in_files = read_manuscript(request.book)
    manuscript, in_styles = with_own_faces(manuscript)
    in_files += in_styles + unbearable(dict.fromkeys((*manuscript.print_styles, *manuscript.epub_styles)))
    _stop_at_errors(in_files, strict=False)
    announce(manuscript)
    book, in_markdown = parse(manuscript, cache_of(manuscript, request), request.jobs)
    book, in_study = study(book, manuscript.config)
    book, in_references = resolve(
        book,
        manuscript.root,
        one_file=manuscript.one_file,
        link_pages=manuscript.config.pdf.link_pages,
        address_notes=manuscript.config.pdf.link_addresses == "footnotes" and request.target != "epub",
    )
    report(said("figures"))
    cache, sheet = cache_of(manuscript, request), sheet_of_book(manuscript, request)
    book, in_figures = draw(book, manuscript.root, manuscript.config.cover, cache, request.jobs, sheet)
    faces = () if request.target == "epub" else manuscript.faces
    return _Understood(manuscript, book, in_files + in_markdown + in_study + in_references + in_figures, faces)


def check(request: Request) -> list[Problem]:
    """Find everything that is wrong or could be better, without making a result.

    Raises BookError when a file cannot be read at all, UsageError when `book.toml` is wrong.
    """
    from studypress.check.advice import advise, prose_beside, read_writing  # building does without

    with ExitStack() as meanwhile:

        def begin(manuscript: Manuscript) -> None:
            meanwhile.enter_context(prose_beside(manuscript, cache_of(manuscript, request), request.jobs))

        read = _understand(request, lambda stage: None, begin)
    cache = cache_of(read.manuscript, request)
    advice = advise(read_writing(read.manuscript, read.book, cache, request.jobs))
    return in_order([*read.problems, *read.switches.kept(advice)])


def fix(request: Request, also: tuple[str, ...], dry_run: bool) -> "list[Fixed]":
    """Mend what is safe in the files of a manuscript, and what `also` names; `dry_run` only tells what it would do.

    Raises BookError when the manuscript cannot be read or a file cannot be written.
    """
    from studypress.check.advice import fix as fix_files
    from studypress.check.advice import read_writing

    read = _understand(request, lambda stage: None)
    _stop_at_errors(read.problems, strict=False)
    fixed = fix_files(read.manuscript.root, read_writing(read.manuscript, read.book), read.switches, also)
    for file in () if dry_run else fixed:
        write_whole(read.manuscript.root / file.path, [file.data])
    return fixed


def localize(request: Request, report: Report, dry_run: bool = False) -> "Fetched":
    """Fetch the pictures that a manuscript shows from the web; `dry_run` only tells which.

    Raises BookError when the manuscript cannot be read or nothing can be written.
    """
    from studypress.localize import Fetched, remote_pictures  # nothing else goes online, or loads what that takes
    from studypress.localize import localize as fetch_all

    report(said("reading"))
    manuscript, in_files = read_manuscript(request.book)
    _stop_at_errors(in_files, strict=False)
    book = parse(manuscript)[0]
    if dry_run:
        return Fetched(remote_pictures(book))
    return fetch_all(book, manuscript.root, request.timestamp, report)


def _edition(request: Request) -> Edition:
    match request.target:
        case "pdf":
            return BOOK
        case "epub":
            return EPUB
        case _:
            return HANDOUTS[request.kind]


def _default_output(request: Request, manuscript: Manuscript, edition: Edition, ending: str) -> Path:
    """`dist/NAME.pdf`, with what sets this edition apart in its name."""
    words = [
        file_name(manuscript.default_title),
        "" if request.target in ("pdf", "epub") else edition.name,
        "key" if request.only_key else "",
        f"c{request.chapter}" if request.chapter else "",
        "booklet" if request.booklet else "",
    ]
    return Path("dist") / f"{'-'.join(filter(None, words))}{ending}"


def _stop_at_errors(problems: list[Problem], strict: bool) -> None:
    """Raise BookError with every problem if one of them is an error, or a warning when `strict`."""
    problems = strictly(problems) if strict else problems
    if any(found.severity is Severity.ERROR for found in problems):
        raise BookError(problems)


def _counted(chapters: tuple[Chapter, ...]) -> int:
    return sum(not chapter.opens_part for chapter in chapters)


def _terms(book: Book) -> int:
    return sum(bool(entry.definitions) for entry in book.glossary)


def _figures(chapters: tuple[Chapter, ...]) -> int:
    return sum(1 for _ in walk(chapters, Figure))
