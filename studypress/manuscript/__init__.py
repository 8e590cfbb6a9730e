"""Finding the files of a manuscript, putting them in order, decoding them.

A manuscript is a folder with or without a `book.toml`, or a single file, which stands for its folder with that one
chapter in it. The folder may be the book of another tool, whose list of contents is read as it is (`conventions`).
Nothing outside the folder is read, whatever a list, a link or a symbolic link says.

    source, listing                           what comes of it: a manuscript of files; a list of contents of entries
    chapters/, conventions/, order            which files are chapters, by other tools' lists or by their names
    reading, paths, decode                    files are found, read and decoded, and what is wrong with them is gathered
    front_matter, home_page, language         what files say of themselves; the language that their letters tell
    bibliography                              the .bib files that are named
    includes/, vault                          files that others include or name
    notebooks/, slides/, exports/             what other programs have written, as Markdown
    fences, words, yaml, javascript           code passed over; titles on one line; data of other tools' settings
"""

import os
from dataclasses import replace
from pathlib import Path

from studypress.config import BookConfig, read_config
from studypress.manuscript.chapters.choosing import find_chapters, glossary_files
from studypress.manuscript.chapters.readme import title_of_readme
from studypress.manuscript.chapters.unlisted import arranged, name_of_folder, notes_of_order, shared_title, title_of
from studypress.manuscript.conventions import ENDINGS, Folder, find_listing, from_notes, mdbook_settings
from studypress.manuscript.decode import decode_as_is
from studypress.manuscript.exports import as_markdown
from studypress.manuscript.fences import fence_after, fence_mark, lines_of
from studypress.manuscript.includes import with_includes
from studypress.manuscript.language import guess_language
from studypress.manuscript.listing import CHAPTER, OPENINGS, PART, Listing
from studypress.manuscript.paths import PICTURE_ENDINGS, Spellings, below, file_inside, files_below
from studypress.manuscript.reading import Reader, hint_for_other
from studypress.manuscript.slides import from_slides, with_other_files
from studypress.manuscript.source import Manuscript, Origin, SourceFile
from studypress.manuscript.vault import Vault
from studypress.manuscript.words import on_one_line
from studypress.problems import Place, Problem, UsageError, problem
from studypress.wording import said

__all__ = [
    "CHAPTER",
    "OPENINGS",
    "PART",
    "PICTURE_ENDINGS",
    "Manuscript",
    "Origin",
    "SourceFile",
    "Spellings",
    "Vault",
    "decode_as_is",
    "fence_after",
    "fence_mark",
    "file_inside",
    "files_below",
    "lines_of",
    "on_one_line",
    "read_manuscript",
    "settings_name",
]

_CONFIGS = ("studypress.toml", "book.toml")
"""The names of a manuscript's configuration. The first is for folders whose `book.toml` is mdBook's."""


def read_manuscript(path: Path) -> tuple[Manuscript, list[Problem]]:
    """Read a folder of chapters, or a single file, and decode all of it.

    Raises UsageError when there is no manuscript at `path` or its `book.toml` is wrong, and BookError with every file
    that is missing, outside the folder or not text.
    """
    path = path.parent if path.name in _CONFIGS else path
    single = _is_single_file(path)
    root = (path.parent if single else path).resolve()
    listing = None if single else find_listing(Folder(root))
    name = settings_name(root)
    config = _read_config(root, name, listing.about if listing else BookConfig(language=""))
    contents = listing.source if listing and listing.entries and not config.chapters else ""
    listed = bool(config.chapters or contents)
    reader = Reader(root, name, bare_front_matter=listing is not None and listing.bare_front_matter)
    chapters = reader.texts([path.name], "missing-chapter") if single else find_chapters(reader, config, listing)
    chapters = with_other_files(from_notes(chapters, Folder(root), listing), reader.fronts)
    chapters, title = _titled(tuple(map(as_markdown, chapters)))
    if not listed:
        chapters = arranged(chapters)
        reader.problems.extend(notes_of_order(chapters))
    if not (config.title or title or single):
        config = replace(config, title=title_of_readme(Folder(root), chapters))
    called = title or on_one_line(path.stem if single else name_of_folder(root.name, chapters))
    manuscript = Manuscript(
        root=root,
        config=_with_what_chapters_tell(config, chapters, called, reader),
        chapters=chapters,
        glossary=reader.texts(glossary_files(reader, config, chapters)),
        print_styles=reader.files(config.pdf.css),
        epub_styles=reader.files(config.epub.css),
        bibliography=reader.bibliography(config.bibliography, _place_of_bibliography(config, name, listing), chapters),
        default_title=called,
        settings=name,
        contents=contents,
        one_file=single,
    )
    manuscript, problems = reader.finish(manuscript)
    manuscript, problems = _with_included(manuscript, problems, listed=listed)
    return _with_slides(manuscript, reader), problems


