"""`check --fix` mends what is safe, shows it, and changes nothing else."""

import codecs
import shutil
import subprocess
from difflib import unified_diff
from pathlib import Path

import pytest

from studypress.check import read_switches
from studypress.check.advice import fix, read_writing
from studypress.check.punctuation import half_width_punctuation
from studypress.cli import main
from studypress.manuscript import read_manuscript
from studypress.markdown import parse
from studypress.problems import BookError
from studypress.study import study

Captured = pytest.CaptureFixture[str]

BAD = """---
title: 题,目
---

# 容器,进程

<!-- 注,释 -->

你好,世界(World)。`甲,乙` $a,b$ [链接,文](a,b.md) 结束, 后文.

- 项: 文字
  - **重点**:后文

| 甲,乙 | 丙 |
|---|---|
| 丁, | 戊 |

```
代码,不动
```

[甲,乙]: http://example.org/甲,乙
"""
GOOD = (
    BAD.replace("你好,世界(World)", "你好，世界（World）")
    .replace("结束, 后文.", "结束，后文。")
    .replace("项: 文字", "项：文字")
    .replace("**重点**:后文", "**重点**：后文")
    .replace("| 甲,乙", "| 甲，乙")
    .replace("| 丁, |", "| 丁， |")
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "1.md").write_text(BAD, encoding="utf8")
    return tmp_path


def fixed(folder: Path, *also: str) -> dict[str, bytes]:
    """What the files of a folder would become."""
    manuscript = read_manuscript(folder)[0]
    book = study(parse(manuscript)[0], manuscript.config)[0]
    found = fix(manuscript.root, read_writing(manuscript, book), read_switches(manuscript)[0], also)
    return {file.path: file.data for file in found}


def test_only_the_prose_is_mended_and_a_second_time_nothing(folder: Path, capsys: Captured) -> None:
    assert main(["check", "--fix", "--book", str(folder)]) == 0
    assert (folder / "1.md").read_text(encoding="utf8") == GOOD
    assert capsys.readouterr().out
    assert main(["check", "--fix", "--book", str(folder)]) == 0
    assert capsys.readouterr().out == ""
    assert (folder / "1.md").read_text(encoding="utf8") == GOOD


def test_a_dry_run_shows_the_same_and_writes_nothing(folder: Path, capsys: Captured) -> None:
    assert main(["check", "--fix", "--dry-run", "--book", str(folder)]) == 0
    dry = capsys.readouterr().out
    assert (folder / "1.md").read_text(encoding="utf8") == BAD
    main(["check", "--fix", "--book", str(folder)])
    assert capsys.readouterr().out == dry


@pytest.mark.skipif(not shutil.which("patch"), reason="needs `patch`")
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("last", ["", "最后,一行", "最后,一行\n"])
def test_the_diff_is_one_that_patch_can_read(folder: Path, capsys: Captured, end: str, last: str) -> None:
    before = ("\n" * 9 + BAD + "\n" * 9 + last).replace("\n", end).encode()
    (folder / "1.md").write_bytes(before)
    main(["check", "--fix", "--book", str(folder)])
    after = (folder / "1.md").read_bytes()
    (folder / "1.md").write_bytes(before)
    diff = capsys.readouterr().out.encode()
    old, new = (text.decode().splitlines(keepends=True) for text in (before, after))
    if last.endswith("\n"):
        assert "".join(unified_diff(old, new, "a/1.md", "b/1.md")).encode() in diff
    subprocess.run(["patch", "--binary", "-s", "-p1"], input=diff, cwd=folder, check=True)
    assert after != before
    assert (folder / "1.md").read_bytes() == after


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ],
)
def test_encoding_marks_and_mixed_line_ends_stay(folder: Path, mark: bytes, encoding: str) -> None:
    text = "# 甲\r\n\r\n你好,世界\r\n乙,丙\n丁,\x0b\u2028戊\r\r\n  己,庚  \n\t末,尾"
    (folder / "1.md").write_bytes(mark + text.encode(encoding))
    expected = text.replace("你好,世界", "你好，世界").replace("乙,丙", "乙，丙").replace("丁,", "丁，")
    expected = expected.replace("己,庚", "己，庚").replace("末,尾", "末，尾")
    assert fixed(folder) == {"1.md": mark + expected.encode(encoding)}


def test_permissions_stay(folder: Path) -> None:
    (folder / "1.md").chmod(0o640)
    main(["check", "--fix", "--book", str(folder)])
    assert (folder / "1.md").stat().st_mode & 0o777 == 0o640


