"""Tags within lines, of Hexo with its themes, GitBook and Jekyll: `{% asset_img a.png 图 %}`, `{% label info@重点 %}`.

Each becomes what it shows in print: a picture, a link, words. What a template does shows as typed. Tags alone in their
lines are in `block_tags`.
"""

import re
from collections.abc import Callable
from html import escape

from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

from studypress.markdown.syntax.attributes import attributes
from studypress.markdown.syntax.first_letters import begins_with
from studypress.markdown.syntax.shortcodes import player

_PICTURES = "asset_img|inlineImage|image|img|include"
_LINKS = "button|btn|link|asset_link"
_WORDS = {
    "label": "mark", "u": "u", "wavy": "u", "emp": "em", "del": "s", "kbd": "kbd", "span": "strong", "nota": "span",
    "sub": "sub", "sup": "sup", "emoji": "", "psw": "span", "p": "span", "checkbox": "span", "radio": "span",
    "hideInline": "span",
}  # fmt: skip
"""Tags whose words stand in the line, and what stands for each; nothing for a picture's name."""
_PLAYERS = "youtube|bilibili|video|audio|dplayer|iframe|pdf|embed|file"
_TAG = re.compile(
    rf"\{{%-?[ \t]*({_PICTURES}|{_LINKS}|{_PLAYERS}|{'|'.join(_WORDS)})[ \t]+(?=\S)((?:(?!-?%\}}).){{1,600}})-?%\}}"
)
_FILM = re.compile(r"embed/(youtube|bilibili|video|audio)\.html[ \t]+")
"""What Chirpy includes: `{% include embed/bilibili.html id='BV1x' %}`."""
_RAW = re.compile(
    r"\{%-?[ \t]*raw[ \t]*-?%\}((?:(?!\{%)[^\n]|\{%(?![ \t-]*endraw)){0,600})\{%-?[ \t]*endraw[ \t]*-?%\}"
)
_PAIR = re.compile(r"\{%[ \t]*(em|math)\b[^%\n]{0,60}%\}((?:(?!\{%)[^\n]){1,600})\{%[ \t]*end\1[ \t]*%\}")
_FILM_BETWEEN = re.compile(r"\{%[ \t]*(youtube)[ \t]*%\}[ \t]*((?:(?!\{%)\S){1,600})[ \t]*\{%[ \t]*endyoutube[ \t]*%\}")
_END = re.compile(r"\{%[ \t]*end(file|embed)[ \t]*()%\}")
_WORD = re.compile(r"\"[^\"]*\"|'[^']*'|[^\s\"',]+(?:[^\s\"']*[^\s\"',])?|,")
_ADDRESS = re.compile(r"[a-z]+://|[/#]|\S+\.(?:html?|md|pdf)\b")
_FILE = re.compile(r"\S+\.(?:png|jpe?g|gif|webp|svg|bmp|avif)(?:[?#]\S*)?|https?://\S+", re.IGNORECASE)
_OPTION = re.compile(r"[a-z_-]+[:=]")
"""`download:…`, `width:300px` of Stellar; `width=300px` of Volantis."""
_LOOKS = frozenset(
    {"red", "yellow", "green", "cyan", "blue", "gray", "pink", "purple", "orange", "default", "primary", "success"}
    | {"info", "warning", "danger", "checked", "plus", "minus", "times"}
)


@begins_with("{")
def inline_tag(state: StateInline, silent: bool) -> bool:
    """`{% asset_img a.png 图 %}` is a picture, `{% btn https://a.b, 文字 %}` a link, `{% kbd Ctrl %}` a key."""
    if not state.src.startswith("{%", state.pos):
        return False
    for pattern, push in _RULES:
        found = pattern.match(state.src, state.pos, state.posMax)
        if found and ((silent and pattern is not _END) or push(state, found[1], found[found.re.groups])):
            state.pos = found.end()
            return True
    return False


def _push(state: StateInline, name: str, rest: str) -> bool:
    """Push what a tag shows; false where its words do not say what that is."""
    rest = rest.rstrip()
    if name in _WORDS:
        return _push_words(state, _WORDS[name], _words_of(name, rest))
    if name == "include" and (film := _FILM.match(rest)):
        name, rest = film[1], rest[film.end() :]
    if name in _PICTURES.split("|"):
        return _push_picture(state, rest)
    if name in _LINKS.split("|"):
        return _push_link(state, rest)
    values = attributes(rest.replace("url=", " url=")).values
    named = values.get("url") or values.get("src") or values.get("id") or next(iter(rest.split()), "").strip("\"',")
    typed = state.src[state.pos : state.src.index("%}", state.pos) + 2]
    if shown := player(name, f'src="{named}"', typed):
        state.push("html_inline", "", 0).content = shown
    return bool(shown)


def _push_raw(state: StateInline, content: str, _: str) -> bool:
    state.push("text_special", "", 0).content = content
    return True


def _push_pair(state: StateInline, name: str, content: str) -> bool:
    if name == "em":
        return _push_words(state, "em", content)
    state.push("formula", "math", 0).content = content.strip()
    return True


