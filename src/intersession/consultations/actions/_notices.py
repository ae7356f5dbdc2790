"""Mails that follow from what happens to a question; each leaves through the outbox.

A mail to a Mission tells that Mission's own answer to nobody else.
"""

# ruff: noqa: E501  (the words of a mail are easier to read whole)

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor
from intersession.access.models import User
from intersession.access.policy import ROLE_NAMES, Role
from intersession.consultations.models import Conclusion, Option, Preference, Question
from intersession.membership import queries as membership
from intersession.membership.models import Entity
from intersession.outbox import actions as outbox
from intersession.outbox.models import Mail
from intersession.prepared import KEY, Given, Prepared
from intersession.ui import dates
from intersession.ui.dates import duty_day
from intersession.ui.text import listing, text


# Words that are said in the language of each recipient, when the mail is filled in.
def _codes(named: tuple[str, ...]) -> str:
    return listing(named) or gettext("no preference")


say = lazy(text, str)
moment = lazy(dates.moment, str)
codes = lazy(_codes, str)
CAN_ANSWER = (Role.FOCAL_POINT, Role.HEAD_OF_MISSION, Role.OBSERVER)


def opened(question: Question, by: Actor, at: datetime) -> None:
    """To everyone on the register, when a question opens."""
    closes = moment(question.closes_at) if question.closes_at else ""
    outbox.announce(
        recipients=_recipients(question, None, at, closes=closes),
        purpose=Mail.Purpose.FOR_INFORMATION
        if question.kind == Question.Kind.OPEN
        else Mail.Purpose.ACTION_REQUIRED,
        reason=_("acts for an Entity on the register of the question"),
        subject=_("%(question)s: answer by %(closes)s"),
        body=_(
            "Please say what your delegation prefers, by %(closes)s.\n\nQuestion: %(question)s\n\n"
            "The answer can be changed until then; the last one counts."
        ),
        campaign="opened",
        about=question,
        link=_link(question),
        by=by,
        at=at,
    )


def option_joined(question: Question, option: Option, by: Actor, at: datetime) -> None:
    """To everyone on the register, when a proposal joins a question that is open."""
    outbox.announce(
        recipients=_recipients(question, None, at, code=option.code, title=say(option.title)),
        purpose=Mail.Purpose.FOR_INFORMATION,
        reason=_("acts for an Entity on the register of the question"),
        subject=_("%(question)s: a proposal has joined"),
        body=_(
            "Read the proposal that has joined the open question.\n\n%(code)s. %(title)s\n\nAn answer "
            "that your delegation has given stays as it is; it can be changed until closing."
        ),
        campaign=f"joined-{option.code}",
        about=question,
        link=_link(question),
        by=by,
        at=at,
    )


def option_withdrawn(question: Question, option: Option, by: Actor, at: datetime) -> None:
    """To the Missions whose answer names an option that was withdrawn."""
    named = question.preferences.filter(standing=True).values_list("entity", "approved")
    touched = [entity for entity, approved in named if option.code in approved]
    if not touched:
        return
    because = option.withdrawn_because
    values = {"code": option.code, "title": say(option.title), "because": because}
    outbox.announce(
        recipients=_recipients(question, touched, at, **values),
        purpose=Mail.Purpose.ACTION_REQUIRED,
        reason=_("the answer of this Mission names the option that was withdrawn"),
        subject=_("%(question)s: an option that you named was withdrawn"),
        body=_(
            "See whether your delegation’s answer should change.\n\nWithdrawn: %(code)s. %(title)s\n"
            "Why: %(because)s\n\nYour answer is kept; this option in it is no longer counted."
        ),
        campaign=f"withdrawn-{option.code}",
        about=question,
        link=_link(question),
        by=by,
        at=at,
    )


def keyed(row: Preference, by: Actor, at: datetime) -> None:
    """To the Mission whose answer was keyed in."""
    _to_mission(
        row,
        purpose=Mail.Purpose.PLEASE_CONFIRM,
        reason=_("the answer of this Mission was keyed in by the Administration"),
        subject=_("%(question)s: your answer was keyed in"),
        body=_(
            "Check the answer that the Administration keyed in for your delegation.\n\nQuestion: "
            "%(question)s\nReceived: %(received)s\nAnswer: %(named)s\nReceipt code: %(receipt)s\n\nIf "
            "it is not right, change it on the page of the question, or write to the Administration."
        ),
        campaign="keyed",
        by=by,
        at=at,
    )


def received(row: Preference, by: Actor, at: datetime) -> None:
    """The receipt, to the account that answered: one query for it, one to write.

    A mailbox may be read by a whole Mission, and by whoever a mail is passed on to: which options
    were named, and why, stands on the page alone.
    """
    reader = _reader(row, by)
    if reader is None:
        return
    outbox.enclose(
        recipient=reader,
        purpose=Mail.Purpose.FOR_INFORMATION,
        reason=_("an answer was given from this account"),
        subject=_("%(question)s: your answer was received"),
        body=_(
            "Keep the receipt code of your answer: %(receipt)s\n\nQuestion: %(question)s\nDelegation: "
            "%(party)s\nReceived: %(received)s, version %(version)s\nAnswered by: %(who)s\n\n%(then)s\n\n"
            "What was answered stands on the page of the question, not in this mail."
        ),
        campaign=f"received-{row.version}",
        about=row,
        link=_link(row.question),
        by=by,
        at=at,
    )