def test_what_is_switched_off_is_not_mended(folder: Path) -> None:
    text = "# 甲\n\n乙,丙 <!-- check: off half-width-punctuation -->\n丁,戊\n"
    (folder / "1.md").write_text(text, encoding="utf8")
    assert fixed(folder)["1.md"].decode() == text.replace("丁,戊", "丁，戊")
    (folder / "book.toml").write_text('[check]\noff = ["half-width-punctuation"]\n', encoding="utf8")
    assert fixed(folder) == {}


def test_a_mended_mark_that_uncovers_another_is_followed_at_once(folder: Path) -> None:
    (folder / "1.md").write_text("# 甲\n\n乙(丙丁), abc\n", encoding="utf8")
    assert fixed(folder)["1.md"].decode() == "# 甲\n\n乙（丙丁），abc\n"


def test_spaces_and_terms_only_on_request(folder: Path) -> None:
    text = "# 甲\n\n用 Docker 部署，用Docker运行，又用 docker 运行，`docker`与docker run一样。\n"
    (folder / "1.md").write_text(text, encoding="utf8")
    (folder / "glossary.md").write_text("Docker\n: 引擎\n", encoding="utf8")
    assert fixed(folder) == {}
    spaced = text.replace("用Docker运行", "用 Docker 运行").replace("与docker run一样", "与 docker run 一样")
    assert fixed(folder, "spaces")["1.md"].decode() == spaced
    assert fixed(folder, "terms")["1.md"].decode() == text.replace("用 docker 运行", "用 Docker 运行")
    both = spaced.replace("用 docker 运行", "用 Docker 运行")
    assert fixed(folder, "spaces", "terms")["1.md"].decode() == both


def test_included_files_are_mended_where_they_lie(folder: Path) -> None:
    (folder / "1.md").write_text("# 甲\n\n{{#include part.md}}\n\n- 项\n\n  {{#include part.md}}\n", encoding="utf8")
    (folder / "2.md").write_text("# 丁\n\n- 项\n\n  {{#include within.md}}\n", encoding="utf8")
    (folder / "part.md").write_text("乙,丙\n", encoding="utf8")
    (folder / "within.md").write_text("戊,己\n庚,辛\n", encoding="utf8")  # read with another indent: it is let be
    assert {path: data.decode() for path, data in fixed(folder).items()} == {"part.md": "乙，丙\n"}


@pytest.mark.parametrize("words", [["--dry-run"], ["--also", "spaces"], ["--fix", "--format", "json"]])
def test_options_that_do_not_go_together(folder: Path, words: list[str], capsys: Captured) -> None:
    assert main(["check", "--book", str(folder), *words]) == 2
    assert "--fix" in capsys.readouterr().err
    assert (folder / "1.md").read_text(encoding="utf8") == BAD


def test_a_line_of_very_many_marks_is_mended_at_once(folder: Path) -> None:
    text = "# 甲\n\n" + "甲,[乙,丙]" * 20_000 + "丁(" * 9_000 + "戊" + ")" * 9_000
    (folder / "1.md").write_text(text, encoding="utf8")
    mended = fixed(folder)["1.md"].decode()
    assert (mended.count("，"), mended.count(",")) == (20_000, 20_000)
    assert 0 < mended.count("（") < 100  # brackets that hold very much are left alone


_GOLDEN = sorted(
    path for place in ("parse", "render", "problems", "data") for path in (Path(__file__).parent / place).rglob("*.md")
)


@pytest.mark.parametrize("path", _GOLDEN, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_line_is_changed_but_those_that_are_told_and_a_second_time_none(path: Path, tmp_path: Path) -> None:
    """Over every text that the tests have: what is mended is what `check` tells, and nothing else."""
    try:
        before = path.read_bytes().decode("utf8").splitlines(keepends=True)
    except UnicodeDecodeError:
        pytest.skip("not of UTF-8, on purpose")
    copied = tmp_path / path.name
    copied.write_bytes(path.read_bytes())
    try:
        manuscript = read_manuscript(copied)[0]
    except BookError:
        pytest.skip("no manuscript, on purpose")
    told = {found.place.line for found in half_width_punctuation(read_writing(manuscript, parse(manuscript)[0]))}
    data = fixed(copied).get(path.name)
    if data is None:
        return
    after = data.decode("utf8").splitlines(keepends=True)
    changed = {at for at, (old, new) in enumerate(zip(before, after, strict=True), 1) if old != new}
    assert changed <= told
    assert [line.translate(_NO_MARKS) for line in after] == [line.translate(_NO_MARKS) for line in before]
    copied.write_bytes(data)
    assert fixed(copied) == {}


_NO_MARKS = dict.fromkeys(map(ord, " ,.:;!?()，。：；！？（）"))
