"""The judge of fidelity: what is missing, added or moved is told with its place, of pieces and of a whole book."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from fidelity_samples import pieces_of

from benchmarks.fidelity import reference
from benchmarks.fidelity.book import (
    _as_shown,
    _compared_print,
    _without_labels_of_cells,
    _without_markers,
    measure_book,
)
from benchmarks.fidelity.comparing import Comparison, compare
from benchmarks.fidelity.ebook import _WHOLE, Ebook, _with_badges
from benchmarks.fidelity.printed import Printed
from benchmarks.fidelity.reading import Piece, Reading, Rules, scan
from benchmarks.fidelity.reference import FailedReferenceError, read_reference
from benchmarks.fidelity.sources import read_sources
from studypress.pipeline import build
from studypress.request import Request

_PROSE = "容器与虚拟机不同，它们共享宿主机的内核，所以启动只要几毫秒；镜像则是分层的，每一层都只读。" * 3


def _differences(found: Comparison) -> tuple[list[str], list[str]]:
    return [one.text for one in found.missing], [one.text for one in found.added]


def test_what_is_missing_is_told_with_its_place() -> None:
    found = compare(pieces_of(_PROSE, "这一句丢了。", "最后一段。"), pieces_of(_PROSE, "最后一段。"))
    assert [(one.text, one.place) for one in found.missing] == [("这一句丢了。", "a.md:2")]
    assert not found.added
    assert found.missing_rate == pytest.approx(10_000 * 6 / found.length)


def test_what_is_added_is_told() -> None:
    assert _differences(compare(pieces_of("甲乙丙"), pieces_of("甲乙**丙"))) == ([], ["**"])


def test_a_page_that_pandoc_cannot_read_ends_it_with_what_pandoc_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.md").write_text("# A\n", "utf8")
    monkeypatch.setattr(reference, "_COMMAND", ("sh", "-c", "echo no memory >&2; exit 2"))
    with pytest.raises(FailedReferenceError, match=r"pandoc cannot read a\.md: no memory"):
        read_reference(read_sources(tmp_path), "zh-Hans")


def test_one_text_twice_is_an_addition() -> None:
    assert _differences(compare(pieces_of("前文", _PROSE, "后文"), pieces_of("前文", _PROSE, _PROSE, "后文")))[1] == [
        _PROSE
    ]


def test_a_note_at_another_place_is_moved() -> None:
    note, rest = "这是一条脚注，讲的是别的事。", "正文还很长。" + "一二三四五六七八九十" * 200
    found = compare(pieces_of(_PROSE, note, rest), pieces_of(_PROSE, rest, note))
    assert _differences(found) == ([], [])
    assert found.moved == len(note)


def test_a_note_that_is_halved_is_a_loss_of_the_other_half() -> None:
    note, rest = "这是一条脚注，讲的是别的事。", "正文还很长。" + "一二三四五六七八九十" * 200
    assert _differences(compare(pieces_of(_PROSE, note, rest), pieces_of(_PROSE, rest, note[:8]))) == ([note[8:]], [])


def test_a_stretch_that_moved_with_another_beginning_is_moved() -> None:
    note, rest = "这是一条脚注，讲的是别的事。", "正文还很长。" + "一二三四五六七八九十" * 200
    found = compare(pieces_of("这" + _PROSE, "这" + note[1:], rest), pieces_of("这" + _PROSE, rest, note))
    assert _differences(found) == ([], [])


def test_a_note_that_was_aligned_with_a_letter_too_many_is_moved() -> None:
    note, rest = "Twenty-one characters of a note.", "正文还很长。" + "一二三四五六七八九十" * 200
    found = compare(pieces_of(_PROSE + "甲", note + "乙", rest), pieces_of(_PROSE + "丁", rest, note + "丙戊"))
    assert sum(len(one.text) for one in (*found.missing, *found.added)) <= 5


_CHAPTER = """# 第一章 容器

