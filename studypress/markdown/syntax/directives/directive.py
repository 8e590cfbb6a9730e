"""A directive of MyST: what it says, and the element that it opens."""

from dataclasses import dataclass

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class Directive:
    """A directive, taken apart."""

    name: str
    """In lower case."""
    argument: str
    options: dict[str, str]
    start: int
    """Its opening line."""
    first: int
    """The first line of its body that is not empty."""
    last: int
    """The line that closes it."""

    @property
    def label(self) -> str:
        """What references call it."""
        return "-".join((self.options.get("label") or self.options.get("name") or "").split())

    @property
    def classes(self) -> list[str]:
        """The classes that its author gave."""
        return self.options.get("class", "").replace(",", " ").split()


def opened(state: StateBlock, kind: str, found: Directive) -> Token:
    """Open an element for a directive, which has its label as id."""
    token = state.push(f"{kind}_open", kind, 1)
    token.map = [found.start, found.last + 1]
    if found.label:
        token.meta["id"] = found.label
    return token
