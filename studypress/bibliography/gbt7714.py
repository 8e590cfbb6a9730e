"""What a list says of a work, as GB/T 7714-2015 has it, numbered by the order of the calls (顺序编码制).

    KNUTH D E. The TeXbook[M]. Reading: Addison-Wesley, 1984: 12-30.
    张三, 李四. 容器的网络[J]. 软件学报, 2019, 30(2): 1-20.

A work is described in its own language: 等 and 译 where title or authors are Han, else `et al` and `trans`. What the
entry does not say is left out, without the standard's [S.l.] and [s.n.].
"""

import re
from collections.abc import Iterator, Mapping
from urllib.parse import quote

from studypress.bibliography.bibtex import BibEntry, BibName, names, plain
from studypress.bibliography.crossref import PARTS_OF
from studypress.model import Formula, Inline, Link, Text
from studypress.names import FAMILIES_OF_TWO, has_han
from studypress.problems import Place

_MARKS = {
    **dict.fromkeys(("article", "periodical", "suppperiodical"), "J"),
    **dict.fromkeys(("book", "mvbook", "inbook", "bookinbook", "suppbook", "booklet", "manual", "reference"), "M"),
    **dict.fromkeys(("inproceedings", "conference", "proceedings", "mvproceedings"), "C"),
    **dict.fromkeys(("collection", "mvcollection", "incollection", "inreference"), "G"),
    **dict.fromkeys(("phdthesis", "mastersthesis", "thesis"), "D"),
    **dict.fromkeys(("techreport", "report"), "R"),
    **dict.fromkeys(("online", "electronic", "www", "webpage"), "EB"),
    **dict.fromkeys(("software", "softwareversion"), "CP"),
    "newspaper": "N",
    "patent": "P",
    "standard": "S",
    "dataset": "DB",
    "archive": "A",
    "map": "CM",
}
"""The mark of a kind of document (GB/T 7714-2015, appendix B); `[Z]` is any other."""

_BETWEEN_PAGES = re.compile(r"(?<!\s)\s*+[\u2013\u2014-]+\s*")
_MOST_NAMES = 3
"""Names that are told (8.1.2)."""

_Fields = dict[str, str]


def words(entry: BibEntry, place: Place) -> tuple[Inline, ...]:
    """What a list says of an entry."""
    fields = {name: plain(value) for name, value in entry.fields.items() if name in _SHOWN and value.strip()}
    address = _address(entry.fields)
    description = ". ".join(filter(None, _parts(entry, fields, address)))
    if not address:
        return _inlines(f"{description}.", place)
    doi = address.partition("doi.org/")[2]
    is_doi = bool(doi) and doi in entry.fields.get("doi", "").replace("\\", "")
    link = Link(quote(address, safe="%/:=&?~#+!$,;'@()*[]"), (Text(doi if is_doi else address, place),), place=place)
    return (*_inlines(f"{description}. {'DOI: ' if is_doi else ''}", place), link, Text(".", place))


def people(entry: BibEntry) -> tuple[str, ...]:
    """Who made a work, as a sentence calls them: by the family name, in Chinese by the whole."""
    given = next((entry.fields[role] for role in ("author", "editor", "translator") if entry.fields.get(role)), "")
    found, others = names(given) if given else ([], False)
    called = tuple(_whole_han(name) or f"{name.particle} {name.family}".strip() for name in found)
    return (*called, *([""] * others))


def _address(table: Mapping[str, str]) -> str:
    """Where a work is on the web: addresses are read as they are, and not as TeX."""
    given = table.get("url", "") or table.get("howpublished", "")
    found = re.search(r"https?://[^\s{}]+", re.sub(r"\{\\([%#&_~])\}", r"\1", given))  # `{\_}`, as Mendeley has it
    if found:
        return re.sub(r"\\(?=[%#&_~])", "", found[0])
    doi = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:)\s*", "", table.get("doi", "").strip(), flags=re.IGNORECASE)
    if doi:
        return f"https://doi.org/{doi.replace(chr(92), '')}"
    if (
        table.get("eprint", "").strip()
        and "arxiv" in (table.get("archiveprefix") or table.get("eprinttype") or "").lower()
    ):
        return f"https://arxiv.org/abs/{table['eprint'].strip()}"
    return ""


_SHOWN = frozenset(
    [
        "title",
        "subtitle",
        "booktitle",
        "maintitle",
        "journal",
        "journaltitle",
        "shortjournal",
        "edition",
        "series",
        "volume",
        "number",
        "issue",
        "pages",
        "eid",
        "year",
        "date",
        "publisher",
        "address",
        "location",
        "school",
        "institution",
        "organization",
        "howpublished",
        "type",
        "urldate",
        "note",
        "mark",
        "chapter",
        "version",
    ]
)
"""What is told of a work, beside the names and the address."""


