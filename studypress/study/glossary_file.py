"""The author's glossary file: terms with readings, other names and definitions.

A definition list is its plain form; `aliases:`, `reading:`, `see:` and `full:` do the same as the Chinese words:

    OCI（Open Container Initiative）
    : 开放容器倡议基金会。
    : 别名：开放容器倡议
    : 参见：Runc

Also read: a table (the first column the term; a column headed 读音 or 参见 is that, every other one a definition),
`## Term` with its definition below, `- Term：definition`, and lines of `**Term**：definition`. Headings of one letter,
or with lists right below, only divide the file. What is none of these is named in a warning, since it has no place in
the book.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from studypress.model import (
    Block,
    Break,
    Chapter,
    Definition,
    DefinitionList,
    FootnoteMark,
    Inline,
    List,
    ListItem,
    Paragraph,
    Row,
    Section,
    Style,
    Styled,
    Table,
    Text,
    ThematicBreak,
)
from studypress.names import fold
from studypress.problems import Place, Problem, problem
from studypress.study.opening import SEPARATOR, may_be_term, opening_term, without_count
from studypress.study.terms import Explanation, is_term, split_term, words_of_title
from studypress.tree import own_and_sections, plain_text, typed_lines, walk, without_calls
from studypress.wording import said, shortened

_FIELDS = {
    "aliases": ("别名", "又名", "又称", "亦称", "也称", "別名", "又稱", "alias", "aliases", "also"),
    "reading": ("读音", "拼音", "讀音", "読み", "読み方", "よみ", "reading", "pinyin"),
    "see": ("参见", "另见", "参看", "見", "參見", "参照", "see", "see also"),
    "full": ("全称", "全名", "全稱", "full", "full form"),
}
_FIELD_OF = {fold(word): name for name, words in _FIELDS.items() for word in words}
_LINE = re.compile(r"\A\s*+(?P<word>[^：:]{1,12})[：:]\s*+(?P<value>.*)\Z", re.DOTALL)
_BETWEEN = re.compile(r"[、，,;；]")

Parsed = Explanation | Problem


@dataclass(frozen=True, slots=True)
class _Fields:
    """What the special lines of a definition say."""

    aliases: tuple[str, ...] = ()
    reading: str = ""
    see: tuple[str, ...] = ()
    full: str = ""


def read_glossary(files: tuple[Chapter, ...]) -> tuple[list[Explanation], list[Problem]]:
    """Read the terms of the glossary files, in their order."""
    explanations: list[Explanation] = []
    problems: list[Problem] = []
    for file in files:
        for result in _read_file(file, alone=sum(other.place.path == file.place.path for other in files) == 1):
            explanations.append(result) if isinstance(result, Explanation) else problems.append(result)
    return explanations, problems


def _read_file(file: Chapter, alone: bool) -> Iterator[Parsed]:
    notes = {note.label: note.blocks for note in file.footnotes}
    as_term = not alone and any(isinstance(block, Paragraph) for block in file.blocks[:1])
    if as_term:  # a file of `# Term` headings
        results = _read_section(Section(1, file.title, file.blocks, place=file.place))
    else:
        results = read_entries(file.blocks)
    for result in results:
        if isinstance(result, Explanation):
            definitions = tuple(_with_notes(blocks, notes) for blocks in result.definitions)
            result = replace(result, definitions=definitions)
        yield result


def _with_notes(blocks: tuple[Block, ...], notes: dict[str, tuple[Block, ...]]) -> tuple[Block, ...]:
    """A glossary has no footnotes: what they say follows the definition."""
    called = dict.fromkeys(node.label for node in walk(blocks, FootnoteMark))
    return without_calls(blocks) + tuple(block for label in called for block in without_calls(notes.get(label, ())))


def read_entries(blocks: tuple[Block, ...]) -> Iterator[Parsed]:
    """What blocks explain, in any of these ways, and what of them is no entry."""
    for block in blocks:
        match block:
            case DefinitionList(items=items):
                for item in items:
                    yield _read_definition(item)
            case Table():
                yield from _read_table(block)
            case List(items=bullets):
                for bullet in bullets:
                    yield _read_bullet(bullet)
            case Section():
                yield from _read_section(block)
            case ThematicBreak():
                pass
            case Paragraph():
                yield from _read_paragraph(block)
            case _:
                yield _no_entry(plain_text(block), block.place)


def _read_paragraph(paragraph: Paragraph) -> Iterator[Parsed]:
    """Entries whose terms are in bold, each at the beginning of a line; between Han its end is no longer seen."""
    words = paragraph.children
    starts = [at for at in range(len(words)) if _opens_line(words[:at]) and _strong_term(words[at:])]
    if starts[:1] != [0]:
        yield from _read_plain(paragraph)
        return
    for start, end in pairwise((*starts, len(words))):
        opened = _strong_term(words[start:end])
        if opened:
            yield _make(opened[0], ((replace(paragraph, children=opened[1]),),), words[start].place)


def _read_plain(paragraph: Paragraph) -> Iterator[Parsed]:
    """Entries in plain letters, `质点：…`, each a line; others go on with the entry above."""
    entries: list[tuple[str, tuple[Inline, ...]]] = []
    for line in _source_lines(paragraph):
        if entry := _plain_entry(line):
            entries.append(entry)
        elif entries:
            term, definition = entries[-1]
            entries[-1] = term, (*definition, Break(hard=False, place=paragraph.place), *line)
        else:
            yield _no_entry(plain_text(paragraph), paragraph.place)
            return
    for term, definition in entries:
        yield _make(term, ((replace(paragraph, children=definition),),), definition[0].place)


def _plain_entry(line: tuple[Inline, ...]) -> tuple[str, tuple[Inline, ...]] | None:
    term, definition = _split_at_separator(without_count(line))
    is_entry = term and definition and may_be_term(term) and fold(term) not in _FIELD_OF
    return (term, definition) if is_entry else None


def _source_lines(paragraph: Paragraph) -> Iterator[tuple[Inline, ...]]:
    """The lines of a paragraph, also where nothing is left of a line's end, as between Han: an entry begins there."""
    for line, _ in typed_lines(paragraph.children):
        start = 0
        for at, (before, node) in enumerate(pairwise(line), 1):
            if isinstance(node, Text) and node.place.line > before.place.line and _plain_entry(line[at:]):
                yield line[start:at]
                start = at
        yield line[start:]


