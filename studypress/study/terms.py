"""Terms that the chapters themselves explain: abbreviations and term lists."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from studypress.config import BookConfig
from studypress.letters import HAN
from studypress.model import (
    Abbreviation,
    Block,
    Book,
    Chapter,
    DefinitionList,
    Inline,
    List,
    ListItem,
    Paragraph,
    Section,
    Text,
)
from studypress.names import fold, nearest, other_script, term_key, without_number
from studypress.problems import SETTINGS, Place, Problem, problem
from studypress.study.keys import Words, key_words, split_marks
from studypress.study.opening import LONGEST_TERM, SENTENCE, opening_term
from studypress.tree import plain_text, walk, without_calls
from studypress.wording import said

_BRACKETS = re.compile(r"\A(?P<term>.+?)[（(](?P<full>[^（()）]+)[)）]\s*\Z", re.DOTALL)
_SLASH = re.compile(r"\A(?P<term>[^/／|]+)[/／|](?P<full>[^/／|]+)\Z")
_LATIN = r"[A-Za-z][A-Za-z0-9 .+#-]*"
_JOINED = re.compile(rf"\A(?:(?P<a>{_LATIN}?) ?(?P<b>[{HAN}]+)|(?P<c>[{HAN}]+) ?(?P<d>{_LATIN}))\Z")
"""Two scripts in one term: `Image镜像`, `镜像 Image`."""
_SHORTEST_EXPANSION = 4
"""Han characters that must follow a word of capitals alone: OCI开放容器倡议 translates, TCP协议 and IP地址 do not."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """A term as one place explains it."""

    term: str
    definitions: tuple[tuple[Block, ...], ...]
    place: Place
    full: str = ""
    aliases: tuple[str, ...] = ()
    reading: str = ""
    see: tuple[str, ...] = ()
    from_file: bool = False
    """Whether it comes from the glossary file, whose wording goes first."""


def abbreviations(book: Book) -> Iterator[Explanation]:
    """Every abbreviation that has an explanation: the definitions of the files first, then where they are used."""
    for node in walk((book.abbreviations, book.chapters), Abbreviation):
        if node.title.strip():
            term = " ".join(plain_text(node.children).split())
            if term:
                definition = (Paragraph((Text(node.title.strip(), node.place),), node.place),)
                yield Explanation(term, (definition,), node.place)


def term_lists(book: Book, config: BookConfig) -> tuple[list[Explanation], list[Problem]]:
    """The terms of all lists under the headings that `[glossary] term_lists` names."""
    wanted = {fold(without_number(name)): name for name in config.glossary.term_lists}
    words = key_words(config)
    headings: list[str] = []
    found: dict[int, list[Explanation]] = {}
    met: set[str] = set()
    for node in walk(book.chapters, Chapter, Section) if wanted else ():
        title = plain_text(node.title)
        headings.append(title)
        name = fold(without_number(split_marks_text(title, words)))
        if name in wanted and id(node) not in found:
            met.add(name)
            found[id(node)] = entries_below(node.blocks)
    explanations = _distinct([each for terms in found.values() for each in terms])
    missing = [name for folded, name in wanted.items() if folded not in met]
    return _with_translations(explanations, book, words), [_no_heading(name, headings) for name in missing]


def split_marks_text(text: str, words: Words) -> str:
    """Drop the key marks at both ends of a term or heading given as text."""
    return plain_text(split_marks((Text(text),), words)[0])


def split_term(text: str) -> tuple[str, str]:
    """Divide `Term（full form）`, and `镜像/Image` in two scripts; the second half is empty when there is none."""
    if found := _BRACKETS.match(text):
        return found["term"].strip(), found["full"].strip()
    found = _SLASH.match(text)
    if found and other_script(found["term"], found["full"]):
        return found["term"].strip(), found["full"].strip()
    return text.strip(), ""


def is_term(item: ListItem) -> bool:
    """Whether a list item is a short term with its explanation below it."""
    match item.blocks:
        case (Paragraph(children=children), _, *_):
            text = plain_text(children).strip()
            return bool(text) and len(text) <= LONGEST_TERM and SENTENCE.search(text) is None
        case _:
            return False


def entries_below(blocks: tuple[Block, ...]) -> list[Explanation]:
    """The terms in all lists below, and those that open paragraphs in bold; none inside another's explanation."""
    found: list[Explanation] = []
    for block in blocks:
        match block:
            case List(items=items):
                for item in items:
                    found += [_explanation(item)] if is_term(item) else entries_below(item.blocks)
            case Paragraph() if opening := opening_term(block):
                found.append(Explanation(opening[0], (without_calls((opening[1],)),), block.place))
            case DefinitionList(items=definitions):
                found += [
                    Explanation(plain_text(each.term).strip(), tuple(map(without_calls, each.definitions)), each.place)
                    for each in definitions
                ]
            case Section(blocks=inner):
                found += entries_below(inner)
            case _:
                pass
    return found


def _explanation(item: ListItem) -> Explanation:
    text = " ".join(plain_text(item.blocks[:1]).split())
    return Explanation(text, (without_calls(item.blocks[1:]),), item.place)


def _distinct(explanations: list[Explanation]) -> list[Explanation]:
    """Each place once: a section inside another may be named as well."""
    return list({(each.place, each.term): each for each in explanations}.values())


def _with_translations(explanations: list[Explanation], book: Book, words: Words) -> list[Explanation]:
    """Divide terms into the two languages they are written in: `Image镜像`, `镜像（Image）`.

    `Docker镜像` and `TCP协议` are one term each. A joined pair is taken for a translation when neither half stands in
    another term of the lists in the same way, and when the text never uses the two halves in one word again.
    """
    plain = [replace(each, term=split_marks_text(each.term, words)) for each in explanations]
    pairs = [_JOINED.match(each.term) for each in plain]
    halves = Counter(half for pair in pairs if pair for half in {term_key(part) for part in pair.groups() if part})
    heads = Counter(term_key(each.term) for each in plain)
    text = "" if not any(pairs) else term_key(plain_text(tuple(chapter.blocks for chapter in book.chapters)))
    result = []
    for each, pair in zip(plain, pairs, strict=True):
        term, full = split_term(each.term)
        if pair and not full:
            first, second = (pair["a"] or pair["c"]).strip(), (pair["b"] or pair["d"]).strip()
            joined = term_key(each.term)
            headed = heads[joined]
            alone = halves[term_key(first)] <= headed and halves[term_key(second)] <= headed
            if alone and _may_translate(first, second) and text.count(joined) <= headed:
                term, full = first, second
        result.append(replace(each, term=term, full=full))
    return result


def _may_translate(first: str, second: str) -> bool:
    latin, han = (first, second) if first.isascii() else (second, first)
    return len(han) >= _SHORTEST_EXPANSION or not (latin.isupper() and len(latin) > 1)


def _no_heading(name: str, headings: list[str]) -> Problem:
    near = nearest(name, headings, 0.3)
    hint = said("Did you mean “{near}”?", near=near) if near else said("Write the heading as it stands in the chapter.")
    message = said("[glossary] term_lists names “{name}”, but no heading has that name.", name=name)
    return problem("glossary-entry", SETTINGS, message, hint)


def words_of_title(title: tuple[Inline, ...]) -> str:
    """A title as one line."""
    return " ".join(plain_text(title).split())
