"""Notes without a list of contents: which folders are parts, which files chapters, and which are only sections.

A book has a page for each chapter to open on. So what is shorter than that is no chapter: headings of one `#` in a file
of many, or files in a folder of many, as those who keep notes of their own have them.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import PurePosixPath
from statistics import median

from studypress.known_titles import matter_of
from studypress.letters import HAN
from studypress.manuscript.conventions import is_page
from studypress.manuscript.fences import without_code
from studypress.manuscript.listing import CHAPTER, OPENINGS, PART, is_called_chapter
from studypress.manuscript.source import SourceFile
from studypress.manuscript.words import on_one_line
from studypress.names import has_han
from studypress.numerals import HAN_NUMERALS, number_value, typed_number
from studypress.problems import WHOLE_BOOK, Problem, problem
from studypress.wording import said

_SHORT = 1_000
"""Characters that do not fill a page."""
_CHAPTER = 4_000
"""Characters of a file that is a chapter by itself, however short others are."""
_LONG = 15_000
"""Characters that are more than a chapter of short pieces holds."""
_FEW = 3
"""Files, or chapters, among which half are no rule yet."""
_TITLE = re.compile(r"^# +(?=\S)", re.MULTILINE)
_TITLE_LINE = re.compile(r"^# +(\S.*)", re.MULTILINE)
_IDLE_TITLE = re.compile(r"\s*# +([^\n*_`$<\[\\]+)\n\s*(?=# )")
_CALLED = re.compile(r"第.{1,5}?[章单單课課讲講]|(?:Chapter|Lesson|Unit)\b", re.IGNORECASE)
_NUMBER = re.compile(r"^(?:\d{1,3}[_-]\s*|0\d+\s+)+(?=[^\W\d_])")
"""What puts a name in order and is no part of it: `01_`, `1-2-`, `01 `."""


def title_of(path: str) -> str:
    """What a file or folder is called by its name, or, where it opens a folder, by that of the folder."""
    file = PurePosixPath(path)
    name = file.stem if is_page(path) else file.name  # of a folder, `1. 概念`
    opens = name.lower() in OPENINGS and file.parent.name
    return on_one_line(_NUMBER.sub("", file.parent.name if opens else name))


def name_of_folder(name: str, files: tuple[SourceFile, ...]) -> str:
    """What a folder without a title is called: `k8s` with one file in it, `容器编排.md`, as that is.

    A name of Latin letters is one for machines where the file has one for readers, unless that counts or says what any
    file is, `第1章.md` and `笔记.md`. Of several files it is what the names of all begin with: `高等数学-第1章.md`.
    """
    stem = title_of(files[0].path) if len(files) == 1 else _shared_beginning(files)
    tells = len(_HAN.findall(stem)) > 1 and not typed_number(f"{stem} …")[0] and matter_of(stem) is None
    return stem if tells and not has_han(name) and not _OF_ANY_FILE.fullmatch(stem) else name


def _shared_beginning(files: tuple[SourceFile, ...]) -> str:
    """What stands before the number in the names of all of several files; a short word may be what they are of."""
    found = [_BEFORE_NUMBER.match(PurePosixPath(file.path).stem) for file in files]
    name = found[0][1] if len(found) >= _FEW and found[0] else ""
    same = all(each and each[1] == name for each in found)
    return name if same and len(_HAN.findall(name)) >= _NAMING else ""


_BEFORE_NUMBER = re.compile(rf"([^0-9]+?)[-_ .·：:]*(?:[0-9]|第[0-9{HAN_NUMERALS}]{{1,3}}[章节節课課讲講回])")
_NAMING = 4
"""Han that name a subject: `线性代数`, not `实验`."""
_HAN = re.compile(f"[{HAN}]")
_OF_ANY_FILE = re.compile(
    r"(?:我的|学习|學習|课堂|課堂|复习|復習|读书|讀書|课程|課程)?(?:笔记|筆記|总结|總結|讲义|講義|资料|資料|提纲|提綱)"
    r"|正文|全[文书書]|未命名|无标题|無標題|新建.*|[A-Za-z]{0,8}[-_ ]?\d.*"
)


def shared_title(files: Sequence[SourceFile]) -> str:
    """The title that the front matter of most files gives, which is the book's; empty where there is none."""
    ((title, number),) = Counter(file.title for file in files).most_common(1) or [("", 0)]
    return title if number >= _FEW and number * 2 > len(files) else ""