def _opens_line(before: tuple[Inline, ...]) -> bool:
    return not before or isinstance(before[-1], Break) or plain_text(before[-1]).endswith(("。", "！", "；", ".", ";"))


def _strong_term(words: tuple[Inline, ...]) -> tuple[str, tuple[Inline, ...]] | None:
    if opened := opening_term(Paragraph(words)):
        return opened[0], opened[1].children
    match words:
        case (Styled(style=Style.STRONG, children=term), Text(text=text), *_) if SEPARATOR.match(text):
            return " ".join(plain_text(term).split()), _split_at_separator(words)[1]
    return None


def _read_section(section: Section) -> Iterator[Parsed]:
    divides = isinstance(section.blocks[:1] and section.blocks[0], DefinitionList | Table | List | Section)
    if divides or (section.blocks and len(plain_text(section.title).strip()) == 1 and not _prose(section)):
        yield from read_entries(section.blocks)
        return
    own, sections = own_and_sections(section.blocks)
    yield _make(words_of_title(section.title), (own,) if own else (), section.place)
    yield from read_entries(sections)


def _prose(section: Section) -> bool:
    return any(isinstance(block, Paragraph) for block in section.blocks)


def _read_definition(item: Definition) -> Parsed:
    return _make(words_of_title(item.term), item.definitions, item.place)


def _read_table(table: Table) -> Iterator[Parsed]:
    heads = [fold(plain_text(cell)) for row in table.head[:1] for cell in row.cells]
    for row in table.body:
        yield _read_row(row, heads)


