"""What is kept saves work and never makes a wrong page: it is found only if whole, ours, and of this very text."""

import errno
import os
import shutil
import sys
import time
from dataclasses import replace
from functools import partialmethod
from pathlib import Path

import pytest

from studypress import fingerprint as fingerprinting
from studypress import kept_results
from studypress.cache import FOLDER, Cache, clean, key_of, open_cache
from studypress.documents import Document
from studypress.figures import graphviz
from studypress.pdf import Galley, keeping, subsets
from studypress.pdf import typeset as pdf_typeset
from studypress.pdf.body import bodies_from, bytes_of
from studypress.pdf.objects import Objects
from studypress.pipeline import build
from studypress.problems import UsageError
from studypress.request import Request, Result

_TEXT = "".join(f"{'容器与镜像都在，Docker 1.11 版。' * 8}\n\n" for _ in range(3))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """Three chapters, the first of which tells where the last one is; written before any build began."""
    folder = tmp_path / "notes"
    folder.mkdir()
    for number in range(1, 4):
        _write(folder / f"{number}.md", f"# 第{number}\n\n{_TEXT}见[末章](3.md)。\n")
    time.sleep(0.03)  # a build takes no file for lasting that was put there at the very moment it began
    return folder


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf8")
    past = time.time() - 60
    os.utime(file, (past, past))


def _request(notes: Path, home: Path | None, **more: object) -> Request:
    return Request(notes, output=notes.parent / "out.pdf", home=home, timestamp=1, **more)  # type: ignore[arg-type]


def _build(request: Request) -> tuple[bytes, Result]:
    result = kept_results.deliver_again(request) or build(request, lambda _: None)
    assert request.output
    return request.output.read_bytes(), result