容器**“很轻”**地共享内核[^1]，见[下文](#数据)。

## 数据

> [!NOTE]
> 卷不随容器删除。

| 名称 | 用途 |
|---|---|
| 卷 | 数据 |

```sh
docker run  -v a:/b \\
	nginx
```

公式 $x^2$ 与图，晴 🚀 雨 🌧️：

![一个点](dot.png)

```mermaid
graph TD; A[不能画
```

[^1]: 注脚在此。
"""
_LOSS = "\n## 丢了的一节\n\n这一句不在书里。\n\n```sh\nrm -r x\n```\n\n![又一个点](dot.png)\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """A small book, its EPUB and its PDF."""
    if missing := [name for name in ("pandoc", "pdftotext") if shutil.which(name) is None]:
        pytest.skip(f"{', '.join(missing).upper()} IS MISSING: no book was judged by its reading")
    folder = tmp_path_factory.mktemp("fidelity")
    book = folder / "book"
    book.mkdir()
    (book / "1.md").write_text(_CHAPTER, "utf8")
    shutil.copy(Path(__file__).parent.parent / "images" / "note-mark.png", book / "dot.png")
    files = {}
    for kind in ("epub", "pdf"):
        files[kind] = _built(book, folder / f"out.{kind}")
    return book, files["epub"], files["pdf"]


def _built(book: Path, output: Path) -> Path:
    return build(Request(book, target=output.suffix[1:], output=output), lambda stage: None).files[0]


def test_a_book_that_lost_nothing_is_told_so(made: tuple[Path, Path, Path]) -> None:
    found = measure_book(*made)
    assert (found.epub.missing, found.epub.added, found.pdf.missing, found.pdf.added) == ((), (), (), ())
    assert (found.codes, found.headings, found.pictures) == (1, (2, 2), (2, 2))
    assert found.is_kept


def test_a_number_alone_in_a_line_is_left_out_of_both_since_it_may_be_that_of_an_item() -> None:
    kept = _without_markers(pieces_of("(1)", "甲", "②", "（3）", "(4)乙"))
    assert [one.text for one in kept] == ["甲", "（3）", "(4)乙"]


def test_a_mark_of_a_note_is_compared_where_print_has_it_as_a_number() -> None:
    marks = "".join(f'<a class="noteref" href="#c1-n{n}">{n}</a>' for n in (20, 21))
    notes = "".join(f'<aside><a class="backlink" href="#c1-n{n}-ref">{n}</a> 乙</aside>' for n in (20, 21))
    assert "".join(one.text for one in scan(f"<p>甲{marks}</p>{notes}", _WHOLE, "a").pieces) == "甲21乙21乙"


def test_a_number_that_the_judge_does_not_know_may_stand_apart() -> None:
    shown = [replace(one, kind="heading") for one in pieces_of("周一：入门", "周三：入门")]
    assert [_as_shown(one, {"周一入门": "入门"}).text for one in shown] == ["入门", "周三：入门"]


def test_a_word_in_brackets_is_shown_where_the_e_book_has_a_badge() -> None:
    def headings(markup: str, rules: Rules) -> Reading:
        return scan(f'<section class="level-2"><h2>{markup}</h2></section>', rules, "a")

    badge = '进程<span class="badge">重点</span>'
    badged = _with_badges(headings("进程", _WHOLE), headings("1进程", _WHOLE), headings(f"1{badge}", _WHOLE))
    typed = [replace(one, kind="heading") for one in pieces_of("1.进程（必考）", "线程(重点)", "【重点】进程")]
    assert [_as_shown(one, {"1进程": "进程"}, badged).text for one in typed] == ["进程", "线程(重点)", "进程"]


def test_what_a_book_lost_is_found(made: tuple[Path, Path, Path]) -> None:
    book, epub, pdf = made
    page = book / "1.md"
    whole = page.read_text("utf8")
    page.write_text(whole.replace("-v a:/b", "-v a:/c") + _LOSS, "utf8")
    try:
        found = measure_book(book, epub, pdf)
    finally:
        page.write_text(whole, "utf8")
    line = len(whole.split("\n"))
    assert [(one.place, one.text) for one in found.epub.missing] == [
        ("1.md:14", "c"),
        (f"1.md:{line + 1}", "丢了的一节这一句不在书里。rm-rx"),
    ]
    assert [one.text for one in found.epub.added] == ["b"]
    assert [lost.split(":", 2)[:2] for lost in found.code_lost] == [["1.md", "14"], ["1.md", str(line + 5)]]
    assert (found.headings, found.pictures) == ((3, 2), (3, 2))
    assert not found.is_kept


def test_what_print_alone_lost_is_found(made: tuple[Path, Path, Path], tmp_path: Path) -> None:
    book, epub, _ = made
    shorter = tmp_path / "shorter"
    shutil.copytree(book, shorter)
    text = (shorter / "1.md").read_text("utf8")
    (shorter / "1.md").write_text(text.replace("卷不随容器删除。", "").replace("nginx", "nginz"), "utf8")
    found = measure_book(book, epub, _built(shorter, tmp_path / "shorter.pdf"))
    assert (found.epub.missing, found.epub.added) == ((), ())
    assert [one.text for one in found.pdf.missing] == ["卷不随容器删除。", "x"]
    assert [one.text for one in found.pdf.added] == ["z"]
    assert len(found.code_broken) == 1
    assert not found.is_kept


def test_the_head_of_a_table_that_print_has_nowhere_is_lost() -> None:
    head = "一列的名字很长另一列也是"
    told = [Piece("前文", "前文", "c1"), Piece(head, head, "c1", kind="head"), Piece("后文", "后文", "c1")]
    ebook = Ebook("zh", Reading(), Reading(told), (), {}, ())
    for lines, missing in ((["前文", "后文"], [head]), (["前文", "后文", head], [])):
        printed = Printed(tuple(pieces_of(*lines)), "".join(lines), 1, (), 0)
        assert [one.text for one in _compared_print(ebook, printed).missing] == missing


def test_heads_of_columns_before_their_cells_are_prints_alone() -> None:
    lines = [Piece(text.replace(" ", ""), text, "page 1") for text in ("名: 甲 值: 1", "名: 乙 值: 2", "文 名单")]
    assert [one.text for one in _without_labels_of_cells(lines, ["名", "值"])] == ["甲1", "乙2", "文名单"]
    assert _without_labels_of_cells(lines[:1], ["名", "值"]) == lines[:1]
