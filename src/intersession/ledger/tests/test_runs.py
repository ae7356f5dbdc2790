"""Runs of the methods, kept so that they can be run again."""

from typing import Any

import pytest

from intersession.ledger.models import Run
from intersession.ledger.tests.conftest import AT


@pytest.fixture
def run(db: None) -> Run:
    return Run.objects.create(
        method="voting",
        version="1",
        subject="consultations.question:1",
        inputs='{"rule":"av"}',
        inputs_digest="a" * 64,
        seed="lex",
        answer='{"chosen":["A"]}',
        at=AT,
    )


def test_the_administration_sees_inputs_seed_and_answer(officer: Any, run: Run) -> None:
    assert f"/ledger/run/{run.uid}/" in officer.get("/ledger/runs/").content.decode()
    page = officer.get(f"/ledger/run/{run.uid}/").content.decode()
    assert "&#34;chosen&#34;" in page
    assert "lex" in page


def test_no_run_yet_is_said(officer: Any) -> None:
    assert "No method has been run yet" in officer.get("/ledger/runs/").content.decode()


def test_an_auditor_reads_the_ledger_but_not_the_runs(auditor: Any, run: Run) -> None:
    assert auditor.get("/ledger/runs/").status_code == 403
