"""The WSGI door. `intersession serve` says whether this process also does the worker's rounds."""

import ctypes
import gc
import os
import signal
import sys

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "intersession.config.settings")
PR_SET_PDEATHSIG = 1  # linux/prctl.h


def end_with(supervisor: int) -> None:
    """Where the supervisor is killed outright, its processes must not keep the port (Linux)."""
    if sys.platform == "linux" and os.getppid() == supervisor:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


end_with(int(os.environ.get("INTERSESSION_SUPERVISOR", "0")))
application = get_wsgi_application()

if os.environ.get("INTERSESSION_TICKING") == "1":
    from intersession.config.worker import beside_the_server  # noqa: PLC0415 - needs the models

    beside_the_server()

# What is loaded now stays: the collector need not look at it again with every few requests.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 50, 100)
