"""Finds, lists and runs the commands: Django's management commands under our own name."""

import argparse
import difflib
import sys
from collections.abc import Iterator
from itertools import groupby

from django.core.management import BaseCommand, get_commands, load_command_class

from upstander.kernel.errors import Refused

OURS = "upstander."
# Django gives these to every command; they speak to its developers, not to an operator
UNSPOKEN = {
    "--version",
    "--settings",
    "--pythonpath",
    "--traceback",
    "--no-color",
    "--force-color",
    "--skip-checks",
    "-v",
}


def run(words: list[str]) -> int:
    """Run the command that the words name, or list the commands when they name none."""
    name, rest = (words[0], words[1:]) if words else ("", [])
    if name in ("", "help", "-h", "--help"):
        write_list()
        return 0
    if name in ("--version", "version"):
        from upstander import __version__  # noqa: PLC0415

        sys.stdout.write(f"upstander {__version__}\n")
        return 0
    command = find(name)
    options = vars(parser_for(command, name).parse_args(rest))
    command.execute(*options.pop("args", ()), **options)
    return 0


def find(name: str) -> BaseCommand:
    """Find a command by its name, offering the nearest where there is none."""
    known = get_commands()
    if name not in known:
        near = difflib.get_close_matches(name, [spoken for spoken, _ in own_commands()], n=1)
        hint = f" Did you mean: upstander {near[0]}" if near else " Run: upstander"
        raise Refused(f"There is no command {name}.{hint}")
    app = known[name]
    return app if isinstance(app, BaseCommand) else load_command_class(app, name)


def parser_for(command: BaseCommand, name: str) -> argparse.ArgumentParser:
    """Make a command's parser, without the options that only a developer of Django wants."""
    # its parser then says what is wrong, and exits 2
    command._called_from_command_line = True  # type: ignore[attr-defined]
    parser = command.create_parser("upstander", name)
    # `--dem` would be taken for `--demo` here, but not where the kind of installation is settled
    parser.allow_abbrev = False
    for action in parser._actions:
        if UNSPOKEN & set(action.option_strings):
            action.help = argparse.SUPPRESS
    return parser


def own_commands() -> Iterator[tuple[str, BaseCommand]]:
    """Give the product's own commands with their names, in order of the alphabet."""
    for name, app in sorted(get_commands().items()):
        if isinstance(app, str) and app.startswith(OURS):
            yield name, load_command_class(app, name)


def write_list() -> None:
    """List the commands, those that stand alone first, then those of each part."""
    lines = ["upstander COMMAND [--help]", ""]
    listed = [(_group(name), name, _first_sentence(command)) for name, command in own_commands()]
    for group, rows in groupby(sorted(listed), key=lambda row: row[0]):
        lines += [*([f"  {group}"] if group else [])]
        lines += [f"  {name:<20} {title}" for _, name, title in rows]
        lines.append("")
    sys.stdout.write("\n".join(lines))


def _group(name: str) -> str:
    slug, _, verb = name.partition("_")
    return slug if verb else ""


def _first_sentence(command: BaseCommand) -> str:
    return str(command.help).split(". ")[0].rstrip(".")
