"""What a mail looks like when it leaves."""

import email
import re
from email.header import decode_header, make_header
from email.message import Message
from typing import Any

import pytest
from django.conf import settings

from intersession.access.models import User
from intersession.outbox.letters import html_of, message_of, read_token, text_of
from intersession.outbox.models import Mail
from intersession.outbox.tests.conftest import to, write

INFORMATION = Mail.Purpose.FOR_INFORMATION


def left(mail: Mail) -> Message:
    return email.message_from_bytes(message_of(mail).message().as_bytes(linesep="\r\n"))


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<title>.*</title>|<[^>]+>", " ", html)).strip()


@pytest.fixture
def reader(db: None) -> User:
    return User.objects.create_user("reader@example.org", language="fr")


def notice(reader: User, **more: Any) -> Mail:
    recipient = to(reader.email, user=reader.pk, language=more.pop("language", "en"))
    about = more.pop("about", reader)
    return write(recipient=recipient, purpose=INFORMATION, about=about, **more)


def test_text_comes_first_and_says_what_the_html_says(mail: Mail) -> None:
    first, second = left(mail).get_payload()
    assert (first.get_content_type(), second.get_content_type()) == ("text/plain", "text/html")
    assert plain(html_of(mail)) == re.sub(r"\s+", " ", text_of(mail).replace("-- \n", "")).strip()


def test_the_html_fetches_nothing_and_has_no_style(mail: Mail) -> None:
    page = html_of(mail)
    assert page.startswith('<!doctype html>\n<html lang="en" dir="ltr">')
    assert not re.search(r"<(img|link|script|style|iframe)\b|\sstyle=|\ssrc=", page)


def test_what_was_typed_is_not_taken_for_html(db: None) -> None:
    mail = write(subject="a < b", body="Is 1 < 2 & 3?\n\n<script>alert(1)</script>")
    assert "<script>" not in html_of(mail)
    assert "&lt;script&gt;alert(1)" in html_of(mail)
    assert "<script>alert(1)</script>" in text_of(mail)


def test_long_lines_are_folded_but_links_stay_whole(db: None) -> None:
    link = "/consultations/" + "a" * 90 + "/"
    lines = text_of(write(body="word " * 60, link=link)).splitlines()
    assert all(len(line) <= 76 for line in lines if "http" not in line)
    assert f"{settings.PUBLIC_URL}{link}" in lines


def test_any_letter_arrives_over_a_wire_of_seven_bits(db: None) -> None:
    words = "Décision : «Déplacés» — Żółć, Ελλάδα, عربي"
    mail = write(subject=words, body=f"{words}\n\n{'é' * 1200}")
    octets = message_of(mail).message().as_bytes(linesep="\r\n")
    assert octets.isascii()
    assert max(len(line) for line in octets.split(b"\r\n")) <= 998
    found = email.message_from_bytes(octets)
    assert str(make_header(decode_header(found["Subject"]))) == f"[Action required] {words}"
    body = found.get_payload()[0].get_payload(decode=True).decode()
    assert words in body.replace("\r\n", "\n")


def test_what_asks_for_an_act_cannot_be_unsubscribed(reader: User) -> None:
    mail = write(recipient=to(reader.email, user=reader.pk))
    assert left(mail)["List-Unsubscribe"] is None
    assert "unsubscribe" not in text_of(mail) + html_of(mail)


def test_a_notice_can_be_stopped_with_one_click(reader: User) -> None:
    found = left(notice(reader))
    assert found["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = found["List-Unsubscribe"].strip().strip("<>")
    assert address.startswith(f"{settings.PUBLIC_URL}/outbox/unsubscribe/")
    assert read_token(address.split("/")[-2]) == (reader.pk, ["other"])


def test_a_notice_to_no_account_has_no_way_out(db: None) -> None:
    assert left(write(purpose=INFORMATION))["List-Unsubscribe"] is None


def test_the_foot_is_in_the_language_of_the_mail(reader: User) -> None:
    mail = notice(reader, language="fr")
    assert "Ne plus recevoir d’avis de ce type" in text_of(mail)
    assert "Ne plus recevoir d’avis de ce type" in html_of(mail)
    assert 'lang="fr"' in html_of(mail)


@pytest.mark.parametrize("token", ["", "x", "1.other:forged", "1.other"])
def test_a_forged_link_stops_nothing(token: str) -> None:
    assert read_token(token) is None