def _read_row(row: Row, heads: list[str]) -> Parsed:
    if not row.cells:
        return _no_entry("", row.place)
    definition: tuple[Block, ...] = ()
    fields: list[Block] = []
    for index, cell in enumerate(row.cells[1:], 1):
        text = plain_text(cell).strip()
        name = _FIELD_OF.get(heads[index]) if index < len(heads) else None
        if name and text:
            fields.append(Paragraph((Text(f"{_FIELDS[name][0]}：{text}"),), cell.place))
        else:
            definition += cell.blocks
    definitions = (definition,) if definition else ()
    return _make(" ".join(plain_text(row.cells[0]).split()), (*definitions, *((field,) for field in fields)), row.place)


def _read_bullet(item: ListItem) -> Parsed:
    if is_term(item):
        return _make(" ".join(plain_text(item.blocks[0]).split()), (item.blocks[1:],), item.place)
    match item.blocks:
        case (Paragraph(children=children) as first, *rest):
            term, definition = _split_at_separator(children)
            if term and definition:
                return _make(term, ((replace(first, children=definition), *rest),), item.place)
    return _no_entry(plain_text(item.blocks), item.place)


def _split_at_separator(children: tuple[Inline, ...]) -> tuple[str, tuple[Inline, ...]]:
    """Divide `Term：definition`, whatever the term is set in, at the first colon or dash."""
    for index, node in enumerate(children):
        found = SEPARATOR.search(node.text) if isinstance(node, Text) else None
        if found and isinstance(node, Text):
            term = plain_text(children[:index]) + node.text[: found.start()]
            after = (replace(node, text=node.text[found.end() :]),) if found.end() < len(node.text) else ()
            return " ".join(term.split()), after + children[index + 1 :]
    return "", ()


def _make(text: str, definitions: tuple[tuple[Block, ...], ...], place: Place) -> Parsed:
    """Make an explanation of a term line and its definitions, some of which are special lines."""
    term, full = split_term(text)
    fields = _Fields(full=full)
    kept = []
    for blocks in definitions:
        rest: list[Block] = []
        for block in blocks:
            block_left, fields = _take_fields(block, fields)
            rest += [block_left] if block_left is not None else []
        kept += [tuple(rest)] if rest else []
    if not term or not (kept or fields.aliases or fields.see or fields.full):
        return _no_entry(text, place)
    return Explanation(
        term, tuple(kept), place, fields.full, fields.aliases, fields.reading, fields.see, from_file=True
    )


def _take_fields(block: Block, fields: _Fields) -> tuple[Block | None, _Fields]:
    """Take the special lines out of a paragraph; None when nothing else is in it."""
    if not isinstance(block, Paragraph):
        return block, fields
    kept: list[tuple[Inline, ...]] = []
    typed = [line for line, _ in typed_lines(block.children)]
    for line in typed:
        found = _LINE.match(plain_text(line))
        name = _FIELD_OF.get(fold(found["word"])) if found else None
        if not found or not name:
            kept.append(line)
            continue
        fields = _add(fields, name, found["value"].rstrip())
    if not kept:
        return None, fields
    if len(kept) == len(typed):
        return block, fields
    children = kept[0]
    for line in kept[1:]:
        children += (Break(hard=False, place=block.place), *line)
    return replace(block, children=children), fields


def _add(fields: _Fields, name: str, value: str) -> _Fields:
    names = tuple(part.strip() for part in _BETWEEN.split(value.rstrip("。.")) if part.strip())
    match name:
        case "aliases":
            return replace(fields, aliases=fields.aliases + names)
        case "see":
            return replace(fields, see=fields.see + names)
        case "reading":
            return replace(fields, reading=value)
        case _:
            return replace(fields, full=value)


def _no_entry(text: str, place: Place) -> Problem:
    words = shortened(text)
    named = said("“{words}” in the glossary file is not an entry; it is left out.", words=words)
    hint = said("Write the term on a line of its own, and below it “: ” and its definition.")
    return problem("glossary-entry", place, named if words else said("An entry of the glossary is empty."), hint)