def arranged(files: Sequence[SourceFile]) -> tuple[SourceFile, ...]:
    """The chapters that files are, and the parts that these stand in; an empty file is none, if there are others."""
    filled = tuple(file for file in files if file.title or file.text.strip()) or files
    return _with_subjects(_in_folders(_with_short_titles(filled)))


def notes_of_order(files: Sequence[SourceFile]) -> list[Problem]:
    """Tell the author what was made of files and folders, where it is not what they look like."""
    whole, parts = sum(file.whole for file in files), sum(file.level == PART for file in files)
    found = []
    if whole:
        message = said(
            "Each file is a chapter, and its `#` are sections, since most are short: {number} files.", number=whole
        )
        hint = said("Name the files in book.toml to have a chapter for every `#`: chapters = [...]")
        found.append(problem("contents-list", WHOLE_BOOK, message, hint))
    subjects = sum(part.level == PART and part.path == _without_ending(file) for part, file in pairwise(files))
    if subjects:
        message = said("Files are parts of the book, and their `#` are chapters: {number} of them.", number=subjects)
        hint = said("Name the files in book.toml to have no parts: chapters = [...]")
        found.append(problem("contents-list", WHOLE_BOOK, message, hint))
    elif parts:
        message = said("Folders are parts of the book: {number} of them.", number=parts)
        found.append(problem("contents-list", WHOLE_BOOK, message))
    return found


def _with_short_titles(files: Sequence[SourceFile]) -> tuple[SourceFile, ...]:
    """Let each file be one chapter where most of what stands below their `#` is short."""
    texts = [without_code(file.text) for file in files]
    pieces = [[len(piece) for piece in _TITLE.split(text)[1:]] for text in texts]
    lengths = [length for found in pieces if len(found) > 1 for length in found]
    several = sum(len(found) > 1 for found in pieces)
    if len(files) < _FEW or several * 3 < len(files) or median(lengths) >= _SHORT:
        return tuple(files)
    return tuple(replace(file, whole=not _names_chapters(text)) for file, text in zip(files, texts, strict=True))


def _with_subjects(files: Sequence[SourceFile]) -> tuple[SourceFile, ...]:
    """Let each file be a part where all have several chapters of their own: `高等数学.md`, `线性代数.md`.

    Their chapters would stand in one row, counted anew here and there, and nothing would say what of.
    """
    if any(file.level != CHAPTER or file.part for file in files):
        return tuple(files)
    front = files[:1] if files and PurePosixPath(files[0].path).stem.lower() in OPENINGS else ()
    rest = files[len(front) :]
    titles = [_TITLE_LINE.findall(without_code(file.text)) for file in rest]
    if len(rest) < 2 or not all(_is_subject(file, own) for file, own in zip(rest, titles, strict=True)):
        return tuple(files)
    if sum(map(len, titles)) < _FEW * len(rest) or _goes_on(titles):
        return tuple(files)
    placed = list(front)
    for number, file in enumerate(rest, 1):
        name, text = _named(file)
        placed.append(SourceFile(_without_ending(file), "", title=name, level=PART, part=number))
        placed.append(replace(text, part=number))
    return tuple(placed)


def _named(file: SourceFile) -> tuple[str, SourceFile]:
    """What a file of chapters is called, by a first `#` with nothing below it or by its name, and the rest of it."""
    found = _IDLE_TITLE.match(file.text)
    if not found or len(_TITLE_LINE.findall(without_code(file.text))) < _FEW:
        return title_of(file.path), file
    return found[1].strip(), file.without_first(found[0].count("\n"))


def _without_ending(file: SourceFile) -> str:
    return PurePosixPath(file.path).with_suffix("").as_posix()


def _is_subject(file: SourceFile, titles: Sequence[str]) -> bool:
    """Whether a file has several chapters, and is called neither one of them, as `第三章.md`, nor by a number alone."""
    name = title_of(file.path)
    called = is_called_chapter(name) or is_called_chapter(f"{name} {name}")
    named = not called and re.search(r"[^\W\d_]", name) is not None
    return named and len(titles) > 1 and not file.whole and not file.title


