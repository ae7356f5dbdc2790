"""Every item gets a public identifier; what stood on the pages is the first version."""

import uuid
from typing import Any

from django.db import migrations


def identify(apps: Any, schema_editor: Any) -> None:
    for item in apps.get_model("meetings", "AgendaItem").objects.all():
        item.uid = uuid.uuid4()
        item.guid = str(item.uid)
        item.save(update_fields=["uid", "guid"])


def publish(apps: Any, schema_editor: Any) -> None:
    versions = apps.get_model("meetings", "AgendaVersion").objects
    for meeting in apps.get_model("meetings", "Meeting").objects.all():
        items = [_item(row) for row in meeting.agenda.order_by("number")]
        if items:
            versions.create(
                uid=uuid.uuid4(),
                meeting=meeting,
                number=1,
                content={"items": items, "gone": []},
                published_at=meeting.changed_at,
                by="Intersession",
            )


def _item(row: Any) -> dict[str, Any]:
    """As `published.item_as_json` wrote it when this migration was made."""
    nothing: dict[str, Any] = {
        **{name: [] for name in ("questions", "languages", "parts", "documents")},
        **{name: {} for name in ("objectives", "format", "source")},
        **{name: None for name in ("minutes", "room")},
    }
    return {
        **nothing,
        "uid": str(row.uid),
        "guid": row.guid,
        "number": row.number,
        "kind": "other",
        "title": row.title,
        "detail": row.detail,
        "starts_at": row.starts_at.isoformat() if row.starts_at else None,
        "cancelled": False,
        "sequence": 0,
    }


class Migration(migrations.Migration):
    dependencies = [("meetings", "0004_the_two_days")]
    operations = [
        migrations.RunPython(identify, migrations.RunPython.noop),
        migrations.RunPython(publish, migrations.RunPython.noop),
    ]
