"""People at a door: a workshop on its first morning, with badges."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from intersession.participation import badges
from intersession.participation.at_the_door import half_day_now
from intersession.participation.models import Attendance, Registration
from intersession.participation.tests.registering import clock, sent

MORNING = datetime(2012, 4, 24, 7, 20, tzinfo=UTC)  # 9:20 in Geneva
DOOR = "/participation/workshop-2012-1/check-in/"


def opened(at: datetime = MORNING) -> None:
    clock(at)


def confirmed(call: Any, *names: str, **given: Any) -> list[Registration]:
    return [sent(call, name, state="confirmed", **given) for name in names]


def code(row: Registration) -> str:
    row.refresh_from_db()
    return badges.code_of(row.uid, row.badge_number)


def read(row: Registration | None = None, **given: Any) -> dict[str, Any]:
    """As a device sends it."""
    plain = {"key": str(uuid4()), "at": MORNING.isoformat(), "door": "A"}
    plain |= {"day": "2012-04-24", "half": "morning"}
    return {**plain, **({"code": code(row)} if row else {}), **given}


def send(client: Any, *reads: dict[str, Any]) -> Any:
    body = json.dumps({"reads": list(reads)})
    return client.post(f"{DOOR}read/", body, content_type="application/json")


def said(answer: Any) -> list[str]:
    return [one["said"] for one in answer.json()["answers"]]


def present(call: Any) -> int:
    rows = Attendance.objects.filter(registration__meeting=call.meeting, taken_back_at=None)
    return int(rows.count())


def now_key(call: Any) -> str:
    return half_day_now(call.meeting, MORNING).key