def _goes_on(titles: Sequence[Sequence[str]]) -> bool:
    """Whether the numbers typed before the chapters of one file go on in the next: `第四章` behind `第三章`."""
    numbers = [[number_value(typed_number(title)[0]) for title in own] for own in titles]
    ends = [(own[0], own[-1]) for own in numbers]
    return any(first[1] and first[1] < second[0] for first, second in pairwise(ends))


def _names_chapters(text: str) -> bool:
    """Whether a `#` calls itself a chapter: `# 第三章 力`, not `# 第一节`."""
    return any(_CALLED.match(text, found.end()) for found in _TITLE.finditer(text))


@dataclass(slots=True)
class _Folder:
    path: str
    items: list["SourceFile | _Folder"] = field(default_factory=list)

    def files(self) -> Iterator[SourceFile]:
        for item in self.items:
            if isinstance(item, SourceFile):
                yield item
            else:
                yield from item.files()

    def may_be_part(self) -> bool:
        """Whether it has several files, and is not called a chapter."""
        return len(list(self.files())) > 1 and not self._is_called_chapter()

    def is_chapter(self) -> bool:
        """Whether its files are sections: by its name, or since they are short."""
        sizes = [len(file.text) for file in self.files()]
        short = len(sizes) >= _FEW and median(sizes) < _SHORT and max(sizes) < _CHAPTER and sum(sizes) < _LONG
        return short or self._is_called_chapter()

    def _is_called_chapter(self) -> bool:
        title = title_of(self.path)
        return is_called_chapter(title) or is_called_chapter(f"{title} {title}")  # 第三章 may have no other words


def _in_folders(files: Sequence[SourceFile]) -> tuple[SourceFile, ...]:
    """Make folders parts where most of a book is folders of chapters; one of short files is a chapter elsewhere."""
    root = _tree(files)
    while len(root.items) == 1 and isinstance(root.items[0], _Folder):
        root = root.items[0]
    parts = [item for item in root.items if isinstance(item, _Folder) and item.may_be_part()]
    if sum(not part.is_chapter() for part in parts) < 2 or len(parts) * 2 < len(root.items):
        parts = []
    placed: list[SourceFile] = []
    for item in root.items:
        if isinstance(item, _Folder) and item in parts:
            placed += _part(item, parts.index(item) + 1)
        else:
            placed += _chapters(item, 0)
    return tuple(placed)


def _tree(files: Iterable[SourceFile]) -> _Folder:
    root = _Folder("")
    known = {"": root}
    for file in files:
        here = root
        for folder in list(PurePosixPath(file.path).parents)[-2::-1]:
            path = folder.as_posix()
            if path not in known:
                known[path] = _Folder(path)
                here.items.append(known[path])
            here = known[path]
        here.items.append(file)
    return root


def _part(folder: _Folder, number: int) -> Iterator[SourceFile]:
    opening, items = _opened(folder)
    yield replace(opening, level=PART, part=number)
    for item in items:
        yield from _chapters(item, number)


def _chapters(item: SourceFile | _Folder, part: int) -> Iterator[SourceFile]:
    """A file is a chapter; a folder is one with its files as sections, or else holds chapters."""
    if isinstance(item, SourceFile):
        yield replace(item, part=part)
    elif item.is_chapter():
        opening, items = _opened(item)
        yield replace(opening, level=CHAPTER, part=part)
        for file in _Folder(item.path, items).files():
            yield replace(file, listed=title_of(file.path), title=file.title or title_of(file.path), level=CHAPTER + 1)
    else:
        for each in item.items:
            yield from _chapters(each, part)


def _opened(folder: _Folder) -> tuple[SourceFile, list[SourceFile | _Folder]]:
    """What heads a folder, its README or an empty page, and what else it holds."""
    title = title_of(folder.path)
    first, *rest = folder.items
    if isinstance(first, SourceFile) and PurePosixPath(first.path).stem.lower() in OPENINGS:
        return replace(first, listed=title, title=first.title or title), rest
    return SourceFile(folder.path, "", title=title), folder.items
