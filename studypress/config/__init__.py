"""`book.toml`: its form, the values it may hold, and how it is read, with all its faults told at once."""

from studypress.config.form import (
    EPUB_PROFILES,
    PAGE_SIZES,
    SIDES,
    BookConfig,
    CheckConfig,
    CompositionConfig,
    GlossaryConfig,
    HtmlConfig,
    MarkdownConfig,
    PdfConfig,
    StudyConfig,
)
from studypress.config.reading import ALL_KEYS, line_of, read_config
from studypress.config.study_words import ANSWER_MARKS, EXERCISE_HEADINGS, KEY_MARKS, SUMMARY_HEADINGS
from studypress.config.values import language_tag, page_size

__all__ = [
    "ALL_KEYS",
    "ANSWER_MARKS",
    "EPUB_PROFILES",
    "EXERCISE_HEADINGS",
    "KEY_MARKS",
    "PAGE_SIZES",
    "SIDES",
    "SUMMARY_HEADINGS",
    "BookConfig",
    "CheckConfig",
    "CompositionConfig",
    "GlossaryConfig",
    "HtmlConfig",
    "MarkdownConfig",
    "PdfConfig",
    "StudyConfig",
    "language_tag",
    "line_of",
    "page_size",
    "read_config",
]
