"""Components of MDX, as a reader sees them who runs no code: their titles; as typed where a list holds the words."""

import re
from dataclasses import replace

from benchmarks.fidelity.lines import Line, Lines, fenced

_OPENED = re.compile(r"\s*<(?!Tabs?\b[^{]*>)([A-Z][\w.]*)(?=[\s/>]|$)")
_LIST_WITH_WORDS = re.compile(r"=\{\s*\[[^\]]*[\"'`]")
_TITLE = re.compile(r"\b(?:title|label)=(?:\"([^\"]*)\"|\{?'([^']*)'\}?)")
_CLOSED = re.compile(r"\s*</(?!Tabs\b|TabItem\b)[A-Z][\w.]*>\s*")
_FENCE = "`" * 12
_MOST_LINES = 60


def components_of_mdx(lines: Lines) -> Lines:
    """Put the title of a component that opens a line in the place of its tag, and code in that of one with a list."""
    made: Lines = []
    tag: Lines = []
    for line, info in fenced(lines):
        if info is None and (tag or _OPENED.match(line.text)):
            tag.append(line)
            if _is_whole(tag):
                made += _shown(tag)
                tag = []
            elif len(tag) == _MOST_LINES:
                made += tag
                tag = []
        elif info is None and _CLOSED.fullmatch(line.text):
            made.append(replace(line, text=""))
        else:
            made.append(line)
    return made + tag


def without_indents(lines: Lines) -> Lines:
    """Move words below a tag to the left: they are no code by their indent, of which MDX knows none."""
    made: Lines = []
    below_tag = False
    for line, info in fenced(lines):
        words = line.text.lstrip()
        if words:
            below_tag = info is None and (words.startswith("<") or (below_tag and line.text.startswith(("    ", "\t"))))
        made.append(replace(line, text=words) if below_tag else line)
    return made


def between_tags(lines: Lines) -> Lines:
    """Set apart a line that begins with no tag from one of tags above it: MDX reads it as Markdown, pandoc does not."""
    made: Lines = []
    inside = False
    for line, info in fenced(lines):
        above = made[-1].text.strip() if made else ""
        is_tag = above.startswith("<") and above.endswith(">") and not above.startswith("<!--")
        if not inside and is_tag and line.text.strip() and not line.text.lstrip().startswith(("<", "{")):
            made.append(replace(line, text=""))
        inside = info is not None
        made.append(line)
    return made


def imported(lines: Lines) -> list[str]:
    """The components that a page of MDX brings in: what stands between their tags is shown."""
    found = (re.match(r"import ([A-Z]\w*) from ", line.text) for line in lines)
    return [match[1] for match in found if match]


def _is_whole(tag: Lines) -> bool:
    text = "\n".join(line.text for line in tag)
    return text.count("{") == text.count("}") and text.rstrip().endswith(">")


def _shown(tag: Lines) -> Lines:
    first, text = tag[0], "\n".join(line.text for line in tag)
    if "</" in text or not re.fullmatch(r"\s*<[^>]*(?:(?:=>|[\"'`][^\"'`\n]*>)[^>]*)*/?>\s*", text):
        return tag
    if text.rstrip().endswith("/>") and _LIST_WITH_WORDS.search(text):
        return [Line(_FENCE + "jsx", first.place), *tag, Line(_FENCE, tag[-1].place)]
    if re.match(r"\s*<Tab(s|Item)\b", text):
        names = ("label", "value") if "<TabItem" in text else ()
        label = next((found for name in names if (found := re.search(rf'\b{name}="([^"]*)"', text))), None)
        return [replace(first, text=f'<TabItem label="{label[1] if label else ""}">')]
    title = _TITLE.search(text)
    return [replace(first, text=(title[1] or title[2]) if title else ""), replace(first, text="")]