@pytest.fixture
def set_pages(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the pages that are really set."""
    done: list[str] = []

    def counted(page: Document, *arguments: object) -> Galley:
        done.append(page.name)
        return pdf_typeset(page, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(keeping, "typeset", counted)
    return done


# --- Entries --------------------------------------------------------------------------------------------------


def test_an_entry_is_found_whole_or_not_at_all(tmp_path: Path) -> None:
    cache = Cache(tmp_path, b"secret")
    cache.keep("galleys", "k", [b"body"])
    file = tmp_path / FOLDER / "galleys" / "k"
    whole = file.read_bytes()
    assert cache.find("galleys", "k") == b"body"
    for damaged in (b"", whole[:-1], whole + b"x", whole[:40] + b"B" + whole[41:], b"\0" * len(whole)):
        file.write_bytes(damaged)
        assert cache.find("galleys", "k") is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes in folders")
def test_a_pipe_in_place_of_an_entry_is_not_waited_for(tmp_path: Path) -> None:
    cache = Cache(tmp_path, b"secret")
    (tmp_path / FOLDER / "galleys").mkdir(parents=True)
    os.mkfifo(tmp_path / FOLDER / "galleys" / key_of("a"))
    assert cache.find("galleys", key_of("a")) is None


def test_what_is_larger_than_all_that_may_be_kept_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Cache(tmp_path, b"secret")
    cache.keep("galleys", "0" * 64, [b"data"])
    monkeypatch.setattr("studypress.cache.MOST_BYTES", 35)
    assert cache.find("galleys", "0" * 64) is None


def test_what_is_kept_in_pieces_is_one_entry(tmp_path: Path) -> None:
    cache = Cache(tmp_path, b"secret")
    cache.keep("galleys", "k", [b"bo", b"", b"dy"])
    in_pieces = (tmp_path / FOLDER / "galleys" / "k").read_bytes()
    assert cache.find("galleys", "k") == b"body"
    cache.keep("galleys", "k", [b"body"])
    assert (tmp_path / FOLDER / "galleys" / "k").read_bytes() == in_pieces


def test_an_entry_is_found_where_nothing_can_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Cache(tmp_path, b"secret")
    cache.keep("galleys", "k", [b"body"])

    def refuse(file: Path) -> None:
        raise PermissionError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(os, "utime", refuse)
    assert cache.find("galleys", "k") == b"body"


def test_an_entry_of_another_user_or_under_another_name_is_not_there(tmp_path: Path) -> None:
    Cache(tmp_path, b"secret").keep("galleys", "k", [b"body"])
    assert Cache(tmp_path, b"another").find("galleys", "k") is None
    shutil.copy(tmp_path / FOLDER / "galleys" / "k", tmp_path / FOLDER / "galleys" / "other")
    assert Cache(tmp_path, b"secret").find("galleys", "other") is None


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_nothing_is_written_through_a_link_that_leads_out(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "notes" / FOLDER).symlink_to(tmp_path / "elsewhere")
    cache = Cache(tmp_path / "notes", b"secret")
    cache.keep("galleys", "k", [b"body"])
    assert list((tmp_path / "elsewhere").iterdir()) == []
    assert not clean(tmp_path / "notes")


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
@pytest.mark.parametrize("link", [FOLDER, f"{FOLDER}/kind"])
def test_nothing_is_removed_but_entries_and_nothing_behind_a_link(tmp_path: Path, link: str) -> None:
    notes, mine = tmp_path / "notes", tmp_path / "mine"
    (mine / "letters").mkdir(parents=True)
    for file in (mine / "letters" / "a", mine / ("b" * 64), mine / "letters" / ("c" * 64)):
        file.write_bytes(bytes(1000))
    (notes / link).parent.mkdir(parents=True)
    (notes / link).symlink_to(mine)
    Cache(notes, b"secret").trim(0)
    assert len([file for file in mine.rglob("*") if file.is_file()]) == 3
    (tmp_path / FOLDER / "own").mkdir(parents=True)
    (tmp_path / FOLDER / "own" / "letter.txt").write_text("mine")
    Cache(tmp_path, b"secret").trim(0)
    assert (tmp_path / FOLDER / "own" / "letter.txt").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_links_that_go_round_keep_nothing_and_stop_nothing(tmp_path: Path) -> None:
    (tmp_path / FOLDER).symlink_to(tmp_path / FOLDER)
    cache = Cache(tmp_path, b"secret")
    cache.keep("galleys", "a" * 64, [b"body"])
    cache.trim()
    assert cache.find("galleys", "a" * 64) is None


def test_the_folder_stays_out_of_version_control_and_is_cleaned(tmp_path: Path) -> None:
    Cache(tmp_path, b"secret").keep("galleys", "k", [b"body"])
    assert (tmp_path / FOLDER / ".gitignore").read_text() == "*\n"
    assert clean(tmp_path)
    assert not (tmp_path / FOLDER).exists()
    assert not clean(tmp_path)


def test_what_was_of_no_use_for_the_longest_time_goes_first(tmp_path: Path) -> None:
    cache = Cache(tmp_path, b"secret")
    new, used, old = ("a" * 64, "b" * 64, "c" * 64)
    for age, name in enumerate((new, used, old)):
        cache.keep("galleys", name, [b"x" * 1000])
        os.utime(tmp_path / FOLDER / "galleys" / name, (1000 - age, 1000 - age))
    assert cache.find("galleys", old)  # of use now
    cache.trim(2200)
    assert [name for name in (new, used, old) if cache.find("galleys", name)] == [new, old]


def test_keys_part_what_they_are_made_of() -> None:
    assert key_of("ab", "c") != key_of("a", "bc")


def test_a_user_has_one_secret_that_nobody_else_can_read(tmp_path: Path, home: Path) -> None:
    first, second = open_cache(tmp_path, home), open_cache(tmp_path, home)
    assert first
    assert second
    assert first.secret == second.secret
    assert len(first.secret) == 32
    assert [file.name for file in home.iterdir()] == ["key"]
    if sys.platform != "win32":
        assert (home / "key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("broken", [b"", b"short"])
def test_a_secret_that_anyone_could_guess_is_made_anew(tmp_path: Path, home: Path, broken: bytes) -> None:
    home.mkdir()
    (home / "key").write_bytes(broken)
    cache = open_cache(tmp_path, home)
    assert cache
    assert len(cache.secret) == 32
    assert cache.secret == (home / "key").read_bytes()


def test_without_a_folder_for_the_secret_there_is_no_cache(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert open_cache(tmp_path, tmp_path / "file" / "studypress") is None


# --- Parts ----------------------------------------------------------------------------------------------------


def test_an_edit_costs_its_chapter(notes: Path, home: Path, set_pages: list[str]) -> None:
    _build(_request(notes, home))
    first = list(set_pages)
    set_pages.clear()
    _write(notes / "2.md", f"# 第2\n\n{_TEXT}改了一句。\n")
    edited, _ = _build(_request(notes, home))
    assert {"c1", "c2", "c3"} <= set(first)
    assert set_pages == ["c2"]
    anew, _ = _build(_request(notes, None))
    assert edited == anew


def test_a_chapter_that_grows_moves_the_numbers_of_the_others_and_sets_none_again(
    notes: Path, home: Path, set_pages: list[str]
) -> None:
    _build(_request(notes, home))
    set_pages.clear()
    _write(notes / "2.md", f"# 第2\n\n{_TEXT * 12}\n")
    grown, more = _build(_request(notes, home))
    assert [name for name in set_pages if name != "folios"] == ["c2"]
    _write(notes / "2.md", f"# 第2\n\n{_TEXT}\n")
    shrunk, less = _build(_request(notes, home))
    assert less.pages < more.pages
    assert grown != shrunk
    assert shrunk == _build(_request(notes, None))[0]


def test_a_face_is_cut_again_when_another_of_its_glyphs_is_used(
    notes: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut: list[str] = []
    really = subsets._Subset.cut

    def counted(subset: subsets._Subset, font_map: object) -> Objects:
        cut.append(subset.face.family)
        return really(subset, font_map)

    monkeypatch.setattr(subsets._Subset, "cut", counted)
    _build(_request(notes, home))
    all_faces, cut[:] = set(cut), []
    _write(notes / "2.md", f"# 第2\n\n{_TEXT}{_TEXT}\n")
    _build(_request(notes, home))
    assert not cut
    _write(notes / "2.md", f"# 第2\n\n{_TEXT}蛩\n")
    edited, _ = _build(_request(notes, home))
    assert len(cut) == 1
    assert set(cut) < all_faces
    assert edited == _build(_request(notes, None))[0]


def test_damaged_parts_are_set_again(notes: Path, home: Path, set_pages: list[str]) -> None:
    whole, _ = _build(_request(notes, home))
    set_pages.clear()
    shutil.rmtree(notes / FOLDER / "books")
    for file in (notes / FOLDER / "galleys").iterdir():
        file.write_bytes(file.read_bytes()[:-1])
    assert _build(_request(notes, home))[0] == whole
    assert {"c1", "c2", "c3"} <= set(set_pages)


def test_a_part_comes_back_as_it_was(notes: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Galley] = []
    data_of = keeping.data_of

    def kept(part: Galley) -> bytes:
        made.append(part)
        return data_of(part)

    monkeypatch.setattr(keeping, "data_of", kept)
    _write(notes / "1.md", "# 第1\n\n字\U00020000字，[坏](studypress:x)。\n")
    _build(_request(notes, home))
    assert [keeping.galley_from(data_of(part)) for part in made] == made
    bodies = [next(bodies_from(part.body)) for part in made]
    assert [bytes_of(body) for body in bodies] == [part.body for part in made]
    assert any(face.missing for body in bodies for face in body.faces)


# --- Whole results --------------------------------------------------------------------------------------------


def test_nothing_changed_is_delivered_again(notes: Path, home: Path) -> None:
    request = _request(notes, home)
    data, result = _build(request)
    assert request.output
    request.output.unlink()
    assert kept_results.deliver_again(request) == result
    assert request.output.read_bytes() == data


@pytest.mark.parametrize("more", [{"strict": True}, {"page": "A5"}, {"target": "epub"}, {"only_key": True}])
def test_another_request_is_another_result(notes: Path, home: Path, more: dict[str, object]) -> None:
    _build(_request(notes, home))
    assert kept_results.deliver_again(_request(notes, home, **more)) is None


def _edited(notes: Path) -> None:
    _write(notes / "3.md", "# 第三章\n")


def _added(notes: Path) -> None:
    _write(notes / "4.md", "# 第四章\n")


def _settings(notes: Path) -> None:
    _write(notes / "book.toml", 'title = "书"\n')


def _removed(notes: Path) -> None:
    (notes / "2.md").unlink()


@pytest.mark.parametrize("change", [_edited, _added, _settings, _removed])
def test_what_changed_is_made_again(notes: Path, home: Path, change: object) -> None:
    _build(_request(notes, home))
    assert callable(change)
    change(notes)
    assert kept_results.deliver_again(_request(notes, home)) is None


def test_a_diagram_that_could_not_be_drawn_is_tried_again(
    notes: Path, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trouble, dot = tmp_path / "trouble", tmp_path / "dot"
    dot.write_text(
        f"#!/bin/sh\n[ $1 = -V ] && exit; [ -e {trouble} ] && kill -9 $$\n"
        'echo \'<svg xmlns="http://www.w3.org/2000/svg" width="1pt" height="1pt"/>\'\n'
    )
    dot.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setattr(graphviz, "_version", lambda program: "1")
    _write(notes / "1.md", "# 图\n\n```dot\ndigraph { a }\n```\n")
    _write(notes / "book.toml", 'check.off = ["diagram-failed"]\n')
    request = replace(_request(notes, home), target="epub", output=tmp_path / "out.epub")
    trouble.touch()
    before, _ = _build(request)
    trouble.unlink()
    after, _ = _build(request)
    assert before != after
    assert kept_results.deliver_again(request)


def test_a_file_that_is_written_to_while_it_is_built_is_not_taken_for_what_it_was(notes: Path, home: Path) -> None:
    request = _request(notes, home)
    witness = kept_results.Witness(request)
    with witness.watching():
        (notes / "1.md").read_text(encoding="utf8")
        (notes / "1.md").write_text("# 改了\n", encoding="utf8")
    assert request.output
    witness.keep(kept_results.Made(Result((request.output,), [], 1, 1, 0, 0), request.output, [b"old"]))
    assert kept_results.deliver_again(request) is None


def test_a_file_that_is_put_in_place_of_another_meanwhile_is_not_taken_for_it(notes: Path, home: Path) -> None:
    request = _request(notes, home)
    _write(notes / "new", "# 改了\n")  # older than the build, as rsync and mv leave it
    witness = kept_results.Witness(request)
    with witness.watching():
        (notes / "1.md").read_text(encoding="utf8")
        os.replace(notes / "new", notes / "1.md")  # noqa: PTH105
    assert request.output
    result = Result((request.output, notes / "new"), [], 1, 1, 0, 0)
    witness.keep(kept_results.Made(result, request.output, [b"old"]))
    assert kept_results.deliver_again(request) is None


def test_two_builds_at_once_see_each_its_own(notes: Path, home: Path) -> None:
    one, other = (kept_results.Witness(_request(notes, home)) for _ in range(2))
    with one.watching():
        with other.watching():
            pass
        (notes / "1.md").read_text(encoding="utf8")
    assert [Path(name).name for name in one.opened if name.endswith(".md")] == ["1.md"]


def test_a_folder_of_very_many_files_is_not_walked_for_nothing(
    notes: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_results, "_MOST_NAMES", 1)
    _build(_request(notes, home))
    assert not (notes / FOLDER / "books").exists()


def test_what_is_kept_is_trimmed_though_the_result_is_not_kept(
    notes: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_results, "_MOST_NAMES", 1)
    monkeypatch.setattr(Cache, "trim", partialmethod(Cache.trim, 0))
    _build(_request(notes, home))
    assert [file.name for file in (notes / FOLDER).rglob("*") if file.is_file()] == [".gitignore"]


def test_a_time_that_was_asked_for_is_kept_to(notes: Path, home: Path) -> None:
    _build(_request(notes, home))
    later = replace(_request(notes, home), timestamp=86400)
    assert kept_results.deliver_again(later) is None
    undated = replace(_request(notes, home), dated=False)
    _build(undated)
    assert kept_results.deliver_again(replace(undated, timestamp=86400))


def test_without_a_home_nothing_is_kept(notes: Path) -> None:
    _write(notes / "1.md", "# 一\n\n```mermaid\ngraph LR\n  a --> b\n```\n\n$x^2$\n")
    _build(_request(notes, None))
    assert not (notes / FOLDER).exists()


# --- The program ----------------------------------------------------------------------------------------------


def test_what_another_program_made_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = []
    for text in ("one", "another"):
        (tmp_path / "SHA256SUMS").write_text(text)
        monkeypatch.setattr(fingerprinting, "resource_folder", lambda name: tmp_path)
        fingerprinting.fingerprint.cache_clear()
        words.append(fingerprinting.fingerprint())
    monkeypatch.undo()
    fingerprinting.fingerprint.cache_clear()
    assert words[0] != words[1]
    assert fingerprinting.fingerprint() not in words


def test_a_link_that_may_not_be_read_is_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As those of `/proc`, where they also go while they are looked at: they ended the program."""

    def refuse(path: str) -> str:
        raise FileNotFoundError(path)

    (tmp_path / "exe").symlink_to("nowhere")
    monkeypatch.setattr("os.readlink", refuse)
    assert kept_results._names(tmp_path) == {f"{tmp_path / 'exe'} "}


def test_a_result_of_the_usual_name_leaves_the_folder_through_no_link(
    notes: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor does one that is kept; whoever names a file is followed."""
    here, victim = notes.parent / "here", notes.parent / "out" / "notes.epub"
    here.mkdir()
    victim.parent.mkdir()
    victim.write_text("precious")
    monkeypatch.chdir(here)
    request = Request(notes, "epub", home=home, timestamp=1)
    build(request, lambda _: None)
    for link, target in (("dist/notes.epub", victim), ("dist", victim.parent)):
        shutil.rmtree("dist")
        Path(link).parent.mkdir(exist_ok=True)
        Path(link).symlink_to(target)
        for make in (kept_results.deliver_again, lambda asked: build(asked, lambda _: None)):
            with pytest.raises(UsageError, match="leads out of the current folder"):
                make(request)
        assert victim.read_text() == "precious"
    assert kept_results.deliver_again(replace(request, output=Path("dist/notes.epub")))
    assert victim.read_bytes().startswith(b"PK")


def test_names_that_this_system_cannot_read_are_names_too(tmp_path: Path) -> None:
    file = tmp_path / os.fsdecode(b"\xd6\xd0.toml")  # as where files have another encoding than the system
    file.write_text("words")
    assert fingerprinting._of(file) == b"\xd6\xd0.toml\0words"