def _parts(entry: BibEntry, fields: _Fields, address: str) -> Iterator[str]:
    """The parts of a description, between which full stops stand (7.1)."""
    han = has_han(fields.get("title", "") + entry.fields.get("author", ""))
    author, editor = entry.fields.get("author", ""), entry.fields.get("editor", "")
    yield _responsible(author or ("" if entry.kind in PARTS_OF else editor), han)
    yield _title(entry, fields, han, online=_is_online(address))
    if translator := entry.fields.get("translator"):
        yield f"{_responsible(translator, han)}, {'译' if han else 'trans'}"
    if entry.kind != "article":
        yield _edition(fields.get("edition", "") or fields.get("version", ""), han)
    yield _imprint(entry, fields)
    if entry.kind not in ("article", *PARTS_OF) and not _imprint(entry, fields):
        yield fields.get("howpublished", "") if "http" not in fields.get("howpublished", "") else ""


def _is_online(address: str) -> bool:
    return bool(address) and "doi.org/" not in address


def _title(entry: BibEntry, fields: _Fields, han: bool, *, online: bool) -> str:
    """The title with its mark, and behind it the work that it stands in (`//`)."""
    names = (fields.get("title") or fields.get("booktitle") or entry.key, fields.get("subtitle"))
    title = ("：" if han else ": ").join(filter(None, names)).rstrip(".")
    if entry.kind in ("techreport", "report", "standard", "patent") and fields.get("number"):
        title = f"{title}: {fields['number']}"
    mark = fields.get("mark") or _MARKS.get(entry.kind) or ("EB" if online else "Z")
    title = f"{title}[{mark}{'/OL' if online else ''}]"
    host = fields.get("booktitle") or fields.get("maintitle")
    if entry.kind not in PARTS_OF or not host or not fields.get("title"):
        return title
    editors = _responsible(entry.fields.get("editor", ""), han)
    return f"{title}//{f'{editors}. ' if editors else ''}{host}"


def _edition(edition: str, han: bool) -> str:
    """`2` is 2版 or `2nd ed`; the first is not told (8.3)."""
    if edition.lower() in ("", "1", "1st", "first"):
        return ""
    if not edition.isdecimal():
        return edition if re.search(r"版|ed(?:ition|\.|$)", edition, re.IGNORECASE) or han else f"{edition} ed"
    if han:
        return f"{edition}版"
    tens, ones = divmod(int(edition[-2:]), 10)
    return f"{edition}{'th' if tens == 1 else {1: 'st', 2: 'nd', 3: 'rd'}.get(ones, 'th')} ed"


def _imprint(entry: BibEntry, fields: _Fields) -> str:
    """Where and when a work came out: `软件学报, 2019, 30(2): 1-20`, `北京: 人民邮电出版社, 2020`."""
    date = fields.get("date", "")
    pages = _BETWEEN_PAGES.sub("-", fields.get("pages", "")) or fields.get("eid", "")
    year = (date if entry.kind == "patent" else "") or fields.get("year", "") or date[:4]
    seen = f"[{fields['urldate']}]" if fields.get("urldate") else ""
    if entry.kind == "online":
        return f"({date or year}){seen}" if date or year else seen
    number = fields.get("number", "") or fields.get("issue", "")
    issue = f"{fields.get('volume', '')}{f'({number})' if number else ''}"
    journal = fields.get("journal", "") or fields.get("journaltitle", "")
    whole = ", ".join(filter(None, (journal or _house(fields), year, issue if journal else "")))
    return f"{whole}{': ' if whole and pages else ''}{pages}{seen}"


def _house(fields: _Fields) -> str:
    """Place and publisher."""
    made = (fields.get(name) for name in ("publisher", "school", "institution", "organization"))
    return ": ".join(filter(None, (fields.get("address") or fields.get("location"), next(filter(None, made), ""))))


# --- Names ----------------------------------------------------------------------------------------------------


def _responsible(tex: str, han: bool) -> str:
    """Who made a work: three names at most, and that there are others."""
    if not tex.strip():
        return ""
    found, others = names(tex)
    shown = [_named(name) for name in found[:_MOST_NAMES]]
    return ", ".join(shown + (["等" if han else "et al"] if others or len(found) > _MOST_NAMES else []))


def _named(name: BibName) -> str:
    """A name as the standard writes it: the family's in capitals, initials without points (8.1.1)."""
    if whole := _whole_han(name):
        return whole
    if not name.given:
        return name.family
    initials = " ".join(part[0] for given in name.given for part in given.split("-") if part)
    family = f"{name.particle} {name.family}".strip().upper()
    return ", ".join(filter(None, (f"{family} {initials}", name.suffix)))


_LONGEST_HAN = 4
"""Characters of a name whose two parts are put together; what is longer is a list of names, with commas of its own."""


def _whole_han(name: BibName) -> str:
    """A name in Han, family and given name in one; empty for any other."""
    given = "".join(name.given)
    if not has_han(name.family):
        return ""
    is_long = len(name.family) > 1 and len(name.family + given) >= _LONGEST_HAN
    if given and is_long and name.family not in FAMILIES_OF_TWO:
        return f"{name.family}, {given}"
    return f"{name.family}{given}"


# --- Words ----------------------------------------------------------------------------------------------------


def _inlines(text: str, place: Place) -> tuple[Inline, ...]:
    """Text, and the formulas in it."""
    parts = re.split(r"(?<!\\)\$([^$]+)\$", re.sub(r"\.(?=\.(?:\s|$))", "", text))
    return tuple(
        Formula(part, place=place) if at % 2 else Text(part.replace(r"\$", "$"), place)
        for at, part in enumerate(parts)
        if part
    )
