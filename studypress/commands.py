"""The commands, and what they say: paths on stdout, progress and problems on stderr.

Nothing heavy is imported above the commands, so that `--help` answers at once.
"""

import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from studypress import __version__, options
from studypress.compiled import keep_in, kept_compiled
from studypress.config import EPUB_PROFILES
from studypress.problem_formats import as_github, as_json
from studypress.problems import MORE_MEMORY, WHOLE_BOOK, BookError, Problem, Severity, fatal, strictly
from studypress.request import Request, Result
from studypress.resources import user_cache
from studypress.screen import Screen, printable
from studypress.wording import Sentence, said


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="studypress", message="%(prog)s %(version)s")
def commands() -> None:
    """Make a study guide, an e-book and handouts out of course notes in Markdown."""


@commands.command()
@options.book
@options.output
@options.page
@options.font_size
@options.booklet
@options.sides
@click.option("--only", type=click.Choice(["key"]), help="Set only the key and difficult sections.")
@options.no_answers
@options.jobs
@options.no_cache
@options.strict
@options.watch
def pdf(only: str | None, watch: bool, **asked: Any) -> int:
    """Set the book for print."""
    if asked["booklet"] and asked["sides"] == "one":
        raise click.UsageError(options.say(said("A booklet is printed on both sides: leave out --sides one.")))
    return _made_once_or_often(_request("pdf", only_key=only == "key", **asked), watch)


@commands.command()
@options.book
@options.output
@options.no_answers
@options.jobs
@options.no_cache
@options.strict
@options.watch
@click.option(
    "--profile", type=click.Choice(EPUB_PROFILES),
    help="The e-readers it is made for, in place of book.toml's.",
)  # fmt: skip
def epub(watch: bool, **asked: Any) -> int:
    """Make the e-book."""
    return _made_once_or_often(_request("epub", **asked), watch)


@commands.command()
@options.book
@options.output
@options.page
@options.font_size
@options.booklet
@click.option("--chapter", type=click.IntRange(min=1), metavar="N", help="One chapter.  [default: all]")
@click.option(
    "--kind", type=click.Choice(["notes", "recall", "answers", "cards"]), default="notes", show_default=True,
    help="The text with room for notes, questions with room for answers, the answers, or flash cards to cut out.",
)  # fmt: skip
@options.no_answers
@options.flip
@options.jobs
@options.no_cache
@options.strict
@options.watch
def handout(watch: bool, **asked: Any) -> int:
    """Make handouts for the classroom, black and white."""
    if asked["kind"] == "cards" and asked["booklet"]:
        raise click.UsageError(options.say(said("Flash cards are cut out, not folded: leave out --booklet.")))
    if asked["no_answers"] and asked["kind"] in ("answers", "cards"):
        kind = f"--kind {asked['kind']}"
        raise click.UsageError(options.say(said("{kind} is made of answers: leave out --no-answers.", kind=kind)))
    return _made_once_or_often(_request("handout", **asked), watch)


@commands.command()
@options.book
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True)
@click.option("--fix", is_flag=True, help="Fix what is safe to fix in the notes, and show what was changed.")
@click.option(
    "--also", type=click.Choice(["spaces", "terms"]), multiple=True,
    help="Also fix the spaces between Han and Latin, or terms as the glossary writes them.",
)  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Only show what --fix would change.")
@options.strict
def check(book: Path | None, form: str, fix: bool, also: tuple[str, ...], dry_run: bool, strict: bool) -> int:
    """Tell what is wrong with a manuscript, and what could be better; nothing is written without --fix."""
    if (also or dry_run) and not fix:
        raise click.UsageError(options.say(said("--also and --dry-run go with --fix.")))
    if fix and form != "text":
        raise click.UsageError(options.say(said("--fix shows the changes; it goes with --format text alone.")))
    screen = Screen(options.say)
    request = _request("check", book, strict=strict, jobs=options.cores())
    status = 0
    try:
        with screen.progress() as report:
            report(said("checking"))
            for file in _room("pipeline").fix(request, also, dry_run) if fix else ():
                _echo(file.diff.removesuffix("\n"))
            problems = _room("pipeline").check(request)
    except BookError as error:
        problems, status = error.problems, error.status
    problems = strictly(problems) if strict else problems
    match form:
        case "json":
            _echo(as_json(problems, options.say))
        case "github":
            _echo(as_github(problems, request.folder, options.say))
        case _:
            screen.problems(problems)
            screen.kinds(problems)
            screen.counts(problems)
    return status or int(any(one.severity is Severity.ERROR for one in problems))


@commands.command()
@options.book
@click.option("--dry-run", is_flag=True, help="Only list the addresses, and fetch nothing.")
@options.strict
def localize(book: Path | None, dry_run: bool, strict: bool) -> int:
    """Fetch the pictures that the notes show from the web into images/; the notes stay as they are."""
    screen = Screen(options.say)
    request = _request("localize", book, strict=strict)
    try:
        with screen.progress() as report:
            done = _room("localize").localize_manuscript(request.book, request.timestamp, report, dry_run=dry_run)
    except BookError as error:
        screen.problems(error.problems)
        screen.counts(error.problems)
        return error.status
    problems = strictly(done.problems) if strict else done.problems
    for line in [f"{place}: {address}" for address, place in done.wanted.items()] if dry_run else map(str, done.files):
        _echo(line)
    screen.problems(problems)
    screen.counts(problems)
    return int(any(one.severity is Severity.ERROR for one in problems))


