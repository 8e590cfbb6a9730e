"""What `book.toml` may say, and what is answered when it says something else."""

import os
from pathlib import Path

import pytest
from limits import within

from studypress.config import KEY_MARKS, BookConfig, CompositionConfig, PdfConfig, line_of, page_size, read_config
from studypress.model import Author, Series
from studypress.problems import Problem, UsageError


def _read(tmp_path: Path, text: str) -> BookConfig:
    file = tmp_path / "book.toml"
    file.write_bytes(text.encode())
    return read_config(file)


def _faults(tmp_path: Path, text: str | bytes) -> list[Problem]:
    file = tmp_path / "book.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(UsageError) as caught:
        read_config(file)
    assert caught.value.status == 2
    return caught.value.problems


@pytest.mark.parametrize("lines", [0, 4, 100])
def test_an_output_is_printed_whole_or_to_its_beginning_and_its_end(tmp_path: Path, lines: int) -> None:
    assert _read(tmp_path, f"[code]\noutput_lines = {lines}").code.output_lines == lines


def test_an_empty_file_gives_the_defaults(tmp_path: Path) -> None:
    assert _read(tmp_path, "") == BookConfig()


def test_every_kind_of_key_is_read(tmp_path: Path) -> None:
    config = _read(
        tmp_path,
        """
        title = "容器"
        authors = ["甲", { name = "乙", file_as = "Yi", role = "trl" }]
        chapters = "one.md"
        [pdf]
        page = "a5"
        css = ["mine.css"]
        punctuation = "banjiao"
        emphasis = "dots"
        [pdf.composition]
        lone_han = false
        solidus = true
        [series]
        name = "入门"
        position = 2
        [epub]
        wcag = "2.1 AA"
        certified_by = "丙"
        [glossary.aliases]
        Dockerd = "Docker Daemon"
        """,
    )
    assert (config.title, config.authors, config.chapters) == (
        "容器",
        (Author("甲"), Author("乙", "Yi", "trl")),
        ("one.md",),
    )
    assert config.pdf == PdfConfig(
        "A5", ("mine.css",), "banjiao", "dots", CompositionConfig(lone_han=False, solidus=True)
    )
    assert config.series == Series("入门", "2")
    assert (config.epub.wcag, config.epub.certified_by) == ("2.1 AA", "丙")
    assert config.glossary.aliases == {"Dockerd": "Docker Daemon"}


def test_a_byte_order_mark_and_windows_line_ends_are_no_fault(tmp_path: Path) -> None:
    assert _read(tmp_path, '\ufefftitle = "a"\r\ndate = 2026\r\n').date == "2026"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("zh", "zh-Hans"),
        ("zh-CN", "zh-Hans"),
        ("zh_SG", "zh-Hans"),
        ("zh-TW", "zh-Hant"),
        ("zh-hk", "zh-Hant"),
        ("ZH-HANT-hk", "zh-Hant-HK"),
        ("ja", "ja"),
        ("en-gb", "en-GB"),
        ("jp", "ja"),
        ("cn", "zh-Hans"),
        ("zho-TW", "zh-Hant"),
    ],
)
def test_language_tags_are_spelt_in_one_way(tmp_path: Path, written: str, meant: str) -> None:
    assert _read(tmp_path, f'language = "{written}"').language == meant


@pytest.mark.parametrize("written", ["2026", '"2026-11"', "2026-11-24", '"2026-11-24"', "2026-11-24T08:00:00Z"])
def test_dates_may_be_texts_or_dates(tmp_path: Path, written: str) -> None:
    assert _read(tmp_path, f"date = {written}").date == written.strip('"')[:10]


def test_page_sizes_are_known_whatever_their_letters() -> None:
    assert [page_size(words) for words in ("a4", " LETTER", "１６开", "16開", "A3")] == [
        "A4",
        "Letter",
        "16开",
        None,
        None,
    ]


def test_key_marks_add_to_ours_and_an_empty_list_takes_away(tmp_path: Path) -> None:
    marks = _read(tmp_path, '[study]\nkey_marks = { "必考" = ["key", "hard"], "重点" = [] }').study.key_marks
    assert marks["必考"] == ("key", "hard")
    assert set(marks) == set(KEY_MARKS) - {"重点"} | {"必考"}


def test_all_faults_are_told_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    faults = _faults(tmp_path, 'titel = "a"\nauthors = 3\n[pdf]\npage = "A7"\nlanguage = "ja"\n')
    assert [(fault.code, fault.place.line) for fault in faults] == [
        ("config-unknown-key", 1),
        ("config-bad-value", 2),
        ("config-bad-value", 4),
        ("config-unknown-key", 5),
    ]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ('titel = "a"', "Did you mean `title`?"),
        ('"书名" = "a"', "Did you mean `title`?"),
        ('footer = "a"', 'A style sheet says how pages look: [pdf] css = ["mine.css"], as the guide shows.'),
        ("[pdf]\nfontsize = 12", "Did you mean `pdf.font_size`?"),
        ("header = '育才中学'", "`header` belongs under [pdf]."),
        ('[pdf]\npgae = "A4"', "Did you mean `pdf.page`?"),
        ('page = "A4"', "`page` belongs under [pdf]."),
        ('[pdf]\ntitle = "a"', "`title` belongs at the top, above the first [table]."),
        ('sumary_headings = "a"', "`summary_headings` belongs under [study]."),
        ("[glossary]\nxyzzy = 1", "Known here: files, term_lists, bold_terms, aliases."),
        ('[pdf]\npunctuaton = "plain"', "Did you mean `pdf.punctuation`?"),
        ("[pdf.composition]\nlatin-gap = false", "Did you mean `pdf.composition.latin_gap`?"),
        ("[pdf]\njustify = false", "`justify` belongs under [pdf.composition]."),
    ],
)
def test_an_unknown_key_names_the_nearest_known_one(tmp_path: Path, text: str, hint: str) -> None:
    assert [str(fault.hint) for fault in _faults(tmp_path, text)] == [hint]


