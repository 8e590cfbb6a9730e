"""The program on one screen: a manuscript is read, understood, checked, shown as an edition, and written."""

from collections.abc import Callable
from contextlib import ExitStack
from typing import TYPE_CHECKING

from studypress.editions import Edition
from studypress.figures import draw
from studypress.kept_results import Made, Witness
from studypress.manuscript import Manuscript, read_manuscript
from studypress.markdown import parse
from studypress.output import refuse_to_leave, refuse_to_replace, write_whole
from studypress.own_faces import with_own_faces
from studypress.press import Press, begun
from studypress.problems import Problem, in_order, stop_at_errors
from studypress.render import keep_templates
from studypress.request import Report, Request, Result
from studypress.resolve import resolve
from studypress.selection import select
from studypress.study import study
from studypress.stylesheets import unbearable
from studypress.understood import Understood
from studypress.wording import said
from studypress.writers import Means, cache_of, ending_of, get_ready, result_of, sheet_of_book, write

if TYPE_CHECKING:
    from studypress.check.advice import Fixed


def build(request: Request, report: Report) -> Result:
    """Make the file that was asked for.

    Raises BookError with every problem when it can't be made, NoPangoError when nothing can be set for print.
    """
    with begun(request) as press:
        return build_with(press, request, report)


def build_with(press: Press, request: Request, report: Report) -> Result:
    """Make the file that was asked for with the press that was begun for it. Raises what `build` raises."""
    edition = request.edition
    if request.output:
        refuse_to_replace(request.output, edition.ending)
    witness = Witness(request)
    with witness.watching():
        made = _made(press, edition, request, report)
    write_whole(made.result.files[0], made.data)
    witness.keep(made)
    return made.result


def _made(press: Press, edition: Edition, request: Request, report: Report) -> Made:
    """Make a result, which is not written yet."""

    def begin(manuscript: Manuscript) -> None:
        keep_templates(cache_of(manuscript, request))
        get_ready(press, edition, manuscript, request)

    read = understand(request, report, begin)
    read.stop_at_errors(strict=request.strict)
    default = request.default_output(read.manuscript.default_title, ending_of(edition, request, read.manuscript))
    if not request.output:
        refuse_to_leave(default)
    shown = select(read.book, edition, request.chapter, request.only_key, request.no_answers)
    written = write(shown, edition, read.manuscript, Means(request, report, press, lambda: read.problems))
    problems = in_order([*read.problems, *read.switches.kept(written.problems)])
    stop_at_errors(problems, strict=request.strict)
    result = result_of(request.output or default, problems, shown, written)
    return Made(result, default, written.data, sure=read.is_sure)


def understand(
    request: Request, report: Report, announce: Callable[[Manuscript], None] = lambda manuscript: None
) -> Understood:
    """Read a manuscript, `announce` it, and make a whole book of it. Raises BookError when it cannot be read."""
    report(said("reading"))
    manuscript, in_files = read_manuscript(request.book)
    manuscript, in_styles = with_own_faces(manuscript)
    in_files += in_styles + unbearable(dict.fromkeys((*manuscript.print_styles, *manuscript.epub_styles)))
    stop_at_errors(in_files)
    announce(manuscript)
    cache, sheet = cache_of(manuscript, request), sheet_of_book(manuscript, request)
    book, in_markdown = parse(manuscript, cache, request.jobs)
    book, in_study = study(book, manuscript.config)
    book, in_references = resolve(
        book,
        manuscript.root,
        one_file=manuscript.one_file,
        link_pages=manuscript.config.pdf.link_pages,
        address_notes=manuscript.config.pdf.link_addresses == "footnotes" and request.target != "epub",
    )
    report(said("figures"))
    book, in_figures = draw(book, manuscript.root, manuscript.config.cover, cache, request.jobs, sheet)
    found = in_files + in_markdown + in_study + in_references + in_figures
    if request.target == "epub":
        return Understood(manuscript, book, found, faces=(), sheet=None)
    return Understood(manuscript, book, found, manuscript.faces, sheet)


def check(request: Request) -> list[Problem]:
    """Find everything that is wrong or could be better, without making a result.

    Raises BookError when a file cannot be read at all, UsageError when `book.toml` is wrong.
    """
    from studypress.check.advice import advise, prose_beside, read_writing  # building does without

    with ExitStack() as meanwhile:

        def begin(manuscript: Manuscript) -> None:
            meanwhile.enter_context(prose_beside(manuscript, cache_of(manuscript, request), request.jobs))

        read = understand(request, lambda stage: None, begin)
    cache = cache_of(read.manuscript, request)
    advice = advise(read_writing(read.manuscript, read.book, cache, request.jobs))
    return in_order([*read.problems, *read.switches.kept(advice)])


def fix(request: Request, also: tuple[str, ...], dry_run: bool) -> "list[Fixed]":
    """Mend what is safe in the files of a manuscript, and what `also` names; `dry_run` only tells what it would do.

    Raises BookError when the manuscript cannot be read or a file cannot be written.
    """
    from studypress.check.advice import fix as fix_files
    from studypress.check.advice import read_writing

    read = understand(request, lambda stage: None)
    stop_at_errors(read.problems)
    fixed = fix_files(read.manuscript.root, read_writing(read.manuscript, read.book), read.switches, also)
    for file in () if dry_run else fixed:
        write_whole(read.manuscript.root / file.path, [file.data])
    return fixed
