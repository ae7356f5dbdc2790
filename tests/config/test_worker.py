"""Rounds of the worker: a failure is told and does not end them."""

import threading
import time

import pytest

from intersession.config import worker


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A clockwork whose every first round of two fails; the list counts them."""
    rounds: list[int] = []

    def tick() -> None:
        rounds.append(1)
        if len(rounds) % 2:
            raise RuntimeError("the mail server fell over")

    monkeypatch.setattr(worker.clockwork, "tick", tick)
    monkeypatch.setattr(worker.running, "run_next", lambda **_given: False)
    # The connection of this test is not the worker's to close.
    monkeypatch.setattr(worker.connections, "close_all", lambda: None)
    return rounds


def test_a_failed_round_is_written_to_the_log_and_the_next_is_tried(failing, caplog):
    assert [worker.one_round(), worker.one_round()] == [False, True]
    assert "the mail server fell over" in caplog.text


def test_rounds_go_on_until_they_are_stopped(failing):
    stop = threading.Event()
    thread = threading.Thread(target=worker.rounds, args=(stop, 0.01))
    thread.start()
    while len(failing) < 5:
        time.sleep(0.01)
    stop.set()
    thread.join(timeout=5)
    assert not thread.is_alive()


def test_one_round_on_request_says_whether_it_went_well(failing):
    assert [worker.main(["--once"]), worker.main(["--once"])] == [1, 0]