def _push_film(state: StateInline, name: str, address: str) -> bool:
    """`{% youtube %}https://…{% endyoutube %}` of GitBook's plugin."""
    state.push("html_inline", "", 0).content = player(
        name, f'src="{address}"', f"{{% {name} %}}{address}{{% end{name} %}}"
    )
    return True


def _push_end(state: StateInline, name: str, _: str) -> bool:
    """The end of `{% file src="a.pdf" %}附件{% endfile %}` in its line, whose words are read."""
    return re.search(rf"\{{%[ \t]*{name}\b", state.src[: state.pos]) is not None


_RULES: tuple[tuple[re.Pattern[str], Callable[[StateInline, str, str], bool]], ...] = (
    (_TAG, _push),
    (_RAW, _push_raw),
    (_PAIR, _push_pair),
    (_FILM_BETWEEN, _push_film),
    (_END, _push_end),
)


def _push_words(state: StateInline, element: str, words: str) -> bool:
    if element:
        state.push("html_inline", "", 0).content = f"<{element}>{escape(words)}</{element}>"
    return True


def _words_of(name: str, rest: str) -> str:
    """The words of a tag without its colours: `info@重点`, `red, 重点`, `重点 blue`, `checked, 完成`."""
    first, sign, last = rest.partition("@" if "@" in rest and name in ("label", "p", "span") else ",")
    match name:
        case "checkbox" | "radio":
            words = [word for word in re.split(r"[\s,]+", rest) if word not in _LOOKS]
            return ("☑ " if re.search(r"\bchecked\b", rest) else "☐ ") + " ".join(words)
        case "hideInline" | "nota":  # what a button shows when it is pressed, and the button; a word and its note
            return first
        case "label" if not sign:
            words = rest.split()
            return " ".join(words[:-1]) if len(words) > 1 and words[-1] in _LOOKS else rest
        case "label" | "p" | "span" if sign:
            return last.strip()
    return rest


def _push_picture(state: StateInline, rest: str) -> bool:
    found = _picture(rest)
    if found is None:
        return False
    token = state.push("image", "img", 0)
    title, token.attrs = found
    token.content, token.children = title, []
    state.md.inline.parse(title, state.md, state.env, token.children)
    return True


def _picture(rest: str) -> tuple[str, dict[str, str | int | float]] | None:
    """`[class] a.png [width] [height] ["title" ["alt"]]`; Volantis has `a.png, width=200px, alt=图`.

    Jekyll's themes have `figure.html src="a.png" caption="图"`. Gives the title, and what an `<img>` says.
    """
    given = attributes(rest.replace(",", " ")).values
    source = given.get("src") or given.get("image_path") or given.get("url")
    title, sizes = given.get("caption") or given.get("alt", ""), []
    if not source:
        parts = [part.strip("\"'") for part in _WORD.findall(rest) if part != ","]
        at = next((number for number, part in enumerate(parts) if _FILE.fullmatch(part)), -1)
        if at < 0:
            return None
        behind = [part for part in parts[at + 1 :] if not _OPTION.match(part)]
        sizes = [part for part in behind if re.fullmatch(r"\d+(?:px|%)?", part)][:2]
        words = [part for part in behind if part not in sizes]
        source, title = parts[at], given.get("alt") or " ".join(words[:1] if '"' in rest else words)
    if not _FILE.fullmatch(source):
        return None
    named = {name: given[name] for name in ("width", "height") if name in given}
    return title, {"src": source, "alt": ""} | dict(zip(("width", "height"), sizes, strict=False)) | named


_PICTURE = re.compile(rf"\{{%-?[ \t]*(?:{_PICTURES})[ \t]+((?:(?!-?%\}}).){{1,600}})-?%\}}")


def pictures_in_html(state: StateCore) -> None:
    """Write an `<img>` for each tag in raw HTML that is a picture: Hexo and Jekyll read their tags before all else."""
    for token in state.tokens:
        if token.type == "html_block" and "{%" in token.content:
            token.content = _PICTURE.sub(_as_img, token.content)


def _as_img(tag: re.Match[str]) -> str:
    found = _picture(tag[1].rstrip())
    if found is None:
        return tag[0]
    title, values = found
    return (
        "<img" + "".join(f' {name}="{escape(str(value))}"' for name, value in (values | {"alt": title}).items()) + ">"
    )


def _push_link(state: StateInline, rest: str) -> bool:
    """`url, 文字, icon` of NexT and Butterfly, `文字, url` of Volantis, `url 文字` of Hexo."""
    parts = [part.strip(" \"'") for part in (rest.split(",") if "," in rest else rest.split(maxsplit=1))]
    address = next((part for part in parts if _ADDRESS.match(part)), "")
    words = next((part for part in parts if part and part != address), address)
    if not address or " " in address:
        return False
    state.push("html_inline", "", 0).content = f'<a href="{escape(address)}">{escape(words)}</a>'
    return True
