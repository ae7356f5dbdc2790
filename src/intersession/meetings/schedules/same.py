"""When two published agendas are the same programme: equal in this form."""

from dataclasses import asdict
from typing import Any

from intersession.meetings.published import Agenda, ItemSeen, item_as_json

HERE = frozenset({"uid", "sequence", "team", "since", "moved_from"})


def canonical(agenda: Agenda) -> dict[str, Any]:
    """All that was published but what names rows and versions here: uids, the number and hour of
    the version, what calendars were told; and parts of persons who have not confirmed, for they
    have no name that a file could bear."""
    return {"source": dict(agenda.source), "items": [_item(item) for item in agenda.items]}


def _item(item: ItemSeen) -> dict[str, Any]:
    plain = {name: value for name, value in item_as_json(item).items() if name not in HERE}
    if plain["room"]:
        del plain["room"]["uid"]
    plain["parts"] = [_part(asdict(part)) for part in item.parts if part.confirmed]
    return plain


def _part(plain: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in plain.items() if name not in ("uid", "speaker")}
