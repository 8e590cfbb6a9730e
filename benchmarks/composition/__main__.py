"""`python -m benchmarks.composition`: has the passages set, and prints how well each rule was kept by each program.

Status 0: done; 1: a program failed; 2: wrong usage.
"""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.composition.cost import tell_cost
from benchmarks.composition.engines import ENGINES, Engine, MissingError, set_samples
from benchmarks.composition.galleys import Galley, read_galleys
from benchmarks.composition.passages import MEASURES, OFFSETS, Sample, samples
from benchmarks.composition.rules import RULES, Rule
from benchmarks.composition.sites import Site
from benchmarks.contestants import ROOT

DOCUMENT = ROOT / "docs" / "composition.md"


@dataclass(frozen=True, slots=True)
class Seen:
    """A site in its galley."""

    galley: Galley
    site: Site

    @property
    def line(self) -> str:
        """The characters of its line."""
        return "".join(glyph.atom.char for glyph in self.galley.lines[self.site.line]) if self.galley.lines else ""


Scores = dict[str, list[Seen]]
"""By the name of a rule, all its sites."""


def main() -> int:
    """Set, read, score, print."""
    options = _options()
    if options.cost:
        return tell_cost()
    rules = [rule for rule in RULES if not options.rule or rule.name in options.rule]
    engines = [engine for engine in ENGINES if not options.engine or engine.name in options.engine]
    chosen = samples(options.passage, options.offsets)
    table: dict[str, Scores] = {}
    with tempfile.TemporaryDirectory() as folder:
        for engine in engines:
            try:
                galleys = _galleys(engine, chosen, options.measure or MEASURES, options.keep or Path(folder))
            except MissingError as error:
                print(f"{engine.title} is left out. {error}", file=sys.stderr)
                continue
            except (RuntimeError, ValueError) as error:
                print(f"{engine.title}: {error}", file=sys.stderr)
                return 1
            table[engine.title] = {rule.name: _sites(rule, galleys) for rule in rules}
    lines = _table(rules, table)
    print("\n".join(lines))
    if options.write:
        _write(lines)
    for name in options.worst:
        for title, scores in table.items():
            _print_worst(title, name, scores[name], options.show)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.composition", description="Score line composition.")
    rules, engines = [rule.name for rule in RULES], [engine.name for engine in ENGINES]
    flag = partial(parser.add_argument, action="store_true")
    add = partial(parser.add_argument, action="append", default=[])
    add("--engine", choices=engines, help="only this one; may be given several times, as may those below")
    add("--rule", choices=rules, help="only this one")
    add("--measure", type=float, metavar="EM", help="only this one")
    add("--worst", choices=rules, help="list where this rule is broken most")
    parser.add_argument("--show", type=int, default=20, metavar="N", help="how many lines --worst lists (20)")
    parser.add_argument("--passage", default="", metavar="NAME", help="only passages with this in their names")
    parser.add_argument("--offsets", type=int, default=OFFSETS, metavar="N", help=f"Han before a passage ({OFFSETS})")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where the PDFs are to be kept")
    flag("--write", help=f"put the table into {DOCUMENT.relative_to(ROOT)}")
    flag("--cost", help="measure the time instead")
    options = parser.parse_args()
    if options.rule:
        options.rule += options.worst
    return options


def _galleys(engine: Engine, chosen: Sequence[Sample], measures: Sequence[float], folder: Path) -> list[Galley]:
    """Set the samples at each measure, two at a time."""
    with ThreadPoolExecutor(2) as pool:
        pdfs = pool.map(partial(_set, engine, chosen, folder), measures)
        return [
            galley for measure, pdf in zip(measures, pdfs, strict=True) for galley in read_galleys(pdf, chosen, measure)
        ]


def _set(engine: Engine, chosen: Sequence[Sample], folder: Path, measure: float) -> Path:
    print(f"{engine.title}: {measure:g} em …", file=sys.stderr)
    return set_samples(engine, chosen, measure, (folder / engine.name / f"{measure:g}").resolve())


def _sites(rule: Rule, galleys: Sequence[Galley]) -> list[Seen]:
    return [Seen(galley, site) for galley in galleys for site in rule.sites(galley)]


# --- Telling --------------------------------------------------------------------------------------------------


def _table(rules: Sequence[Rule], table: dict[str, Scores]) -> list[str]:
    """A Markdown table: what part of the sites kept the rule, and how many sites there are."""
    lines = [f"| rule | | {' | '.join(table)} |", f"|---|---|{'--:|' * len(table)}"]
    for rule in rules:
        marks = [_score(scores[rule.name]) for scores in table.values()]
        name = f"**{rule.name}**" if rule.must else rule.name
        lines.append(f"| {name} | {rule.title} | {' | '.join(marks)} |")
    musts = [rule.name for rule in rules if rule.must]
    whole = [sum(all(one.site.kept for one in scores[name]) for name in musts) for scores in table.values()]
    lines.append(f"| | **musts never broken, of {len(musts)}** | {' | '.join(f'**{count}**' for count in whole)} |")
    return lines


def _write(lines: Sequence[str]) -> None:
    text = DOCUMENT.read_text(encoding="utf8")
    head, _, rest = text.partition("<!-- table -->\n")
    _, mark, tail = rest.partition("<!-- /table -->")
    DOCUMENT.write_text("\n".join([f"{head}<!-- table -->", *lines, f"{mark}{tail}"]), encoding="utf8")


def _score(seen: Sequence[Seen]) -> str:
    if not seen:
        return "–"
    kept = sum(one.site.kept for one in seen)
    return f"{int(1000 * kept / len(seen)) / 10:g} % of {len(seen)}"  # rounded down: 100 is all of them


def _print_worst(title: str, name: str, seen: Sequence[Seen], show: int) -> None:
    """List the lines that break a rule, each once, however many offsets and measures it came with."""
    broken = sorted((one for one in seen if not one.site.kept), key=lambda one: -one.site.off)
    print(f"\n{title}, {name}: {len(broken)} of {len(seen)} broken")
    alike: dict[tuple[str, str, str], list[Seen]] = {}
    for one in broken:
        alike.setdefault((one.galley.sample.name, one.site.what, one.line), []).append(one)
    for (passage, what, line), ones in list(alike.items())[:show]:
        galley, number = ones[0].galley, ones[0].site.line + 1
        where = f"{passage}+{galley.sample.offset} at {galley.measure:g} em, line {number}"
        print(f"{ones[0].site.off:8.3f} em {len(ones):3} times  {where}: {what}" + f"  in {line}" * (what != line))


if __name__ == "__main__":
    sys.exit(main())
