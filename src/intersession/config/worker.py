"""What happens at an hour: a round every twenty seconds, in the server or in a process of its own.

The round itself takes a lock in the database, so that of several workers one does it.
"""

import argparse
import logging
import signal
import threading

from django.db import connections

from intersession.desk import clockwork

EVERY = 20.0  # seconds
log = logging.getLogger("intersession")


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="intersession worker", description=__doc__)
    parser.add_argument("--once", action="store_true", help="one round, then end")
    if parser.parse_args(argv).once:
        return 0 if one_round() else 1
    stop = threading.Event()
    for ending in (signal.SIGTERM, signal.SIGINT):
        signal.signal(ending, lambda *_: stop.set())
    rounds(stop)
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


def rounds(stop: threading.Event, every: float = EVERY) -> None:
    while not stop.is_set():
        one_round()
        stop.wait(every)


def beside_the_server() -> None:
    """A thread that ends with the process: a round cut in two is undone by its transaction."""
    threading.Thread(target=rounds, args=(threading.Event(),), name="worker", daemon=True).start()