def _then(late: bool, closes: Any) -> str:
    if late:
        return gettext(
            "The question had closed: this answer counts only if the Chair accepts it before concluding."
        )
    until = gettext("The answer can be changed until %(closes)s; the last one counts.")
    return until % {"closes": dates.moment(closes)}


then = lazy(_then, str)


def taken_back(row: Preference, standing: Preference | None, by: Actor, at: datetime) -> None:
    """To the Mission for which an answer was keyed in by mistake; `standing`: what stands now."""
    now = codes(tuple(standing.approved)) if standing else _("no answer")
    _to_mission(
        row,
        purpose=Mail.Purpose.PLEASE_CONFIRM,
        reason=_("the answer of this Mission was keyed in by the Administration"),
        subject=_("%(question)s: an answer that was keyed in by mistake was taken back"),
        body=_(
            "Check what stands for your delegation now: the Administration took back an answer that "
            "it had keyed in by mistake.\n\nQuestion: %(question)s\nTaken back: %(named)s, received "
            "%(received)s, receipt code %(receipt)s\nStands now: %(now)s\n\nIf it is not right, change "
            "it on the page of the question, or write to the Administration."
        ),
        campaign="taken-back",
        by=by,
        at=at,
        now=now,
    )


def held(row: Preference, by: Actor, at: datetime) -> None:
    """To all who act for the Member, when two of them have said different things."""
    _to_mission(
        row,
        purpose=Mail.Purpose.ACTION_REQUIRED,
        reason=_("two people of one delegation said different things"),
        subject=_("%(question)s: two answers of your delegation differ"),
        body=_(
            "Settle which answer of your delegation stands.\n\nQuestion: %(question)s\nHeld: "
            "%(named)s, received %(received)s, receipt code %(receipt)s\n\nThe answer that came first "
            "stands until the head of mission, or a note verbale, says otherwise."
        ),
        campaign="held",
        by=by,
        at=at,
    )


def concluded(conclusion: Conclusion, by: Actor, at: datetime, until: datetime | None) -> None:
    """To everyone on the register: the conclusion, and until when one may object."""
    question = conclusion.question
    values = {"words": say(conclusion.words), "until": moment(until) if until else ""}
    quiet = _(
        "Read the Chair’s conclusion.\n\n%(words)s\n\nIt is adopted on %(until)s unless a Member "
        "objects before."
    )
    plain = _("Read the Chair’s conclusion.\n\n%(words)s")
    outbox.announce(
        recipients=_recipients(question, None, at, **values),
        purpose=Mail.Purpose.ACTION_REQUIRED if until else Mail.Purpose.FOR_INFORMATION,
        reason=_("acts for an Entity on the register of the question"),
        subject=_("%(question)s: the Chair’s conclusion"),
        body=quiet if until else plain,
        campaign=f"concluded-{conclusion.uid}",
        about=question,
        link=_link(question),
        by=by,
        at=at,
    )


def _to_mission(
    row: Preference, *, campaign: str, by: Actor, at: datetime, now: Any = "", **mail: Any
) -> None:
    question = row.question
    values = {
        "received": moment(row.received_at),
        "named": codes(tuple(row.approved)),
        "receipt": row.receipt,
        "now": now,
    }
    outbox.announce(
        recipients=_recipients(question, [row.entity_id], at, **values),
        campaign=f"{campaign}-{row.version}",
        about=row,
        link=_link(question),
        by=by,
        at=at,
        **mail,
    )


_accounts = Prepared(lambda: User.objects.filter(pk=Given("user", KEY), is_active=True))


def _reader(row: Preference, by: Actor) -> outbox.Recipient | None:
    account = _accounts.one(user=by.user)
    if account is None:
        return None
    role = next((role for role in CAN_ANSWER if role in by.roles), Role.FOCAL_POINT)
    question = row.question
    return outbox.Recipient(
        to=account.email,
        words=f"{ROLE_NAMES[role]}, {text(row.entity.name, 'en')}",
        language=account.language,
        user=account.pk,
        values={
            "question": say(question.title),
            "party": say(row.entity.name),
            "received": moment(row.received_at),
            "version": row.version,
            "who": row.by,
            "receipt": row.receipt,
            "then": then(row.state == Preference.State.LATE, question.closes_at),
        },
    )


def _link(question: Question) -> str:
    return f"/consultations/{question.slug}/"


def _recipients(
    question: Question, only: Iterable[int] | None, at: datetime, **values: Any
) -> list[outbox.Recipient]:
    """Those who may answer for the Entities on the register, or for some of them."""
    entities = list(only or question.register.values_list("entity", flat=True))
    names = dict(Entity.objects.filter(pk__in=entities).values_list("pk", "name"))
    asked = say(question.title)
    return [
        outbox.Recipient(
            to=account.email,
            words=f"{ROLE_NAMES[Role(account.role)]}, {text(names[account.entity], 'en')}",
            language=account.language,
            user=account.user,
            values={"question": asked, **values},
        )
        for account in membership.accounts_of(entities, duty_day(at))
        if account.role in CAN_ANSWER
    ]
