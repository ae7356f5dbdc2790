"""For every test: nothing leaves this machine, nothing is written outside the temporary folder."""

import gc
import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import dj_database_url
import pytest
from django.conf import settings
from django.db import connection

from tests.harness import asked
from tests.harness.server import SHARED, copied

PLAIN = "django.contrib.staticfiles.storage.StaticFilesStorage"
HERE = {"localhost", "", None, "0.0.0.0", "::"}
real_connect, real_getaddrinfo = socket.socket.connect, socket.getaddrinfo


class WayOut(RuntimeError):
    """A test tried to reach another machine."""


def _stays_here(host: Any) -> bool:
    try:
        return host in HERE or ip_address(host).is_loopback
    except ValueError:
        return False


def _guarded_connect(self: socket.socket, address: Any) -> None:
    if self.family != socket.AF_UNIX and not _stays_here(address[0]):
        raise WayOut(f"A test must not reach {address[0]}.")
    real_connect(self, address)


def _guarded_getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
    if not _stays_here(host.decode() if isinstance(host, bytes) else host):
        raise WayOut(f"A test must not ask for the address of {host}.")
    return real_getaddrinfo(host, *args, **kwargs)


@pytest.fixture(autouse=True, scope="session")
def sockets_stay_here() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", _guarded_connect)
        patch.setattr(socket, "getaddrinfo", _guarded_getaddrinfo)
        yield


if SHARED in os.environ:

    @pytest.fixture(scope="session")
    def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
        """Tables are made once in a run of `make test`, not once in each of its processes."""
        with copied("") as tables, django_db_blocker.unblock():
            connection.settings_dict["NAME"] = dj_database_url.parse(tables.database_url)["NAME"]
            yield
            connection.close()


def pytest_configure(config: pytest.Config) -> None:
    """Files and mail go to a folder of this run; style sheets are found by their plain names."""
    folder = Path(tempfile.mkdtemp(prefix="intersession-test-"))
    (folder / "static").mkdir()
    if shared := os.environ.get(SHARED):
        # A template is compiled once in a run, not once in each of its processes.
        compiled = Path(shared) / "templates"
        compiled.mkdir(mode=0o700, exist_ok=True)
        (folder / "templates").symlink_to(compiled)
    settings.VAR, settings.MEDIA_ROOT = folder, folder / "files"
    settings.STATIC_ROOT = folder / "static"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": PLAIN}}
    _quick(settings.DATABASES["default"], folder)
    for plugin in asked.plugins(on_sqlite=_on_sqlite()):
        config.pluginmanager.register(plugin)


def _on_sqlite() -> bool:
    return str(settings.DATABASES["default"]["ENGINE"]).endswith("sqlite3")


def _quick(database: dict[str, Any], folder: Path) -> None:
    """A power cut may lose the tests' rows: the disk need not confirm each of them."""
    if _on_sqlite():
        database["TEST"]["NAME"] = str(folder / "test.sqlite3")
        options = database["OPTIONS"]
        options["init_command"] = options["init_command"].replace("=FULL", "=OFF")
    else:
        database["TEST"]["NAME"] = f"test_intersession_{os.getpid()}"


def pytest_collection_finish() -> None:
    """What is loaded by now stays until the end: without looking at it again and again the
    tests take a fifth less."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def pytest_unconfigure() -> None:
    shutil.rmtree(settings.VAR, ignore_errors=True)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL what needs no database is left out, and what is marked `once`: it is the same
    there."""
    if _on_sqlite():
        return
    left_out = [item for item in items if not _needs_database(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in set(left_out)]


def _needs_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("once"):
        return False
    marks = ("django_db", "server", "browser")
    asked = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
    return bool(asked) or any(item.get_closest_marker(name) for name in marks)
