"""The console program: what it lists, what it loads, and how it ends."""

import signal
import subprocess
import sys
import time
from importlib import import_module

import pytest

from intersession.config import cli
from tests.config.conftest import PROGRAM


def test_help_lists_every_command(intersession):
    said = intersession("--help")
    assert said.returncode == 0
    assert [name for name in cli.COMMANDS if f"  {name} " not in said.stdout] == []


@pytest.mark.parametrize("argv", [["vote"], []])
def test_an_unknown_command_or_none_is_wrong_usage_and_shows_the_list(intersession, argv):
    said = intersession(*argv)
    assert (said.returncode, said.stdout) == (2, "")
    assert "recount" in said.stderr


@pytest.mark.django_db
@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_command_exists_and_explains_itself(name, capsys):
    try:
        status = import_module(cli.COMMANDS[name].module).main(["--help"])
    except SystemExit as stop:
        status = stop.code
    assert (status, capsys.readouterr().out[:6]) == (0, "usage:")


def test_help_of_a_command_is_its_own_help(intersession):
    assert intersession("help", "voting").stdout == intersession("voting", "--help").stdout


@pytest.mark.parametrize("name", [name for name, one in cli.COMMANDS.items() if not one.django])
def test_methods_on_files_and_the_supervisor_do_without_django(surroundings, name):
    """Half a second of every count, and forty megabytes of every server."""
    if name == "doctor":
        pytest.skip("the doctor looks at the settings, wherever they fail")
    module = cli.COMMANDS[name].module
    program = f"import sys, {module}; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], env=surroundings).returncode == 0


def test_a_setting_that_cannot_be_read_is_named_in_one_sentence(intersession):
    said = intersession("migrate", DATABASE_URL="mysql://somewhere")
    assert (said.returncode, said.stderr) == (
        2,
        "DATABASE_URL begins with sqlite:/// or postgres://.\n",
    )


def test_a_database_without_tables_is_told_what_to_run(intersession):
    said = intersession("question", "list")
    assert said.returncode == 1
    assert "intersession migrate" in said.stderr
    assert "Traceback" not in said.stderr


def test_a_database_that_is_away_is_told_in_a_sentence(intersession, port):
    said = intersession("migrate", DATABASE_URL=f"postgres://nobody@127.0.0.1:{port}/none")
    assert said.returncode == 1
    assert said.stderr.startswith("The database does not answer: ")
    assert "Traceback" not in said.stderr


def test_migrate_tells_what_waits_then_does_it_then_has_nothing_to_do(intersession):
    before = intersession("migrate", "--check")
    done = intersession("migrate")
    after = intersession("migrate", "--check")
    assert (before.returncode, done.returncode, after.returncode) == (1, 0, 0)
    assert "migrations wait" in before.stderr
    assert "applied" in done.stdout


def test_a_reader_that_goes_away_ends_the_program_without_a_traceback(surroundings, tmp_path):
    rows = "\n".join(f"v{n},A" for n in range(20_000))
    file = tmp_path / "preferences.csv"
    file.write_text(f"voter,approves\n{rows}\n", encoding="utf-8")
    with subprocess.Popen(
        [*PROGRAM, "voting", str(file), "--seats", "1", "--json"],
        env=surroundings,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as program:
        assert program.stdout is not None and program.stderr is not None
        program.stdout.close()
        complaint = program.stderr.read().decode()
    assert "Traceback" not in complaint
    assert "BrokenPipe" not in complaint


def test_ctrl_c_ends_the_worker_and_leaves_no_traceback(migrated, surroundings):
    with subprocess.Popen(
        [*PROGRAM, "worker"], env=surroundings, stderr=subprocess.PIPE
    ) as program:
        assert program.stderr is not None
        time.sleep(2.5)
        assert program.poll() is None
        program.send_signal(signal.SIGINT)
        assert program.wait(timeout=5) == 0
        assert program.stderr.read() == b""


def test_ctrl_c_while_a_program_works_leaves_no_traceback(monkeypatch):
    class Interrupted:
        @staticmethod
        def main(_argv):
            raise KeyboardInterrupt

    monkeypatch.setattr(cli, "import_module", lambda _name: Interrupted)
    assert cli.main(["voting"]) == 130
