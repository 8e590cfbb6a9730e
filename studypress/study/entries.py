"""Making one glossary entry of all that is said about a term, wherever it is said."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from studypress.model import Block, CodeBlock, Diagram, Entry, Image
from studypress.names import fold, has_han, other_script, term_key
from studypress.problems import SETTINGS, Problem, problem
from studypress.study.sort import Order, order, reading_of, slug
from studypress.study.terms import Explanation
from studypress.tree import plain_text, walk
from studypress.wording import NOTHING, said


@dataclass(slots=True)
class _Group:
    """What belongs to one entry; the first explanation gives the term."""

    explanations: list[Explanation]
    extra: list[str] = field(default_factory=list)
    """Names that book.toml adds."""
    id: str = ""

    @property
    def head(self) -> Explanation:
        return self.explanations[0]

    @property
    def full(self) -> str:
        return next((each.full for each in self.explanations if each.full), "")

    @property
    def reading(self) -> str:
        return next((each.reading for each in self.explanations if each.reading), "")

    def names(self) -> dict[str, str]:
        """Every name of the entry by its key, as first written."""
        names: dict[str, str] = {}
        for each in self.explanations:
            for name in (each.term, each.full, *each.aliases):
                if name:
                    names.setdefault(term_key(name), name)
        for name in self.extra:
            names.setdefault(term_key(name), name)
        return names


def make_entries(
    explanations: list[Explanation], aliases: dict[str, str], language: str
) -> tuple[tuple[Entry, ...], list[Problem]]:
    """Join the explanations into entries, in the order of a glossary in that language (BCP 47)."""
    groups, problems = _group(explanations, aliases)
    ordered = sorted((order(group.head.term, group.reading, language), n) for n, group in enumerate(groups))
    taken: dict[str, int] = {}
    for place, number in ordered:
        groups[number].id = _unique(f"g-{slug(place)}", taken)
    by_name: dict[str, list[str]] = {}
    for group in groups:
        for key in group.names():
            by_name.setdefault(key, []).append(group.id)
    entries = []
    for place, number in ordered:
        entry, found = _entry(groups[number], place, by_name)
        entries.append((place, entry))
        problems += found
    entries += _cross_references(groups, by_name, taken, language)
    entries.sort(key=lambda pair: (pair[0], pair[1].id))
    return tuple(_with_reading(entry, language) for _, entry in entries), problems


def _with_reading(entry: Entry, language: str) -> Entry:
    if entry.reading:
        return replace(entry, reading_given=True)
    return replace(entry, reading=reading_of(entry.term, language))


def _unique(wanted: str, taken: dict[str, int]) -> str:
    """A name that is not `taken` yet; `taken` holds, for each name, the last number given to it."""
    name = wanted
    while name in taken:
        taken[wanted] += 1
        name = f"{wanted}-{taken[wanted]}"
    taken[name] = 1
    return name


def _group(explanations: list[Explanation], aliases: dict[str, str]) -> tuple[list[_Group], list[Problem]]:
    """Join explanations whose terms are one, or of which one names the other as an alias."""
    ordered = sorted(explanations, key=lambda each: not each.from_file)  # the file first, else in reading order
    heads = {term_key(each.term) for each in ordered}
    parent = {key: key for key in heads}

    def root(key: str) -> str:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    extra, problems = _configured(aliases, ordered)
    secondary = set()  # terms that another term claims as its alias: they do not give the entry its name
    for alias, term in (*((alias, each.term) for each in ordered for alias in _claims(each)), *extra):
        key = term_key(alias)
        if key in heads and root(key) != root(term_key(term)):
            parent[root(key)] = root(term_key(term))
            secondary.add(key)
    groups: dict[str, _Group] = {}
    for each in sorted(ordered, key=lambda each: (not each.from_file, term_key(each.term) in secondary)):
        groups.setdefault(root(term_key(each.term)), _Group([])).explanations.append(each)
    for alias, term in extra:
        groups[root(term_key(term))].extra.append(alias)
    return list(groups.values()), problems


def _claims(each: Explanation) -> Iterable[str]:
    """The names that make another term the same entry: aliases, and the same word in the other script."""
    yield from each.aliases
    if each.full and other_script(each.term, each.full):
        yield each.full


def _configured(aliases: dict[str, str], ordered: list[Explanation]) -> tuple[list[tuple[str, str]], list[Problem]]:
    """The pairs of book.toml whose term is in the glossary, that term as its entry has it; a problem for each other."""
    known = {term_key(name): each.term for each in reversed(ordered) for name in (each.term, each.full, *each.aliases)}
    pairs, problems = [], []
    for alias, name in aliases.items():
        if term_key(name) in known:
            pairs.append((alias, known[term_key(name)]))
            continue
        message = said(
            "[glossary] aliases gives “{alias}” as another name of “{name}”, which is not in the glossary.",
            alias=alias,
            name=name,
        )
        hint = said("Define “{name}”, or write it as the glossary does.", name=name)
        problems.append(problem("glossary-see", SETTINGS, message, hint))
    return pairs, problems


def _entry(group: _Group, place: Order, by_name: dict[str, list[str]]) -> tuple[Entry, list[Problem]]:
    head = group.head
    definitions, problems = _definitions(group)
    see: list[str] = []
    for each in group.explanations:
        for name in each.see:
            target = by_name.get(term_key(name), [""])[0]
            if not target:
                message = said(
                    "“{term}” sends the reader to “{name}”, which is not in the glossary.", term=each.term, name=name
                )
                hint = said("Define “{name}”, or take it out.", name=name)
                problems.append(problem("glossary-see", each.place, message, hint))
            elif target != group.id and target not in see:
                see.append(target)
    shown = {term_key(head.term), term_key(group.full)}
    return Entry(
        group.id,
        head.term,
        place.letter,
        definitions,
        full=group.full,
        reading=group.reading,
        aliases=tuple(name for key, name in group.names().items() if key not in shown),
        see=tuple(see),
        place=head.place,
    ), problems


def _definitions(group: _Group) -> tuple[tuple[tuple[Block, ...], ...], list[Problem]]:
    """All definitions, the file's first; one that another contains is not printed again."""
    kept: list[tuple[str, tuple[Block, ...], Explanation]] = []
    problems: list[Problem] = []
    for each in group.explanations:
        others = [item for item in kept if item[2] is not each]
        for blocks in each.definitions:
            words = _words(blocks)
            if any(_says(text, words) for text, _, _ in kept):
                continue
            shorter = [item for item in others if _says(words, item[0])]
            if shorter:
                kept[kept.index(shorter[0])] = (words, blocks, each)
                kept = [item for item in kept if item not in shorter[1:]]
            else:
                kept.append((words, blocks, each))
                if others:
                    problems.append(_conflict(each, others[0][2]))
    return tuple(blocks for _, blocks, _ in kept), _once(problems)


