"""Hexo and Jekyll: the posts are the chapters; what lies beside them makes the site, tells of it, or is the notes."""

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from urllib.parse import quote

from studypress.manuscript.conventions.facts import about
from studypress.manuscript.conventions.folder import Folder, is_page
from studypress.manuscript.fences import lines_of
from studypress.manuscript.listing import Listing
from studypress.manuscript.paths import files_below, size_of
from studypress.manuscript.source import SourceFile
from studypress.problems import Place, problem
from studypress.wording import said

HEXO = "Hexo"
_SETTINGS = ("_config.yml", "_config.yaml")
_OF_JEKYLL = ("_layouts", "_includes", "_sass", "Gemfile")
"""What makes a folder with `_posts` the source of a site, and its pages no notes."""
_OF_SITE = "_"
"""What the names of folders that hold no pages begin with: `_drafts`, `_includes`."""
_POST_LINK = re.compile(
    r"""\{%[ \t]*post_link[ \t]+(?P<name>'[^'\n]+'|"[^"\n]+"|[^\s'"%{}]++)(?P<words>[^%{}\n]*)%\}"""
)
"""A link to a post by its name, with words of its own or the post's title (Hexo, "Tag Plugins")."""
_ESCAPE = re.compile(r"(?<!\s)\s+(?:true|false)\s*$")


def hexo(folder: Folder) -> Listing | None:
    """Take `source/_posts` of a site that Hexo makes (Hexo, "Setup")."""
    source = folder.first(*_SETTINGS)
    table = folder.table(source)
    pages = posixpath.normpath(str(table.get("source_dir") or "source"))
    pages = "" if pages == "." else pages
    has_posts = source and folder.has_folder(posixpath.join(pages, "_posts"))
    return _blog(HEXO, folder, source, pages) if has_posts else None


def jekyll(folder: Folder) -> Listing | None:
    """Take `_posts` of a site that Jekyll makes (Jekyll, "Directory Structure")."""
    source = folder.first(*_SETTINGS)
    makes_site = any(folder.has(name) or folder.has_folder(name) for name in _OF_JEKYLL)
    if not (source and makes_site and folder.has_folder("_posts")):
        return None
    return _blog("Jekyll", folder, source, "")


def _blog(convention: str, folder: Folder, source: str, base: str) -> Listing:
    """Take the posts below `base`, or all pages there where most of the text lies in folders beside the posts."""
    table, posts = folder.table(source), posixpath.join(base, "_posts")
    pages = [name for name in files_below(folder.root) if is_page(name) and PurePosixPath(name).is_relative_to(base)]
    own = [name for name in pages if name.startswith(f"{posts}/")]
    beside = [name for name in pages if (parts := _parts(name, base))[1:] and not parts[0].startswith(_OF_SITE)]
    if beside_posts := size_of(folder.root, beside) > size_of(folder.root, own):
        message = said("Most of the text lies beside the posts in {folder}; all pages are taken.", folder=posts)
    else:
        message = said(
            "The chapters are the posts in {folder}, as {convention} has them.", folder=posts, convention=convention
        )
    note = problem("contents-list", Place(source), message)
    language = table.get("language") or table.get("lang")
    facts = about(table.get("title"), table.get("author"), language, table.get("description"))
    if not beside_posts:
        return Listing(convention, source, (), facts, (note,), folder=posts)
    of_site = {parts[0] for name in pages if (parts := _parts(name, base))[0].startswith(_OF_SITE)} - {"_posts"}
    return Listing(
        convention,
        source,
        (),
        facts,
        (note,),
        folder=base,
        passed=tuple(sorted(posixpath.join(base, name) for name in of_site)),
    )


def _parts(name: str, base: str) -> tuple[str, ...]:
    return PurePosixPath(name).relative_to(base).parts


# --- Posts ----------------------------------------------------------------------------------------------------


def from_hexo(files: Sequence[SourceFile]) -> tuple[SourceFile, ...]:
    """Rewrite links between posts as Markdown has them; one to a post that is not there is told as broken."""
    posts: dict[str, SourceFile] = {}
    for file in files:
        stem = posixpath.splitext(file.path)[0]
        parts = stem.split("/")
        for start in range(len(parts)):
            posts.setdefault("/".join(parts[start:]), file)
    return tuple(replace(file, text="\n".join(_rewritten(file, posts))) for file in files)


def _rewritten(file: SourceFile, posts: dict[str, SourceFile]) -> Iterator[str]:
    here = posixpath.dirname(file.path)

    def link(found: re.Match[str]) -> str:
        name = found["name"].strip("'\"/")
        post = posts.get(name) or posts.get(posixpath.splitext(name)[0])
        words = _ESCAPE.sub("", found["words"]).strip().strip("'\"")
        if post is None:
            return f"[{words or name}](<{name}.md>)"
        words = words or post.title or posixpath.splitext(posixpath.basename(post.path))[0]
        return f"[{words}]({quote(posixpath.relpath(post.path, here or '.'))})"

    for line, free in lines_of(file.text):
        yield _POST_LINK.sub(link, line) if free and "post_link" in line else line
