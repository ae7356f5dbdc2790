"""Every word of a date is held against Babel's CLDR data, an authority of its own."""

from datetime import UTC, date, datetime, timedelta

import pytest
from babel.dates import format_date
from babel.numbers import format_decimal
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from intersession.ui import dates
from intersession.ui.calendar_words import words_of

CLDR = {"en": "en_GB", "fr": "fr", "es": "es"}
YEAR = [date(2012, 1, 1) + timedelta(days=n) for n in range(366)]
NOW = datetime(2011, 10, 14, 14, 42, tzinfo=UTC)  # 16:42 in Geneva


def plain(shown: str) -> str:
    return shown.replace("\u00a0", " ").replace("\u202f", " ")


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize("language", CLDR)
def test_each_day_of_a_year_reads_as_the_language_writes_it(language):
    for value in YEAR:
        authority = format_date(value, "long", locale=CLDR[language])
        if language == "fr" and value.day == 1:  # CLDR leaves the ordinal out; French does not
            authority = authority.replace("1 ", "1er ", 1)
        assert plain(dates.day(value, language)) == authority


@pytest.mark.parametrize("language", CLDR)
def test_short_months_and_days_of_the_week_are_those_of_the_language(language):
    for value in YEAR:
        assert dates.day_short(value, language).endswith(
            format_date(value, "MMM", locale=CLDR[language])
        )
        name = format_date(value, "EEEE", locale=CLDR[language])
        assert dates.weekday(value, language).startswith(name)


def test_day_and_month_never_part_but_the_year_may_go_to_the_next_line():
    value = date(2011, 10, 20)
    assert dates.day(value, "en") == "20\u00a0October 2011"
    assert dates.day(value, "es") == "20\u00a0de\u00a0octubre de\u00a02011"


def test_a_moment_has_its_hour_and_its_place():
    closing = at(2011, 10, 20, 16, 0)
    assert plain(dates.moment(closing)) == "20 October 2011, 18:00 Geneva"
    with override("fr"):
        assert plain(dates.moment(closing)) == "20 octobre 2011, 18 h 00 (Genève)"
    with override("es"):
        assert plain(dates.moment(closing)) == "20 de octubre de 2011, 18:00 (Ginebra)"


def test_the_language_asked_for_wins_over_the_language_in_use():
    assert plain(dates.hour(at(2011, 10, 20, 16, 0), language="fr")) == "18 h 00 (Genève)"


def test_a_meeting_elsewhere_shows_the_hour_of_its_place():
    shown = dates.moment(at(2011, 10, 20, 16, 0), "Bangkok", "Asia/Bangkok")
    assert plain(shown) == "20 October 2011, 23:00 Bangkok"


def test_near_midnight_the_day_is_the_day_at_the_place():
    assert plain(dates.day(at(2011, 10, 19, 22, 30))) == "20 October 2011"


def test_the_hour_that_comes_twice_says_which_of_the_two_it_is():
    first, second = at(2011, 10, 30, 0, 30), at(2011, 10, 30, 1, 30)
    assert plain(dates.hour(first)) == "02:30 (UTC+2) Geneva"
    assert plain(dates.hour(second)) == "02:30 (UTC+1) Geneva"
    assert plain(dates.hour(at(2011, 10, 30, 2, 30))) == "03:30 Geneva"


def test_the_hour_that_is_left_out_in_spring_is_never_shown():
    assert plain(dates.hour(at(2012, 3, 25, 0, 59))) == "01:59 Geneva"
    assert plain(dates.hour(at(2012, 3, 25, 1, 0))) == "03:00 Geneva"


def test_a_naive_datetime_is_refused_in_a_sentence():
    with pytest.raises(ValueError, match="names no time zone"):
        dates.moment(datetime(2011, 10, 20, 18, 0))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("start", "end", "en", "fr", "es"),
    [
        (
            date(2011, 9, 12),
            date(2011, 9, 13),
            "12–13 September 2011",
            "12–13 septembre 2011",
            "12–13 de septiembre de 2011",
        ),
        (
            date(2011, 9, 28),
            date(2011, 10, 1),
            "28 September – 1 October 2011",
            "28 septembre – 1er octobre 2011",
            "28 de septiembre – 1 de octubre de 2011",
        ),
        (
            date(2011, 12, 30),
            date(2012, 1, 2),
            "30 December 2011 – 2 January 2012",
            "30 décembre 2011 – 2 janvier 2012",
            "30 de diciembre de 2011 – 2 de enero de 2012",
        ),
        (
            date(2011, 9, 1),
            None,
            "1 September 2011",
            "1er septembre 2011",
            "1 de septiembre de 2011",
        ),
    ],
)
def test_a_span_says_what_both_days_share_only_once(start, end, en, fr, es):
    assert [plain(dates.span(start, end, code)) for code in CLDR] == [en, fr, es]


