"""`python -m benchmarks.fidelity FOLDER …`: makes the PDF and the EPUB of real books, and tells what of them is lost.

Status 0: every book keeps to the targets; 1: one does not, or could not be made; 2: a program is missing.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from benchmarks.contestants import ours
from benchmarks.fidelity.book import Fidelity, measure_book
from benchmarks.fidelity.comparing import Comparison, Difference

_NEEDS = ("pandoc", "pdftotext")


def main() -> int:
    """Make, read, compare, print."""
    options = _options()
    if missing := [name for name in _NEEDS if shutil.which(name) is None]:
        print(f"{', '.join(missing)} is missing: sudo apt-get install pandoc poppler-utils", file=sys.stderr)
        return 2
    print(HEAD)
    fine = True
    for folder in options.folder:
        with tempfile.TemporaryDirectory() as scratch:
            files = _made(folder.resolve(), (options.keep or Path(scratch)).resolve(), options.kept)
            if files is None:
                fine = False
                continue
            pdf, epub, warnings = files
            found = measure_book(folder.resolve(), epub, pdf)
        print(row(folder.resolve().name, found, warnings), flush=True)
        fine = fine and found.is_kept
        if options.show:
            _show(found, options.show)
    return int(not fine)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fidelity", description="Measure what a book keeps.")
    parser.add_argument(
        "folder", type=Path, nargs="+", help="a folder of Markdown, or a file; .studypress/ is put in it"
    )
    parser.add_argument("--show", type=int, default=0, metavar="N", help="list the N greatest differences of each kind")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where the PDF and the EPUB are to be kept")
    parser.add_argument(
        "--kept", action="store_true", help="measure those that --keep kept, and make them only if missing"
    )
    return parser.parse_args()


def _made(folder: Path, output: Path, kept: bool) -> tuple[Path, Path, Counter[str]] | None:
    """Make both; gives them and the problems by code. None when one can't be made."""
    output.mkdir(parents=True, exist_ok=True)
    files = {kind: output / f"{folder.name}.{kind}" for kind in ("epub", "pdf")}
    said = output / f"{folder.name}.log"
    for file in files.values():
        if kept and file.is_file() and said.is_file():
            continue
        done = subprocess.run(ours(folder, file), capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"{folder.name} is not built:\n{done.stderr[-2000:]}", file=sys.stderr)
            return None
        said.write_text(done.stderr, encoding="utf8")
    lines = said.read_text(encoding="utf8").splitlines()
    codes = Counter(line.split(": warning ", 1)[1].split(":")[0] for line in lines if ": warning " in line)
    return files["pdf"], files["epub"], codes


# --- Telling --------------------------------------------------------------------------------------------------

HEAD = (
    "| book | pages | characters | EPUB missing | added | PDF missing | added | left marks | code unequal | "
    "headings | pictures | warnings |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|"
)


def row(name: str, found: Fidelity, warnings: Counter[str]) -> str:
    """A book as a line of the table; rates in 10,000 characters."""
    cells = [
        name,
        found.pages,
        found.epub.length,
        f"{found.epub.missing_rate:.1f}",
        f"{found.epub.added_rate:.1f}",
        f"{found.pdf.missing_rate:.1f}",
        f"{found.pdf.added_rate:.1f}",
        f"{sum(not one.also_in_reference for one in found.left)} ({len(found.left)})",
        f"{len(found.code_lost)} of {found.codes}; PDF {len(found.code_broken)}",
        f"{_pair(found.headings)}; nav {_pair(found.in_nav)}; outline {_pair(found.in_outline)}",
        f"{_pair(found.pictures)}; PDF {_pair(found.in_pdf)}",
        ", ".join(f"{code} {count}" for code, count in warnings.most_common()),
    ]
    return f"| {' | '.join(map(str, cells))} |"


def _pair(counts: tuple[int, int]) -> str:
    return str(counts[0]) if counts[0] == counts[1] else f"{counts[0]} → {counts[1]}"


def _show(found: Fidelity, most: int) -> None:
    _show_comparison("EPUB", found.epub, most)
    _show_comparison("PDF, beside the EPUB", found.pdf, most)
    print(f"\nmarks left: {len(found.left)}")
    for left in sorted(found.left, key=lambda one: one.also_in_reference)[:most]:
        also = " (in the reference too)" if left.also_in_reference else ""
        print(f"  {left.place}: {left.mark}  in “{left.text}”{also}")
    for name, lines in (
        ("code not in the EPUB to the byte", found.code_lost),
        ("code not whole in the PDF", found.code_broken),
        ("headings not in the navigation", found.not_in_nav),
        ("headings not in the outline", found.not_in_outline),
        ("pictures", found.pictures_lost),
    ):
        print(f"\n{name}: {len(lines)}")
        for line in lines[:most]:
            print(f"  {line}")


def _show_comparison(name: str, compared: Comparison, most: int) -> None:
    for words, differences in (("missing", compared.missing), ("added", compared.added)):
        total = sum(len(one.text) for one in differences)
        print(f"\n{name}: {words} {total} in {len(differences)} places; moved {compared.moved}")
        _show_places(differences)
        for one in sorted(differences, key=lambda one: -len(one.text))[:most]:
            print(f"  {one.place}: {len(one.text)} “{_short(one.text)}” after “{one.before}”")


def _show_places(differences: Sequence[Difference]) -> None:
    """By file, the ten with most."""
    counts: Counter[str] = Counter()
    for one in differences:
        counts[one.place.rpartition(":")[0] or one.place] += len(one.text)
    if counts:
        print("  " + ", ".join(f"{place} {count}" for place, count in counts.most_common(10)))


def _short(text: str) -> str:
    return text if len(text) <= 160 else f"{text[:100]} … {text[-50:]}"


if __name__ == "__main__":
    sys.exit(main())
