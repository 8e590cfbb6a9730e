"""Home pages of VitePress and VuePress, whose words stand in their front matter alone: name, slogan, features."""

from collections.abc import Iterator
from typing import Any

from studypress.manuscript.words import on_one_line


def words_of_home(values: dict[str, Any]) -> str:
    """Write the words of a home page as Markdown; empty for any other page (VitePress, "Home Page")."""
    if values.get("layout") != "home" and str(values.get("home")).lower() != "true":
        return ""
    hero = values.get("hero")
    hero = hero if isinstance(hero, dict) else {}
    names = [_text(hero.get("name") or values.get("herotext"))]
    lines = [_text(hero.get("text")), _text(hero.get("tagline") or values.get("tagline"))]
    title, *rest = [*filter(None, (*names, *lines)), ""]
    features = "\n".join(_features(values.get("features")))
    return "\n\n".join(filter(None, (f"# {title}" if title else "", *rest, features)))


def _features(given: object) -> Iterator[str]:
    for feature in given if isinstance(given, list) else ():
        if isinstance(feature, dict):
            title, details = _text(feature.get("title")), _text(feature.get("details"))
            words = [f"**{title}**" if title else "", details]
            yield f"- {' — '.join(filter(None, words))}" if any(words) else ""


def _text(value: object) -> str:
    return on_one_line(value) if isinstance(value, str) else ""
