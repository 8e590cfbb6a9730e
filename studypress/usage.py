"""What the command line says of itself in this user's language: help, and what click says of a wrong call."""

import copy
from typing import Any

import click.core
import click.decorators
import click.exceptions
import click.formatting
import click.parser
import click.types

from studypress.config import ALL_KEYS
from studypress.options import language, say
from studypress.speech import form_in
from studypress.wording import NOTHING, Sentence, joined, said

_SPEAKING: tuple[Any, ...] = (
    click.core, click.decorators, click.exceptions, click.formatting, click.parser, click.types
)  # fmt: skip
"""Where click says something by gettext, which would want compiled catalogues: it is told our forms instead."""


def in_users_language(command: click.Command) -> click.Command:
    """Make a command, and those below it, tell of themselves in this user's language."""
    for module in _SPEAKING:
        module._ = _form
        module.ngettext = _form_of_number
    return _in_users_language(command)


def _in_users_language(command: click.Command) -> click.Command:
    copied = copy.copy(command)
    copied.help = say(Sentence(command.help)) if command.help else None
    copied.params = [_option_in_users_language(option) for option in command.params]
    if isinstance(copied, click.Group):
        copied.commands = {name: _in_users_language(below) for name, below in copied.commands.items()}
    return copied


def _option_in_users_language(option: click.Parameter) -> click.Parameter:
    copied = copy.copy(option)
    if isinstance(copied, click.Option) and copied.help:
        copied.help = say(Sentence(copied.help))
    copied.type = copy.copy(option.type)
    copied.type.name = _form(option.type.name)
    return copied


def _form(form: str) -> str:
    return form_in(language(), form)


def _form_of_number(one: str, many: str, number: int) -> str:
    return _form(one if number == 1 else many)


def where_else(option: str, commands: click.Group) -> Sentence:
    """Say what knows an option that a command does not: other commands, or `book.toml`."""
    others = [
        name for name, other in sorted(commands.commands.items()) if any(option in each.opts for each in other.params)
    ]
    if others:
        return said("{option} is an option of {commands}.", option=option, commands=joined(others))
    name = option.lstrip("-").replace("-", "_")
    key = next((key for key in ALL_KEYS if key.rpartition(".")[2] == name), "")
    table, _, last = key.rpartition(".")
    if not key:
        return NOTHING
    return said("Say it in book.toml: {key} = …", key=f"[{table}] {last}" if table else last)
