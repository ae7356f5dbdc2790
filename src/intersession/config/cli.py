"""The console program `intersession`: a table of commands, each loaded only when it is called.

Exit status: 0 done; 1 a well-formed question with no answer; 2 wrong usage or unreadable input.
"""

import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module

DONE, NO_ANSWER, WRONG_USAGE = 0, 1, 2


@dataclass(frozen=True, kw_only=True)
class Command:
    """`module.main(argv)` returns the exit status; `django` asks for settings and models first."""

    module: str
    does: str
    django: bool = False


COMMANDS = {
    "run": Command(
        module="intersession.config.run",
        does="prepare a database with the example and serve it here (what `make run` calls)",
    ),
    "serve": Command(
        module="intersession.config.serve", does="the server, for a database that is ready"
    ),
    "worker": Command(
        module="intersession.config.worker",
        does="what happens at an hour (opening, closing, reminders, mail) and long work",
        django=True,
    ),
    "migrate": Command(
        module="intersession.config.migrate",
        does="create the tables, or bring them up to date",
        django=True,
    ),
    "doctor": Command(
        module="intersession.config.doctor",
        does="check settings, database, mail, fonts, clock; say what to do",
    ),
    "example": Command(
        module="intersession.desk.commands.example",
        does="a living example in an empty database, at a point of the year",
        django=True,
    ),
    "appoint": Command(
        module="intersession.desk.commands.appoint",
        does="give a mail address the role of the Administration, the Chair or an auditor",
        django=True,
    ),
    "question": Command(
        module="intersession.desk.commands.question",
        does="list the questions, export one for anyone to recount",
        django=True,
    ),
    "export": Command(
        module="intersession.desk.commands.export",
        does="the whole dialogue as open files, in a new folder",
        django=True,
    ),
    "import": Command(
        module="intersession.desk.commands.import_",
        does="what export wrote, into an empty database",
        django=True,
    ),
    "ledger": Command(
        module="intersession.desk.commands.ledger",
        does="verify the chains of the ledger",
        django=True,
    ),
    "search": Command(
        module="intersession.desk.commands.search",
        does="how much the search finds; --rebuild builds its index again",
        django=True,
    ),
    "voting": Command(
        module="intersession.methods.voting.command",
        does="count preferences from a file; no database needed",
    ),
    "sortition": Command(
        module="intersession.methods.sortition.command",
        does="plan or draw a room from files, or draw a recorded one again; no database needed",
    ),
    "recount": Command(
        module="intersession.recount.recount",
        does="recount an exported question from its file; no database needed",
    ),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Ctrl-C and a reader that went away end it without a traceback."""
    try:
        status = _dispatch(list(sys.argv[1:] if argv is None else argv))
        sys.stdout.flush()
        return status
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    except BrokenPipeError:
        # What is still buffered goes nowhere, or Python would complain while it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 128 + signal.SIGPIPE


def _dispatch(argv: list[str]) -> int:
    name, *rest = argv or [""]
    if name == "help" and rest:
        name, rest = rest[0], ["--help"]
    if name in {"help", "--help", "-h"}:
        print(listing())
        return DONE
    if name not in COMMANDS:
        said = f"There is no command “{name}”." if name else "Say which command to run."
        print(f"{said}\n\n{listing()}", file=sys.stderr)
        return WRONG_USAGE
    return _run(COMMANDS[name], rest)


def listing() -> str:
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {command.does}" for name, command in COMMANDS.items()]
    usage = "usage: intersession COMMAND [...]\n\nCommands:\n"
    return usage + "\n".join(lines) + "\n\nintersession COMMAND --help tells more about one."


def _run(command: Command, argv: list[str]) -> int:
    """Contracts on output hold whatever the terminal's locale: text is UTF-8."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    if command.django:
        # Django takes half a second to import; the methods on files do without it.
        from intersession.config.ready import with_django  # noqa: PLC0415

        return with_django(command.module, argv)
    return int(import_module(command.module).main(argv))


if __name__ == "__main__":
    sys.exit(main())