def _says(text: str, part: str) -> bool:
    """Whether a definition holds what another says, and not its contrary, as 不可变的对象 holds 可变的对象."""
    if part.replace(" ", "") not in text.replace(" ", ""):
        return False
    before, behind = f"{_NOT}{_LATIN * part[0].isascii()}", f"(?![{_LATIN}])" * part[-1].isascii()
    letters = " ?".join(map(re.escape, part.replace(" ", "")))
    return bool(re.search(f"(?<![{before}]){letters}{behind}", text))


_NOT = "不非无無未没沒"
_LATIN = "a-z"


def _words(blocks: tuple[Block, ...]) -> str:
    """All that a definition shows, for comparison: its words, its code, the names of its pictures."""
    shown = [plain_text(blocks)]
    for node in walk(blocks):
        match node:
            case CodeBlock(text=text) | Diagram(text=text) | Image(source=text):
                shown.append(text)
    return " ".join(filter(None, map(fold, "".join(shown).split()))) or repr(blocks)


def _once(problems: list[Problem]) -> list[Problem]:
    return list(dict.fromkeys(problems))


def _conflict(second: Explanation, first: Explanation) -> Problem:
    same = term_key(second.term) == term_key(first.term)
    other = NOTHING if same else said(" (there called “{term}”)", term=first.term)
    message = said(
        "“{term}” is explained differently here and at {place}{other}.",
        term=second.term,
        place=str(first.place),
        other=other,
    )
    hint = said("Keep one explanation, or make the wordings the same; the glossary shows both.")
    return problem("glossary-conflict", second.place, message, hint)


def _cross_references(
    groups: list[_Group], by_name: dict[str, list[str]], taken: dict[str, int], language: str
) -> list[tuple[Order, Entry]]:
    """An entry that says only “see …” for every other name under which a reader may look a term up."""
    found = {}
    for group in groups:
        for key, name in group.names().items():
            if key != term_key(group.head.term) and key not in found and _looked_up(name, group):
                place = order(name, language=language)
                see = tuple(by_name[key])
                found[key] = (place, name, see, group.head.place)
    result = []
    for place, name, see, origin in sorted(found.values()):
        entry = Entry(_unique(f"g-{slug(place)}", taken), name, place.letter, (), see=see, place=origin)
        result.append((place, entry))
    return result


def _looked_up(name: str, group: _Group) -> bool:
    """Aliases are, save plurals, which stand beside their term anyway; a full form only in the other script."""
    if term_key(name) == term_key(group.head.term) + "s":
        return False
    if any(term_key(name) == term_key(each.full) for each in group.explanations):
        return has_han(name) != has_han(group.head.term)
    return True
