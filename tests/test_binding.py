"""A book is written part by part: little of it is in memory, and the file is sound."""

import io
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from itertools import pairwise
from pathlib import Path

import pikepdf
import pydyf
import pytest
from test_pdf import _PIXEL, _SETTING, _opened, _page, _write
from weasyprint.pdf import fonts

from studypress.documents import ASSET_SCHEME, OutlineItem
from studypress.model import Asset
from studypress.pdf import Galley, Metadata, typeset
from studypress.pdf.assemble import assemble
from studypress.pdf.binding import BoundPage, Numbering
from studypress.pdf.body import bodies_from
from studypress.pdf.objects import lay_out
from studypress.pdf.spool import Spool
from studypress.pdf.typeset import font_map
from studypress.pdf.writing import ObjectWriter
from studypress.problems import BookError
from studypress.temporary import unnamed_file

_ABOUT = Metadata("书", "zh", datetime(2026, 5, 1, tzinfo=UTC))


def test_a_part_is_written_before_the_next_is_fetched() -> None:
    body = "".join(f"<p>{'容器与镜像' * 9}第{number}段</p>" for number in range(60))
    parts = [typeset(_page(f"c{number}", body), _SETTING) for number in range(4)]
    bound = [BoundPage(part, at, Numbering.NONE, 0, "") for part in parts for at in range(part.pages)]
    target, written = io.BytesIO(), list[tuple[str, int]]()

    def fetch(part: Galley) -> bytes:
        written.append((part.name, target.tell()))
        return part.body

    assemble(bound, None, fetch, (), _ABOUT, font_map(_SETTING), target)
    assert [name for name, _ in written] == ["c0", "c1", "c2", "c3"]
    streams = [sum(len(stream.data) for stream in next(bodies_from(part.body)).objects.streams) for part in parts[:-1]]
    sizes = [end - start for (_, start), (_, end) in pairwise(written)]
    assert all(size > there for size, there in zip(sizes, streams, strict=True))


def test_what_is_known_of_a_part_on_the_spool_is_small() -> None:
    part = Galley("c1", b"x" * 100_000, 1, {})
    with unnamed_file() as file:
        spool = Spool(file)
        known = spool.put(part)
        spool.put(replace(part, name="c2", body=b"y"))
        assert (known.name, known.body, spool.body(known)) == ("c1", b"", part.body)
        again = spool.put(replace(part, body=b"again"))  # set once more, since page numbers changed
        assert spool.body(again) == b"again"


@pytest.mark.skipif(sys.platform == "win32", reason="there a file without a name has one")
def test_what_is_spooled_leaves_nothing_behind_however_its_process_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with unnamed_file() as file:
        Spool(file).put(Galley("c1", b"x" * 100_000, 1, {}))
        assert [*tmp_path.iterdir()] == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
def test_a_disk_that_is_full_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "TemporaryFile", partial(Path("/dev/full").open, "wb"))
    with pytest.raises(BookError) as caught:
        _spooled(Galley("c1", b"x" * 100_000, 1, {}))
    assert [found.code for found in caught.value.problems] == ["cannot-write"]


def _spooled(part: Galley) -> None:
    with unnamed_file() as file:
        Spool(file).put(part)


def test_the_file_is_sound() -> None:
    words = '<p>字<a href="studypress:no">坏</a></p>' * 99
    chapters = [_page(f"c{n}", f'<h1 id="c{n}">章</h1>{words}') for n in (1, 2, 3)]
    file = _opened(_write(*chapters, outline=tuple(OutlineItem("章", f"c{n}", f"c{n}") for n in (1, 2, 3))))
    assert file.check_pdf_syntax() == []
    assert len(file.pages) > 3
    assert not [found for found in file.objects if isinstance(found, pikepdf.Dictionary) and "/Subtype" in found
                and found.Subtype == pikepdf.Name.Link]  # fmt: skip


def test_a_picture_of_two_chapters_is_there_once() -> None:
    setting = replace(_SETTING, assets={"p.png": Asset("p.png", "image/png", _PIXEL, 1, 1)})
    shown = f'<img src="{ASSET_SCHEME}p.png" alt="一点">'
    file = _opened(_write(_page("c1", f"<p>甲</p>{shown}"), _page("c2", f"{shown}<p>乙</p>"), setting=setting))
    pictures = [picture for page in file.pages for picture in page.get_images().values()]
    assert len(pictures) == 2
    assert len({picture.objgen for picture in pictures}) == 1


@pytest.mark.parametrize("words", ["见 12 0 R 处", "see 12 0 R", r"1 0 R) (2 0 R\ 3 0 R", "(((", "\\"])
def test_words_that_look_like_references_stay_words(words: str) -> None:
    setting = replace(_SETTING, assets={"p.png": Asset("p.png", "image/png", _PIXEL, 1, 1)})
    file = _opened(_write(_page("c1", f'<img src="{ASSET_SCHEME}p.png" alt="{words}">'), setting=setting))
    alternatives = [
        str(found.Alt) for found in file.objects if isinstance(found, pikepdf.Dictionary) and "/Alt" in found
    ]
    assert alternatives == [words]


def test_objects_of_any_number_are_found_again() -> None:
    target = io.BytesIO()
    writer = ObjectWriter(target)
    root, pages, page, left_out, information = (writer.reserve() for _ in range(5))
    more = [writer.reserve() for _ in range(1000)]
    for number in more:
        writer.put(number, b"(%d)" % number)
    stream = writer.reserve()
    writer.put_stream(stream, b"", b"endstream")
    writer.put(pages, b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % page)
    writer.put(page, b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 9 9]/Resources<<>>>>" % pages)
    writer.put(root, b"<</Type/Catalog/Pages %d 0 R>>" % pages)
    writer.put(information, b"<</Title(book)>>")
    writer.finish(root, information)
    assert target.getvalue().count(b"/Type/ObjStm/N 200/") == 5
    assert target.getvalue().count(b"/Type/ObjStm/N 4/") == 1
    with pikepdf.open(target) as file:
        assert [str(file.get_object(number, 0)) for number in more] == [str(number) for number in more]
        assert file.get_object(stream, 0).read_bytes() == b"endstream"
        assert file.get_object(left_out, 0) is None
        assert str(file.docinfo.Title) == "book"
        assert file.check_pdf_syntax() == []


def test_a_face_of_which_nothing_is_cut_is_there_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _largest_face() < 100_000
    monkeypatch.setattr(fonts.Font, "subset", lambda *_: None)
    assert _largest_face() > 1_000_000


def _largest_face() -> int:
    """How many bytes it has."""
    file = _opened(_write(_page("c1", "字")))
    streams = [found for found in file.objects if isinstance(found, pikepdf.Stream)]
    return max(int(found.Length1) for found in streams if "/Length1" in found)


def test_objects_are_not_held_beside_their_layout() -> None:
    file = pydyf.PDF()
    file.add_object(pydyf.Dictionary({"Type": "/Test"}))
    objects, numbers = lay_out(file, [file.objects[-1].number])
    assert (objects.count, len(numbers), file.objects) == (1, 1, [])