def _place_of_bibliography(config: BookConfig, name: str, listing: Listing | None) -> Place:
    """Where .bib files are named: in our settings, or in another tool's."""
    is_theirs = listing is not None and config.bibliography == listing.about.bibliography
    return Place(listing.source if listing and is_theirs else name)


def _titled(chapters: tuple[SourceFile, ...]) -> tuple[tuple[SourceFile, ...], str]:
    """Give chapters the names of their files, and to the book the title that most of their front matter has."""
    if len(chapters) > 1:
        chapters = tuple(replace(file, name=title_of(file.path)) for file in chapters)
    title = shared_title(chapters)
    if title:
        chapters = tuple(replace(file, title=file.listed if file.title == title else file.title) for file in chapters)
    return chapters, title


def _with_what_chapters_tell(
    config: BookConfig, chapters: tuple[SourceFile, ...], title: str, reader: Reader
) -> BookConfig:
    """Settings with what the chapters tell where these are silent; the usual language where there is too little."""
    texts = (chapter.text for chapter in chapters)
    language = config.language or guess_language(texts, config.title or title) or BookConfig().language
    subtitle = config.subtitle or reader.subtitle(chapters)
    return replace(config, language=language, subtitle=subtitle, authors=config.authors or reader.authors(chapters))


def _with_included(
    manuscript: Manuscript, problems: list[Problem], *, listed: bool
) -> tuple[Manuscript, list[Problem]]:
    """Put in the files that others include; found without a list, these are no chapters of their own."""
    chapters, included, found = with_includes(manuscript.root, manuscript.chapters)
    if not listed:
        chapters = tuple(file for file in chapters if file.path not in included) or chapters
    return replace(manuscript, chapters=chapters), problems + found


def _with_slides(manuscript: Manuscript, reader: Reader) -> Manuscript:
    """Read files of slides as notes, with what they include."""
    speaker_notes = manuscript.config.markdown.speaker_notes
    return replace(manuscript, chapters=from_slides(manuscript.chapters, reader.fronts, speaker_notes))


def _is_single_file(path: Path) -> bool:
    hint = hint_for_other(path.name) or said("Give a folder of Markdown files, or one .md file.")
    if path.is_dir():
        return False
    if not path.exists():
        raise UsageError([problem("no-manuscript", Place(str(path)), said("There is no such file or folder."), hint)])
    if not path.is_file() or path.suffix.lower() not in (*ENDINGS, ".txt"):
        raise UsageError(
            [problem("no-manuscript", Place(str(path)), said("This is neither a folder nor a Markdown file."), hint)]
        )
    return True


def settings_name(root: Path) -> str:
    """Give the name of our settings in a folder: the file that is there, or the one they may be written to."""
    first, second = _CONFIGS
    if os.path.lexists(root / first):
        return first
    mdbooks = os.path.lexists(root / second) and mdbook_settings(Folder(root), second) is not None
    return first if mdbooks else second


def _refuse_misnamed(root: Path) -> None:
    """Raise UsageError for settings that would not be read: Windows hides the ending of `book.toml.txt`."""
    meant = {f"{name}{ending}": name for name in _CONFIGS for ending in ("", ".txt")}
    for found in Folder(root).names():
        if (name := meant.get(found.lower())) and found != name:
            hint = said("Rename it to {name}.", name=name)
            raise UsageError(
                [problem("config-syntax", Place(found), said("Settings are not read from this file."), hint)]
            )


def _read_config(root: Path, name: str, defaults: BookConfig) -> BookConfig:
    if not os.path.lexists(root / name):
        _refuse_misnamed(root)
        return defaults
    if below(root, name) is None:
        message = said("The file lies outside the manuscript's folder.")
        raise UsageError([problem("outside-folder", Place(name), message)])
    return read_config(root / name, defaults)
