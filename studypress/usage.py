"""What the command line says of itself in this user's language: help, and what click says of a wrong call."""

import copy
from typing import Any

import click.core
import click.decorators
import click.exceptions
import click.formatting
import click.parser
import click.types

from studypress.options import language, say
from studypress.speech import form_in
from studypress.wording import Sentence

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