@commands.command()
@click.argument("folder", type=options.Name(), metavar="DIR")
def new(folder: Path) -> int:
    """Write a small book that shows every element into a new folder."""
    return _start(lambda: _room("new_book").new(folder))


@commands.command()
@options.book
def clean(book: Path | None) -> int:
    """Remove what is kept for a manuscript, in .studypress/ beside it."""
    path = book or options.default_book()
    root = path.parent if path.is_file() else path
    return _start(lambda: (root / _room("cache").FOLDER,) if _room("cache").clean(root) else ())


@commands.command()
@options.book
def init(book: Path | None) -> int:
    """Write a book.toml for notes that are there already, with what is found in them."""
    return _start(lambda: _room("new_book").init(book or options.default_book()))


@commands.command()
def doctor() -> int:
    """Tell what the program needs from this machine, what was found, and how to get the rest."""
    report, complete = _room("doctor").report(options.say)
    _echo(report)
    return 0 if complete else 1


# --- Work -----------------------------------------------------------------------------------------------------


def _request(target: str, book: Path | None, *, no_cache: bool = False, **asked: Any) -> Request:
    """What was `asked` for by options, which are named as the fields of a request, and what the environment says."""
    home = None if no_cache else user_cache()
    keep_in(home)
    return Request(
        book or options.default_book(),
        target,
        home=home,
        timestamp=options.timestamp(),
        dated=bool(os.environ.get("SOURCE_DATE_EPOCH")),
        **asked,
    )


def _made_once_or_often(request: Request, watch: bool) -> int:
    return _keep_made(request) if watch else _build(request)


def _keep_made(request: Request) -> int:
    """Make it again after each change, with all loaded that it takes each time."""
    for room in ("kept_results", "pipeline"):
        _room(room)
    with suppress(_room("press").NoPangoError):  # making it tells of that, where it matters
        _room("press").load_weasyprint()
    screen = Screen(options.say)
    message = said("The process that makes it died; most often because there is not enough memory.")
    dead = fatal("typesetting", WHOLE_BOOK, message, MORE_MEMORY)
    return int(
        _room("watching").keep_made(
            request,
            lambda request: _build(replace(request, timestamp=options.timestamp())),
            lambda: screen.problems([dead]),
            lambda: screen.waiting(request.book),
        )
    )


def _build(request: Request) -> int:
    screen = Screen(options.say)
    started = time.monotonic()
    try:
        result = _room("kept_results").deliver_again(request)
        if result is None:
            result = _made(request, screen)
    except BookError as error:
        problems = _without_notes(strictly(error.problems) if request.strict else error.problems)
        screen.problems(problems)
        screen.counts(problems, said("nothing was written"))
        return error.status
    problems = _without_notes(result.problems)
    screen.warnings(problems)
    screen.summary(result, problems, time.monotonic() - started)
    if request.booklet:
        screen.booklet(request.page, result.pages)
    if request.target == "handout" and request.kind == "cards":
        screen.cards(request, result.pages)
    for file in result.files:
        _echo(str(file))
    return 0


def _made(request: Request, screen: Screen) -> Result:
    try:
        with _room("press").begun(request) as press, screen.progress() as report:
            result: Result = _room("pipeline").build_with(press, request, report)
    except _room("press").NoPangoError as error:
        fault = printable(str(error).splitlines()[0])
        message = said("Pango, which sets the pages, cannot be loaded ({fault}).", fault=fault)
        hint = said("`make setup` installs it; `build.py doctor` tells what is missing and how to get it.")
        raise _SetupError(f"{options.say(message)}\n{hint_line(hint)}") from None
    return result


def _start(work: Callable[[], tuple[Path, ...]]) -> int:
    screen = Screen(options.say)
    try:
        files = work()
    except BookError as error:
        screen.problems(error.problems)
        screen.counts(error.problems, said("nothing was written"))
        return error.status
    for file in files:
        _echo(str(file))
    return 0


def hint_line(hint: Sentence) -> str:
    """A hint as it stands below what it is about."""
    return f"  {options.say(said('hint: {hint}', hint=hint))}"


class _SetupError(click.ClickException):
    """The program was started without what `make setup` installs: packages, Pango."""

    exit_code = 2


def _room(name: str) -> Any:
    """Import a room of the program, now that it is needed."""
    try:
        with kept_compiled():
            return import_module(f"studypress.{name}")
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("studypress"):
            raise
        fault = said("The package {name} is not installed. Run: make setup", name=error.name or "")
        raise _SetupError(options.say(fault)) from None


def _without_notes(problems: list[Problem]) -> list[Problem]:
    return [one for one in problems if one.severity is not Severity.NOTE]


def _echo(words: str) -> None:
    """Write to stdout: to a file or a pipe as it is, to a terminal without what would steer it."""
    terminal = sys.stdout is not None and sys.stdout.isatty()  # None when it was closed before we began
    click.echo("\n".join(map(printable, words.split("\n"))) if terminal else words)
