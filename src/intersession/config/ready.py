"""Settings and models, loaded for a program that is not the web server.

python -m intersession.config.ready MODULE ...     calls MODULE.main([...]) with them
"""

import atexit
import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

import django
from django.db import OperationalError, ProgrammingError, connections

from intersession.config.environment import WrongSetting

SETTINGS = "intersession.config.settings"


def ready() -> None:
    """Raises WrongSetting, with a sentence, where the environment cannot be understood."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    with uncollected():
        django.setup()
    atexit.register(_leave)


def _leave() -> None:
    """The system takes back what was loaded: to take it apart would be a fifth of a short run."""
    connections.close_all()
    gc.freeze()


@contextmanager
def uncollected() -> Iterator[None]:
    """What is loaded stays: looking for garbage in it all the while takes an eighth of a start."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def with_django(module: str, argv: list[str]) -> int:
    """The exit status of `module.main(argv)`; what goes wrong around it is told in a sentence."""
    try:
        ready()
        return int(import_module(module).main(argv))
    except WrongSetting as error:
        print(error, file=sys.stderr)
        return 2
    except (OperationalError, ProgrammingError) as error:
        print(sentence(error), file=sys.stderr)
        return 1


def sentence(error: Exception) -> str:
    """What a failure of the database means to whoever runs the program."""
    said = " ".join(str(error).split())
    if "no such table" in said or "no such column" in said or 'relation "' in said:
        return f"The tables are not there or not up to date: run `intersession migrate`. ({said})"
    return f"The database does not answer: {said}"


if __name__ == "__main__":
    sys.exit(with_django(sys.argv[1], sys.argv[2:]))
