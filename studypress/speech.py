"""The languages in which the program speaks, and their words: English by itself, others by `templates/messages/`."""

import re
import tomllib
from collections.abc import Callable, Mapping
from functools import cache

from studypress.resources import resource_folder
from studypress.wording import Sentence

Say = Callable[[Sentence], str]

ENGLISH, SIMPLIFIED, TRADITIONAL = "en", "zh-Hans", "zh-Hant"
"""BCP 47 tags."""
_TRADITIONAL = re.compile(r"[-_](?:hant|tw|hk|mo)\b|traditional|taiwan|hong kong|macao", re.IGNORECASE)


def spoken(name: str) -> str:
    """The language of ours that a system's name of one means: `zh_CN.UTF-8`, `Chinese (Simplified)_China`; or none."""
    start = name.lower()
    if start.startswith(("zh", "chinese")):
        return TRADITIONAL if _TRADITIONAL.search(name) else SIMPLIFIED
    return ENGLISH if start.startswith("en") else ""


def voice(language: str) -> Say:
    """Give the function that says a sentence in a language of ours."""
    forms = forms_of(language)
    return lambda sentence: sentence.in_words(forms)


def form_in(language: str, form: str) -> str:
    """The form in a language of ours, with its places still open."""
    return forms_of(language).get(form, form)


@cache
def forms_of(language: str) -> Mapping[str, str]:
    """The English forms with those of another language, from `templates/messages/TAG.toml`."""
    if language == ENGLISH:
        return {}
    file = resource_folder("templates") / "messages" / f"{language}.toml"
    return {form: other for table in tomllib.loads(file.read_text("utf8")).values() for form, other in table.items()}
