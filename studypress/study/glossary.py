"""The glossary: terms from its file, abbreviations, term lists, sections of terms and bold words, joined and sorted."""

from dataclasses import replace

from studypress.config import BookConfig
from studypress.model import Book
from studypress.names import term_key
from studypress.problems import Problem
from studypress.study.bold_terms import bold_terms
from studypress.study.entries import make_entries
from studypress.study.glossary_file import read_glossary
from studypress.study.term_sections import term_sections
from studypress.study.terms import abbreviations, term_lists


def make_glossary(book: Book, config: BookConfig) -> tuple[Book, list[Problem]]:
    """Fill `book.glossary`; the uses of the terms are found by the next pass."""
    written, file_problems = read_glossary(book.glossary_source)
    listed, list_problems = term_lists(book, config)
    explanations = [*written, *abbreviations(book), *listed, *term_sections(book, config)]
    if config.glossary.bold_terms:
        explanations += bold_terms(book, {term_key(each.term) for each in explanations})
    entries, problems = make_entries(explanations, config.glossary.aliases, config.language)
    return replace(book, glossary=entries), file_problems + list_problems + problems
