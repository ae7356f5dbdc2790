"""Run with the settings of a database that holds the example.

`slow_jobs.py start STEPS` starts one job. `work` is the worker of `intersession worker`, which
knows that kind of work, `quick` one that does it without a pause; `beside` is the one beside the
server, in a process whose main thread ends as soon as the work has begun.
"""

import sys
import time
from datetime import timedelta

import django

django.setup()

from intersession.access.models import User  # noqa: E402 - models need the settings
from intersession.config import worker  # noqa: E402
from intersession.desk import clock  # noqa: E402
from intersession.desk.example import people  # noqa: E402
from intersession.jobs import actions, rules, work  # noqa: E402
from intersession.jobs.models import Job  # noqa: E402

PAUSE, QUICK = 0.02, "quick"  # seconds a step takes


def slowly(progress, values, *, by, at):
    progress.total(values["steps"])
    for _number in range(values["steps"]):
        time.sleep(0 if QUICK in sys.argv else PAUSE)
        progress.step()
    return {"by": str(by)}


def main(what: str, *more: str) -> None:
    work.KINDS["slow"] = work.Kind(run=slowly, words="Slow work")
    rules.GONE_AFTER = timedelta(seconds=1)
    if what == "start":
        officer = User.objects.get(email__startswith="programme.officer@")
        by, at = people.actor(officer, clock.current()), clock.current()
        actions.start_job(kind="slow", values={"steps": int(more[0])}, by=by, at=at)
    elif what == "beside":
        worker.beside_the_server()
        while not Job.objects.filter(state=Job.State.RUNNING, done__gt=0).exists():
            time.sleep(PAUSE)
    else:
        sys.exit(worker.main([]))


if __name__ == "__main__":
    main(*sys.argv[1:])
