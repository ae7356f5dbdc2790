"""What an archive holds and what it leaves out. Each table of the database is in one list."""

import os
import secrets
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.core.files.storage import default_storage
from django.db import models

from intersession.consultations.papers import notes

# In the order in which the files are written and read. Files refer to each other in any order.
HELD = (
    "access.User",
    "access.Person",
    "access.Appointment",
    "documents.StoredFile",
    "documents.Document",
    "documents.DocumentVersion",
    "documents.VersionStep",
    "documents.Series",
    "membership.Entity",
    "membership.MembershipStatus",
    "membership.Group",
    "membership.GroupMembership",
    "membership.Profile",
    "membership.Representation",
    "programme.Issue",
    "programme.Programme",
    "programme.Programme_issues",
    "programme.Slot",
    "programme.Milestone",
    "meetings.Meeting",
    "meetings.Room",
    "meetings.Team",
    "meetings.AgendaItem",
    "meetings.AgendaItem_documents",
    "meetings.AgendaVersion",
    "meetings.Speaker",
    "meetings.Part",
    "meetings.SpeakerFile",
    "meetings.Follower",
    "meetings.RemotePlace",
    "meetings.RemoteVisit",
    "meetings.ScheduleTaken",
    "meetings.MeetingDocument",
    "meetings.PastWorkshop",
    "meetings.PastWorkshop_issues",
    "consultations.Proposal",
    "consultations.ProposalLink",
    "consultations.CoSponsor",
    "consultations.ProposalComment",
    "consultations.Question",
    "consultations.Option",
    "consultations.RegisterEntry",
    "consultations.Preference",
    "consultations.Conclusion",
    "consultations.ConclusionItem",
    "consultations.SilenceProcedure",
    "consultations.Objection",
    "consultations.Suggestion",
    "consultations.SuggestionSupport",
    "consultations.DiscussionNote",
    "consultations.Circular",
    "consultations.NoteVerbale",
    "participation.Call",
    "participation.RegistrationQuestion",
    "participation.Invitation",
    "participation.Delegation",
    "participation.Registration",
    "outbox.Campaign",
    "outbox.Mail",
    "outbox.Choice",
    "ledger.Run",
    "participation.RoomRules",
    "participation.Target",
    "participation.MustHave",
    "participation.ProposedList",
    "participation.Seat",
    "participation.Draw",
    "participation.TravelRates",
    "participation.SupportCriterion",
    "participation.SupportRequest",
    "participation.CostLine",
    "participation.Attendance",
    "participation.ParticipantsList",
    "participation.Correction",
    "ledger.Chain",
    "ledger.Entry",
    "desk.Example",
)

# Each with its reason; the page docs/archive.md prints the same.
LEFT_OUT = {
    "access.IdempotencyKey": "requests already acted upon, kept for a day",
    "account.EmailAddress": "written anew at the next sign-in",
    "account.EmailConfirmation": "written anew at the next sign-in",
    "api.ApiToken": "secrets of programs; new ones are made",
    "api.KeptAnswer": "answers to repeated requests, kept for a day",
    "auth.Group": "not used: the table of permissions is code",
    "auth.Group_permissions": "not used: the table of permissions is code",
    "auth.Permission": "not used: the table of permissions is code",
    "contenttypes.ContentType": "made by the migrations",
    "desk.CalendarAddress": "secret addresses of calendars; everybody takes a new one",
    "desk.Tick": "when a worker of this server last looked at the hour",
    "imports.Import": "lists as they were received, kept for a month; what they changed is held",
    "imports.Remembered": "what the columns of lists meant; said again with the next list",
    "imports.Step": "what an undoing needs, kept for a month",
    "jobs.Job": "work of this server; what it made is held where it belongs",
    "meetings.ScheduleFile": "schedule files as they were received, kept for a month",
    "mfa.Authenticator": "secrets of second factors, bound to the address of this server",
    "outbox.Outage": "since when the mail server of this server is away",
    "participation.PersonalPaper": "encrypted under the key of this server, deleted on their day",
    "search.Row": "made again from all that is held",
    "search.Text": "made again from all that is held",
    "search.FileText": "made again from all that is held",
    "search.Index": "made again from all that is held",
    "search.Seen": "made again from all that is held",
    "sessions.Session": "who is signed in here",
    "usersessions.UserSession": "who is signed in here",
}

# Columns that an archive leaves out, and what stands there after an import.
LEFT_FIELDS: dict[str, dict[str, Callable[[], Any]]] = {
    "access.User": {"password": lambda: make_password(None), "last_login": lambda: None},
    "meetings.RemotePlace": {"address": str},
    "desk.Example": {"link_key": lambda: secrets.token_hex(32)},
}

# Files that no column names: they stand under a name that follows from the uid of the row, and are
# taken along once they were made. Made again elsewhere they would not be the same to the byte.
MADE: dict[str, Callable[[str], str]] = {"consultations.Circular": notes.files_of}

END_OF_ZIP = 22  # octets, without a comment

# Rows stand in the order in which they were made, except:
ORDER = {"ledger.Entry": ("chain_id", "number")}


def held() -> list[type[models.Model]]:
    return [model_of(label) for label in HELD]


def model_of(label: str) -> type[models.Model]:
    return next(
        model for model in apps.get_models(include_auto_created=True) if model._meta.label == label
    )


def left_fields(model: type[models.Model]) -> dict[str, Callable[[], Any]]:
    return LEFT_FIELDS.get(model._meta.label, {})


def made_of(model: type[models.Model], uid: str) -> str:
    """The name of the file that was made of this row; "" where none was, or is being written."""
    named = MADE.get(model._meta.label)
    name = named(uid) if named else ""
    return name if name and default_storage.exists(name) and _whole(name) else ""


def _whole(name: str) -> bool:
    """A ZIP of ours ends with these 22 octets; within it stand others, so nothing else will do."""
    if default_storage.size(name) < END_OF_ZIP:
        return False
    with default_storage.open(name) as file:
        file.seek(-END_OF_ZIP, os.SEEK_END)
        return bool(file.read(4) == b"PK\5\6")
