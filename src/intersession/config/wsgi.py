"""The WSGI door. `intersession serve` says which process supervises this one, whether the tables
are to be looked at first, and whether the worker's rounds are done here, too."""

import ctypes
import fcntl
import gc
import os
import signal
import sys
from importlib import import_module
from pathlib import Path

gc.disable()  # until all is loaded: see below

from django.conf import settings  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402

from intersession.config.ready import SETTINGS, with_django  # noqa: E402

os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
PR_SET_PDEATHSIG = 1  # linux/prctl.h


def end_with(supervisor: int) -> None:
    """Where the supervisor is killed outright, its processes must not keep the port (Linux)."""
    if sys.platform == "linux" and os.getppid() == supervisor:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def look(kept: Path) -> int:
    """0 when all is ready. Of several processes the first looks, and writes down what it saw."""
    with kept.open("r+", encoding="utf-8") as said:
        fcntl.flock(said, fcntl.LOCK_EX)
        if not (status := said.read()):
            status = str(with_django("intersession.config.prepare", ["--check"]))
            said.write(status)
    return int(status)


SUPERVISOR = int(os.environ.get("INTERSESSION_SUPERVISOR", "0"))
end_with(SUPERVISOR)
if (told := os.environ.get("INTERSESSION_LOOK")) and look(Path(told)):
    os.kill(SUPERVISOR, signal.SIGTERM)
    os._exit(1)
application = get_wsgi_application()
import_module(settings.ROOT_URLCONF)  # or the first visitor would wait for all views

if os.environ.get("INTERSESSION_TICKING") == "1":
    from intersession.config.worker import beside_the_server  # noqa: PLC0415 - needs the models

    beside_the_server()

# What is loaded now stays: the collector need not look at it again with every few requests.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 50, 100)
gc.enable()
