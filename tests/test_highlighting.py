"""Code in colours: its languages, its letters and the numbers of its lines."""

import pytest
from pygments.lexers import get_all_lexers

from studypress.figures import highlight, is_known_language, line_number
from studypress.figures.languages import NAMES, PLAIN


@pytest.mark.parametrize(
    "text",
    [
        "", "\n", "\n\n  x\n\n", "no end of line", "tab\there\n", "a\r\nb\r\n", "\ufeffx = 1\n", "'''open\n",
        "\0\x1b[0m\n", "# 注释\nprint('汉字')  \n\n\n", "\u2028x\n", "中文" * 100 + "\n",
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["python", "bash", "console", "dockerfile", "html", "sql", "", "klingon"])
def test_no_letter_of_code_is_lost(text: str, language: str) -> None:
    assert "".join(run for _, run in highlight(text, language)) == text


def test_code_is_marked_in_few_runs() -> None:
    runs = highlight("def f(x):\n    return x  # 注释\n", "Python")
    assert ("k", "def ") in runs
    assert ("c", "# 注释\n") in runs
    assert len(runs) <= 6
    assert all(len(name) <= 1 for name, _ in runs)


@pytest.mark.parametrize("language", ["shell", "console", "dockerfile", "sql", "yaml", "c++", "vue", "docker-compose"])
def test_languages_of_courses_are_known(language: str) -> None:
    text = 'FROM x\n$ docker run -p 80:80 "x" # y\nSELECT 1;\nkey: "value"\nint f() { return 1; }\n<b class="x">y</b>\n'
    assert len(highlight(text, language)) > 1


def test_a_huge_listing_stays_plain() -> None:
    assert highlight("x = 1\n" * 50_000, "python") == (("", "x = 1\n" * 50_000),)


@pytest.mark.parametrize("name", ["docker", "golang", "c++", "shell", "console", "vue", "tsx", "jsonc", "cmd", "yml"])
def test_names_that_books_use_are_languages(name: str) -> None:
    assert is_known_language(name)
    assert highlight("if x: echo 'a' # b\n", name)


@pytest.mark.parametrize("name", ["text", "plaintext", "output", "伪代码", ""])
def test_names_that_mean_no_language_are_plain_and_no_one_is_told(name: str) -> None:
    assert is_known_language(name)
    assert highlight("if x: return 1\n", name) == (("", "if x: return 1\n"),)


def test_our_names_of_languages_are_those_that_pygments_lacks() -> None:
    known = {alias.lower() for _, aliases, _, _ in get_all_lexers() for alias in aliases}
    assert set(NAMES.values()) <= known
    assert not (set(NAMES) | PLAIN) & known - {"text", "output"}
    assert not is_known_language("klingon")


def test_a_line_number_is_a_picture_without_letters() -> None:
    picture = line_number(12)
    assert b"<text" not in picture.data
    assert picture.data.count(b"<path") == 2
    assert line_number(123456).data.count(b"<path") == 6  # made narrower, not cut
