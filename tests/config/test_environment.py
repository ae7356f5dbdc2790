"""Settings: values, secrets from files, and what is said of those that make no sense."""

import logging
import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from intersession.config import environment
from intersession.config.environment import WrongSetting
from intersession.config.logs import RefusalsInOneLine


def test_a_secret_may_lie_in_a_file(monkeypatch, tmp_path):
    (tmp_path / "secret").write_text("from the file\n")
    monkeypatch.setenv("SECRET_KEY_FILE", str(tmp_path / "secret"))
    assert environment.setting("SECRET_KEY") == "from the file"


def test_a_file_that_is_not_there_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("EMAIL_URL_FILE", str(tmp_path / "gone"))
    with pytest.raises(WrongSetting, match="EMAIL_URL_FILE points to .*gone"):
        environment.setting("EMAIL_URL")


@pytest.mark.parametrize(
    ("said", "means"), [("1", True), ("yes", True), ("off", False), ("", False)]
)
def test_a_flag_is_read_as_people_write_it(monkeypatch, said, means):
    monkeypatch.setenv("HTTPS", said)
    assert environment.flag("HTTPS") is means


def test_a_flag_that_is_neither_is_not_taken_for_no(monkeypatch):
    monkeypatch.setenv("HTTPS", "please")
    with pytest.raises(WrongSetting, match="HTTPS is 1 or 0"):
        environment.flag("HTTPS")


def test_spaces_and_empty_places_in_a_list_do_not_count(monkeypatch):
    monkeypatch.setenv("ALLOWED_HOSTS", "a.example, b.example,,")
    assert environment.several("ALLOWED_HOSTS") == ["a.example", "b.example"]


def test_a_key_is_made_once_even_by_many_that_start_together(monkeypatch, tmp_path):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    with ThreadPoolExecutor(16) as crowd:
        keys = set(crowd.map(environment.secret_key, [tmp_path / "var"] * 64))
    assert len(keys) == 1
    assert os.stat(tmp_path / "var" / "secret-key").st_mode & 0o077 == 0
    assert [path.name for path in (tmp_path / "var").iterdir()] == ["secret-key"]


@pytest.mark.parametrize(
    ("url", "port", "tls", "ssl"),
    [
        ("smtp://mail.example", 25, False, False),
        ("smtp://mail.example:587?tls=1", 587, True, False),
        ("smtps://mail.example", 465, False, True),
    ],
)
def test_mail_is_read_from_one_address(url, port, tls, ssl):
    read = environment.mail_settings(url)
    assert (read["EMAIL_PORT"], read["EMAIL_USE_TLS"], read["EMAIL_USE_SSL"]) == (port, tls, ssl)


def test_signs_in_a_password_of_the_mail_server_are_written_percent_encoded():
    read = environment.mail_settings("smtp://idm%40example.org:p%3Aw@mail.example")
    assert (read["EMAIL_HOST_USER"], read["EMAIL_HOST_PASSWORD"]) == ("idm@example.org", "p:w")


@pytest.mark.parametrize("url", ["http://u:secret@x", "mail.example", "smtp://u:secret@x:many"])
def test_a_wrong_address_of_mail_is_refused_without_repeating_its_password(url):
    with pytest.raises(WrongSetting, match="EMAIL_URL") as refused:
        environment.mail_settings(url)
    assert "secret" not in str(refused.value)


def test_a_level_of_the_log_that_is_none_is_refused(monkeypatch):
    monkeypatch.setenv("LOG_LEVEL", "chatty")
    with pytest.raises(WrongSetting, match="LOG_LEVEL is one of DEBUG"):
        environment.log_level()


@pytest.mark.parametrize(("status", "kept"), [(403, False), (500, True), (None, True)])
def test_in_the_log_a_refused_page_is_one_line_and_a_failure_has_its_traceback(status, kept):
    given = {"status_code": status} if status else {}
    record = logging.makeLogRecord({**given, "exc_info": (ValueError, ValueError("why"), None)})
    assert RefusalsInOneLine().filter(record)
    assert bool(record.exc_info) is kept