@pytest.mark.parametrize(
    "text",
    [
        "title = 3",
        "title = true",
        'title = "a\\u0007"',
        'authors = ["a", 1]',
        'authors = [{ file_as = "a" }]',
        'authors = [{ name = "a", born = 1950 }]',
        'authors = [{ name = "a", role = "translator" }]',
        'series = "a"',
        'series = { name = "a", position = "two" }',
        "series = { position = 2 }",
        "[code]\noutput_lines = 3",
        "[code]\noutput_lines = true",
        '[epub]\nwcag = "AA"\ncertified_by = "a"',
        '[epub]\nwcag = "2.1 AA"',
        'pdf = "A4"',
        "[[pdf]]",
        'date = "2026-13"',
        'date = "2026年"',
        "date = true",
        'language = "Chinese"',
        'language = ""',
        "[study]\nkey_marks = []",
        '[glossary]\naliases = ["a"]',
        '[pdf]\npunctuation = "Quanjiao"',
        "[pdf]\nemphasis = true",
        "[pdf]\ncomposition = true",
        "[pdf.composition]\nunits = 1",
        '[pdf.composition]\nunits = "no"',
    ],
)
def test_a_value_that_does_not_fit_is_refused(tmp_path: Path, text: str) -> None:
    assert [fault.code for fault in _faults(tmp_path, text)] == ["config-bad-value"]


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ('[pdf]\npage = "A7"', "one of A4, A5, B5, 16开, Letter."),
        ('[pdf]\npunctuation = "full"', '"quanjiao", "kaiming", "banjiao", "hanging" or "plain".'),
        ('[pdf]\nemphasis = ["dots"]', '"kai" or "dots".'),
        ('[pdf.composition]\nquotes = "off"', "true or false, without quotes."),
        ('[study]\nsummary_fallback = ""', '"outline" or "none".'),
    ],
)
def test_a_value_that_does_not_fit_names_those_that_do(tmp_path: Path, text: str, allowed: str) -> None:
    (fault,) = _faults(tmp_path, text)
    assert fault.place.line == 2
    assert str(fault.message).endswith(f"it must be {allowed}")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a = 1\nb =\n", 2),
        ("a = 1\na = 2\n", 2),
        ('a = 1\n\nb = """\nopen\n', 4),
        (b'title = "a"\nrights = "\xd6\xd0"\n', 2),
        ("a = " + "[" * 100_000, 1),
        (f"title = 0x{'f' * 5_000}\n", 1),
    ],
)
def test_what_is_no_toml_is_told_with_its_line(tmp_path: Path, text: str | bytes, line: int) -> None:
    assert [(fault.code, fault.place.line) for fault in _faults(tmp_path, text)] == [("config-syntax", line)]


def test_a_folder_in_place_of_the_file_is_one_fault(tmp_path: Path) -> None:
    (tmp_path / "book.toml").mkdir()
    with pytest.raises(UsageError, match="cannot be read"):
        read_config(tmp_path / "book.toml")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes in folders")
def test_a_pipe_in_place_of_the_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "book.toml")
    with pytest.raises(UsageError) as caught:
        read_config(tmp_path / "book.toml")
    assert [f"{one.message} {one.hint}" for one in caught.value.problems] == [
        "This is not an ordinary file. Put a copy of its text there."
    ]


def test_thousands_of_unknown_keys_are_told_in_time(tmp_path: Path) -> None:
    with within(10):
        faults = _faults(tmp_path, "".join(f"k{number} = 1\n" for number in range(20_000)))
    assert [faults[-1].place.line, str(faults[-1].hint)] == [20_000, ""]


def test_blanks_by_the_thousand_behind_a_bracket_take_no_time(tmp_path: Path) -> None:
    with within(2):
        (fault,) = _faults(tmp_path, f'rights = """\n[{" " * 50_000}\n"""\nwrong = 1\n')
    assert fault.place.line == 4


def test_a_file_of_many_megabytes_is_refused(tmp_path: Path) -> None:
    (fault,) = _faults(tmp_path, f"title = '{'字' * 1_000_000}'\n")
    assert str(fault) == "book.toml: error config-syntax: The file is larger than a megabyte."


def test_the_line_of_a_key_is_found_in_all_its_spellings() -> None:
    text = 'title = "page"\npdf.page = 1\n[ "epub" ]\n"css" = 1\n[study]\n# page = 1\nkey_marks = { "必考" = [] }\n'
    assert [line_of(text, key) for key in ("pdf.page", "epub.css", "study.key_marks.必考", "page")] == [2, 4, 7, 0]
    assert line_of('title = "a\u2028b"\npage = 1\n', "page") == 2, "what TOML takes for one line was two"


def test_lines_of_a_text_are_no_settings(tmp_path: Path) -> None:
    """In `tomllib`'s own reading of them: quotes within a text, before its end, and in a comment."""
    text = "description = \"\"\"\ntitle = 5\n\"\"\"\n# it's\nsubtitle = '''\n\"\"\"\ntitle = 3'''''\n"
    text += 'mark = """"a"" \\"""""\ntitle = 7\n'
    faults = _faults(tmp_path, text)
    assert [(fault.code, fault.place.line) for fault in faults] == [("config-unknown-key", 8), ("config-bad-value", 9)]
