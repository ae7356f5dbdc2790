"""What happens at an hour, every twenty seconds, and long work, within a second; in the server or
in a process of its own.

A round takes a lock in the database, so that of several workers one does it. A job is taken up by
one of them; when the program is to end, it is put back at its next step.
"""

import argparse
import logging
import signal
import threading
from collections.abc import Callable

from django.db import connections

from intersession.desk import clock, clockwork
from intersession.jobs import running

EVERY = 20.0  # seconds
PATIENCE = 4.0  # seconds that a job has to come to its next step
log = logging.getLogger("intersession")


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="intersession worker", description=__doc__)
    parser.add_argument("--once", action="store_true", help="one round, all jobs, then end")
    if parser.parse_args(argv).once:
        return 0 if one_round() and all_jobs() else 1
    stop = threading.Event()
    for ending in (signal.SIGTERM, signal.SIGINT):
        signal.signal(ending, lambda *_: stop.set())
    beside = _jobs(stop.is_set, stop.wait, daemon=True)
    rounds(stop)
    beside.join(PATIENCE)
    return 0


def one_round() -> bool:
    """Whether it went well. A failure is written to the log; the next round tries again."""
    try:
        clockwork.tick()
    except Exception:
        log.exception("A round of the worker failed; the next one tries again.")
        return False
    finally:
        connections.close_all()
    return True


def all_jobs() -> bool:
    while running.run_next(clock=clock.current):
        pass
    return True


def rounds(stop: threading.Event, every: float = EVERY) -> None:
    while not stop.is_set():
        one_round()
        stop.wait(every)


def beside_the_server() -> None:
    """Rounds in a thread that ends with the process: one cut in two is undone by its transaction.
    Jobs in one that the process waits for, so that its job is put back."""
    stop, main_thread = threading.Event(), threading.main_thread()
    threading.Thread(target=rounds, args=(stop,), name="worker", daemon=True).start()
    _jobs(lambda: not main_thread.is_alive(), stop.wait, daemon=False)


def _jobs(
    stopping: Callable[[], bool], wait: Callable[[float], bool], *, daemon: bool
) -> threading.Thread:
    target, args = running.loop, (stopping, wait, clock.current)
    thread = threading.Thread(target=target, args=args, name="jobs", daemon=daemon)
    thread.start()
    return thread