def test_a_sitting_has_its_hours_and_the_place_once():
    shown = dates.hours(at(2011, 10, 20, 8, 0), at(2011, 10, 20, 11, 0))
    assert plain(shown) == "10:00–13:00 Geneva"


@pytest.mark.parametrize(
    ("to", "said"),
    [
        (at(2011, 10, 20, 16, 0), "6 days left"),
        (at(2011, 10, 15, 16, 0), "1 day left"),
        (at(2011, 10, 15, 14, 0), "23 hours left"),
        (at(2011, 10, 14, 18, 50), "4 hours left"),
        (at(2011, 10, 14, 15, 0), "18 minutes left"),
        (at(2011, 10, 14, 14, 42), "1 minute late"),
        (at(2011, 10, 14, 12, 0), "2 hours late"),
        (at(2011, 10, 11, 16, 0), "3 days late"),
        (date(2011, 10, 14), "closes today"),
        (date(2011, 10, 15), "1 day left"),
        (date(2011, 10, 13), "1 day late"),
    ],
)
def test_near_a_deadline_the_distance_is_said(to, said):
    assert plain(dates.distance(NOW, to)) == said


def test_the_distance_speaks_three_languages():
    with override("fr"):
        assert plain(dates.distance(NOW, date(2011, 10, 20))) == "6 jours restants"
        assert plain(dates.distance(NOW, date(2011, 10, 13))) == "1 jour de retard"
    with override("es"):
        assert plain(dates.distance(NOW, date(2011, 10, 20))) == "quedan 6 días"
        assert plain(dates.distance(NOW, date(2011, 10, 15))) == "queda 1 día"


@given(st.timedeltas(min_value=timedelta(seconds=1), max_value=timedelta(hours=23, minutes=59)))
def test_the_time_left_is_never_more_than_there_is(left):
    figure, unit, _word = plain(dates.distance(NOW, NOW + left)).split()
    promised = int(figure) * (timedelta(hours=1) if "hour" in unit else timedelta(minutes=1))
    assert promised <= max(left, timedelta(minutes=1))


@pytest.mark.parametrize("language", CLDR)
@given(value=st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_numbers_are_marked_as_the_language_marks_them(language, value):
    # CLDR writes a hyphen for minus; a minus sign is what it means.
    authority = format_decimal(value, "#,##0.00", locale=CLDR[language]).replace("-", "−")
    shown = dates.number(value, 2, language)
    if language == "es":  # in Spanish four figures stand without a point
        authority = format_decimal(value, locale="es", format="#,##0.00")
        authority = authority.replace("-", "−")
        if abs(value) < 10_000:
            authority = authority.replace(".", "")
    if value == 0:
        authority = authority.replace("−", "")
    assert shown == authority


def test_in_spanish_a_point_comes_only_with_the_fifth_figure():
    """CLDR's minimumGroupingDigits is 2 for Spanish, which Babel does not apply."""
    assert [dates.number(v, language="es") for v in (9_999, 12_345)] == ["9999", "12.345"]


def test_a_number_shows_the_decimals_it_has_at_most_two():
    assert [dates.number(v) for v in (7, 7.0, 7.5, 7.125)] == ["7", "7", "7.5", "7.13"]


def test_nothing_is_never_shown_as_minus_nothing():
    assert [dates.number(v, 1) for v in (-0.04, -0.05, -100)] == ["0.0", "−0.1", "−100.0"]


def test_what_is_no_number_is_refused():
    with pytest.raises(ValueError, match="not a number"):
        dates.number(float("nan"))


def test_per_cent_and_money_keep_their_unit():
    assert dates.percent(0.098) == "9.8\u00a0%"
    assert dates.percent(0.098, language="fr") == "9,8\u00a0%"
    assert dates.money(31667) == "USD\u00a031,667"
    assert dates.money(31667.5) == "USD\u00a031,667.50"
    assert plain(dates.money(31667, language="fr")) == "31 667 USD"
    assert dates.money(31667, "CHF", "es") == "31.667\u00a0CHF"


def test_a_count_has_its_base():
    assert dates.count_of(88, 132) == "88\u00a0of\u00a0132"
    with override("fr"):
        assert plain(dates.count_of(88, 132)) == "88 sur 132"


def test_the_size_of_a_document_is_said():
    assert [plain(dates.size(n)) for n in (12, 9_400, 1_240_000)] == ["1 kB", "9 kB", "1.2 MB"]


def test_a_language_added_by_an_installation_gets_its_months_from_cldr():
    assert words_of("ar").months[9] == "أكتوبر"
    assert words_of("xx") == words_of("en")
