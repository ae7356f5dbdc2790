"""Operations by which the person of the token sets what is theirs."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from intersession.access.actions import choose_language
from intersession.access.models import User
from intersession.access.policy import May
from intersession.api.above import calendars
from intersession.api.operation import reads, writes
from intersession.api.shapes import own as shapes
from intersession.api.views._rows import who
from intersession.outbox.actions import choose
from intersession.outbox.queries.choices import choices_of


@reads(_("How one’s own notices come"), access=May.SET_OWN, gives=shapes.MailChoices)
def me_mail(request: Any) -> shapes.MailChoices:
    return _mail(request)


@writes(
    _("Choose how one’s own notices come"),
    access=May.SET_OWN,
    takes=shapes.ChooseMail,
    gives=shapes.MailChoices,
)
def me_mail_choose(request: Any, body: shapes.ChooseMail) -> shapes.MailChoices:
    choose(user=_user(request), wanted=body.wanted, **who(request))
    return _mail(request)


@writes(
    _("Choose the language of one’s own mail and pages"),
    access=May.SET_OWN,
    takes=shapes.ChooseLanguage,
    gives=shapes.MailChoices,
)
def me_language(request: Any, body: shapes.ChooseLanguage) -> shapes.MailChoices:
    choose_language(user=_user(request), language=body.language)
    return _mail(request)


@reads(_("Whether one’s own calendar has an address"), access=May.SET_OWN, gives=shapes.OwnCalendar)
def me_calendar(request: Any) -> shapes.OwnCalendar:
    return _calendar(request)


@writes(
    _("Take a new address for one’s own calendar; the one before is dead"),
    access=May.SET_OWN,
    gives=shapes.OwnCalendar,
    kept=False,
)
def me_calendar_open(request: Any, body: Any) -> shapes.OwnCalendar:
    secret = calendars().open_calendar(user=_user(request), **who(request))
    return _calendar(request, request.build_absolute_uri(calendars().address(secret)))


@writes(
    _("Switch the address of one’s own calendar off"),
    access=May.SET_OWN,
    gives=shapes.OwnCalendar,
)
def me_calendar_close(request: Any, body: Any) -> shapes.OwnCalendar:
    calendars().close_calendar(user=_user(request), **who(request))
    return _calendar(request)


def _user(request: Any) -> User:
    """The account of the token."""
    return User.objects.get(pk=request.actor.user)


def _mail(request: Any) -> shapes.MailChoices:
    user = _user(request)
    return shapes.MailChoices(topics=choices_of([user.pk])[user.pk], language=user.language)


def _calendar(request: Any, address: str = "") -> shapes.OwnCalendar:
    kept = calendars().kept(_user(request))
    return shapes.OwnCalendar(
        made_at=kept.made_at if kept else None,
        read_on=kept.read_on if kept else None,
        address=address,
    )
