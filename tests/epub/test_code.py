"""Code in an e-book is what the author typed, byte for byte, whatever is marked in it or stands beside it."""

import zipfile
from collections.abc import Callable
from io import BytesIO

import epub_books
import pytest
from epub_rules import Publication, code_of

from studypress.pipeline import build
from studypress.request import Request

TYPED = (
    'def f():\n\treturn 1   \n\n\n  x = "a\tb"\t\n',
    "a &lt; b\n<b>&amp;</b>\n]]> \"q\" 'r'\nlast  \n",
    "one\n\ntwo\n",
    "int main() {\n\treturn 0;\n}\n",
    "缩进的代码\n  更深\n",
    "\n空行开头\n\n",
    "第一行\n第二行\t\n",
    "indented\n\ttab\n",
    "```\n",
    f"# 犇 \u00a0nbsp\u200b 😀\n{'wide ' * 60}\n{'x' * 300}\n",
    "a = 1\nb = 2\n",
)
"""Code as it is typed. A line end is a line feed, since XML has no other."""


def _fenced(info: str, code: str, indent: str = "") -> str:
    lines = [f"```{info}", *code.splitlines(), "```"]
    return "\n".join(f"{indent}{line}" if line else "" for line in lines)


def _manuscript() -> str:
    python, shell, numbered, inner, deeper, blank, carriage, indented, fence, wide, marked = TYPED
    return "\n\n".join((
        "# 码",
        _fenced("python", python),
        _fenced('sh {1,3-4} title="x.sh"', shell),
        _fenced('js {.numberLines startFrom="5"}', numbered),
        "1. 一",
        _fenced("c", inner, "   "),
        "   - 二",
        "\n".join(f"         {line}" for line in deeper.splitlines()),
        "结束",
        _fenced("", blank),
        _fenced("text", carriage).replace("\n", "\r\n"),
        "\n".join(f"    {line}" for line in indented.splitlines()),
        f"~~~\n{fence}~~~",
        _fenced("text", wide),
        _fenced('{.python .numberLines hl_lines="1 2"}', marked),
    ))  # fmt: skip


@pytest.fixture(scope="module", params=["standard", "kobo"])
def book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("code")
    (folder / "code.md").write_bytes(_manuscript().encode())
    output = folder / "book.epub"
    asked = Request(folder, "epub", output, profile=request.param, timestamp=epub_books.DAY)
    build(asked, lambda stage: None)
    return output.read_bytes()


def test_code_is_what_was_typed_byte_for_byte(book: bytes) -> None:
    assert code_of(Publication(book)) == list(TYPED)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda page: page.replace("\t", "    "),
        lambda page: page.replace("last  ", "last"),
        lambda page: page.replace("\n\n\n", "\n\n", 1),
        lambda page: page.replace('class="code-line">', 'class="code-line">5 ', 1),
        lambda page: page.replace("&amp;lt;", "&lt;"),
        lambda page: page.replace("第一行\n", "第一行&#13;\n"),
        lambda page: page.replace("\u200b", ""),
    ],
)
def test_code_that_is_spoilt_is_seen(book: bytes, spoil: Callable[[str], str]) -> None:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(book)) as whole, zipfile.ZipFile(out, "w") as spoilt:
        for name in whole.namelist():
            data = whole.read(name)
            if name.endswith("code.xhtml"):
                assert spoil(data.decode()) != data.decode()
                data = spoil(data.decode()).encode()
            spoilt.writestr(name, data)
    assert code_of(Publication(out.getvalue())) != list(TYPED)
