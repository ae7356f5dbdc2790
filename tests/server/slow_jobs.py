"""Run with the settings of a database that holds the example.

`slow_jobs.py start STEPS` starts one job and prints its uid; `work` is the worker of `intersession
worker`, which knows that kind of work; `say UID` prints the state, what is done, and the result.
"""

import json
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

PAUSE = 0.02  # seconds a step takes


def slowly(progress, values, *, by, at):
    progress.total(values["steps"])
    for _number in range(values["steps"]):
        time.sleep(PAUSE)
        progress.step()
    return {"by": str(by)}


def main(what: str, *more: str) -> None:
    work.KINDS["slow"] = work.Kind(run=slowly, words="Slow work")
    rules.GONE_AFTER = timedelta(seconds=1)
    if what == "start":
        officer = User.objects.get(email__startswith="programme.officer@")
        by, at = people.actor(officer, clock.current()), clock.current()
        print(actions.start_job(kind="slow", values={"steps": int(more[0])}, by=by, at=at).uid)
    elif what == "say":
        job = Job.objects.get(uid=more[0])
        print(json.dumps([job.state, job.done, job.attempts, job.result, job.cancel_asked]))
    else:
        sys.exit(worker.main([]))


if __name__ == "__main__":
    main(*sys.argv[1:])
