"""The house keeps its own rules. A failing test says what to change."""

import ast
import inspect
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from intersession.access.policy import MAY_NAMES, ROLE_NAMES, TABLE, May, Role
from intersession.config.cli import COMMANDS
from intersession.ledger.sentences import SENTENCES
from intersession.ledger.verbs import Verb

ROOT = Path(__file__).parents[1]
SRC = ROOT / "src" / "intersession"
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
LAYERS = [layer.split(" | ") for layer in CONTRACTS["contracts"][0]["layers"]]
HEIGHT = {app: -floor for floor, layer in enumerate(LAYERS) for app in layer}
MOST_LINES_OF_A_VIEW = 25
FORBIDDEN = {"utils", "helpers", "misc", "common", "services", "signals"}


def pages() -> Iterator[tuple[str, URLPattern]]:
    for part in get_resolver().url_patterns:
        if isinstance(part, URLResolver):
            for page in part.url_patterns:
                yield str(part.pattern).strip("/"), page
        else:
            yield "", part


PAGES = [pytest.param(app, page, id=f"/{app}/{page.pattern}") for app, page in pages()]


@pytest.mark.parametrize(("app", "page"), PAGES)
def test_a_page_is_found_from_its_address_in_one_guess(app, page):
    """So is an operation: there is no second rule for programs."""
    pattern = str(page.pattern)
    words = re.sub(r"<[^>]+>", "", pattern)
    words = words.replace("-", "_").replace(".", "_").replace("/", " ").split()
    expected = "_".join(words) or ("detail" if "<" in pattern else "index")
    if app == "":
        assert (pattern, page.callback.__module__) == ("", "intersession.desk.views")
        return
    assert page.callback.__module__.startswith(f"intersession.{app}.views")
    assert page.name == page.callback.__name__ == expected


@pytest.mark.parametrize(("app", "page"), PAGES)
def test_a_page_declares_who_may_see_it(app, page):
    access = getattr(page.callback, "access", None)
    assert access in {"public", "signed-in"} or access in set(May)


@pytest.mark.parametrize(("app", "page"), PAGES)
def test_a_view_is_read_at_a_glance(app, page):
    """Load, one action or one query, one template; the rest has a name of its own."""
    lines = inspect.getsource(inspect.unwrap(page.callback)).rstrip().count("\n") + 1
    assert lines <= MOST_LINES_OF_A_VIEW


OPERATIONS = [param for param in PAGES if hasattr(param.values[1].callback, "operation")]


@pytest.mark.parametrize(("app", "page"), OPERATIONS)
def test_an_operation_is_called_as_its_view_and_takes_one_method(app, page):
    """`operationId` is the name of the view: a list in the plural, one of them in the singular, and
    what changes something an address of its own that ends with its verb."""
    operation = page.callback.operation
    assert app == "api"
    assert operation.name == page.callback.__name__ == page.name
    assert operation.method in {"GET", "POST"}
    assert operation.access == page.callback.access
    assert (operation.access == "public") <= (operation.method == "GET")


def test_every_view_of_the_api_is_an_operation_or_one_of_its_pages():
    others = {page.name for app, page in pages() if app == "api"}
    others -= {param.values[1].name for param in OPERATIONS}
    assert others == {
        *("index", "openapi_json", "docs"),
        *("tokens", "tokens_revoke", "tokens_all", "tokens_all_revoke"),
    }


@pytest.mark.parametrize("app", settings.DOMAIN)
def test_a_template_has_the_name_of_its_page(app):
    folder = SRC / app / "templates" / app
    templates = {path.stem for path in folder.glob("[!_]*.html")}
    names = {page.name for owner, page in pages() if owner == app} | {"index"}
    assert templates <= names


# Whoever signs in is not known before: these two make the one who acts, from the account.
MAKE_THE_ACTOR = {"note_sign_in", "name_person"}
# One's own taste; and what its callers do on the way to an entry of theirs.
LEAVE_NO_ENTRY = {"choose_language", "open_account", "enclose"}
# One's own taste, and that somebody came, which is counted: an entry would outlast the name.
LEAVE_NO_ENTRY |= {"choose_zone", "count_visit"}


@cache
def functions() -> list[tuple[str, ast.FunctionDef]]:
    """Those of every actions room, where a name that begins with _ is not a verb."""
    rooms = [
        (app, path)
        for app in settings.DOMAIN
        for path in [SRC / app / "actions.py", *(SRC / app / "actions").glob("*.py")]
        if path.exists()
    ]
    return [
        (f"{app}/{path.name}", node)
        for app, path in rooms
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef)
    ]


VERBS = [
    pytest.param(node, id=f"{where}:{node.name}")
    for where, node in functions()
    if not node.name.startswith("_") and not where.split("/")[1].startswith("_")
]


@cache
def called(node: ast.FunctionDef) -> set[str]:
    """The last words of what a function calls."""
    calls = [part.func for part in ast.walk(node) if isinstance(part, ast.Call)]
    return {ast.unparse(call).rpartition(".")[2] for call in calls}


@cache
def recording() -> set[str]:
    """`record`, and every action that calls it, directly or through another action."""
    found, before = {"record", "record_many"}, set()
    while found != before:
        before = set(found)
        found |= {node.name for _where, node in functions() if called(node) & found}
    return found


@pytest.mark.parametrize("node", VERBS)
def test_every_verb_is_named_dated_and_whole(node):
    named = {argument.arg for argument in node.args.kwonlyargs}
    # Without a savepoint: two queries fewer for what is only called within another action.
    ways = {"transaction.atomic", "transaction.atomic(savepoint=False)"}
    whole = ways & set(map(ast.unparse, node.decorator_list))
    assert whole, f"{node.name}: @transaction.atomic, or a name that begins with _"
    assert not node.args.args, f"{node.name}: keyword-only arguments"
    assert "by" in named or node.name in MAKE_THE_ACTOR | {"choose_language"}, f"{node.name}: by="
    assert "at" in named or node.name == "choose_language", f"{node.name}: at="


@pytest.mark.parametrize("node", VERBS)
def test_every_verb_leaves_an_entry_in_the_ledger(node):
    assert (called(node) & recording() != set()) is (node.name not in LEAVE_NO_ENTRY)


# Actions that pages offer and the API does not, yet or on purpose; docs/api.md says why.
WITHOUT_OPERATION = {
    "access": "note_sign_in name_person change_person note_factor give_role end_role",
    "api": "make_token revoke_token",
    "desk": "move_clock",
    "consultations": "start_silence end_silence take_back_proposal take_back_answer",
    "documents": "keep_made_file",
    "imports": "forget",
    "meetings": "count_visit choose_zone forget_places load_history write_about write_part "
    "add_file withdraw_file agree_to_file forget_schedules",
    "membership": "open_account add_group remove_entity remove_group drop_person "
    "take_back_group take_back_representation take_back_status write_entities write_groups "
    "write_statuses name_representatives",
    "participation": "write_registration withdraw_registration take_data ask_deletion "
    "add_paper open_paper delete_paper forget_registrations pass_on_invitation "
    "prepare_draw find_lottery keep_lottery open_chances hold_draw set_draw_aside "
    "take_up_requests decide_request decide_requests take_back rank_request rank_as_proposed "
    "set_travel_rates estimate_requests write_line remove_line settle_request issue_letter "
    "record_ticket add_criterion change_criterion "
    "read_badges record_by_hand take_back_attendance print_badges renew_badge "
    "open_participants set_participants_term issue_participants register_participants "
    "ask_correction make_correction refuse_correction correct_line take_in_people "
    "take_back_person put_back_person",
    "outbox": "queue_mail announce announce_each enclose write_digests",
}


def test_every_action_has_an_operation_or_is_a_named_exception():
    asked = set()
    rooms = (SRC / "api" / "views").glob("*.py")
    for path in (room for room in rooms if room.stem != "tokens"):  # that one holds pages
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef):
                asked |= called(node)
    missing = {}
    for param in VERBS:
        app, name = str(param.id).split("/")[0], str(param.id).rpartition(":")[2]
        if name not in asked:
            missing.setdefault(app, set()).add(name)
    assert missing == {app: set(names.split()) for app, names in WITHOUT_OPERATION.items()}


def test_the_documents_name_every_action_without_an_operation():
    written = (ROOT / "docs" / "api.md").read_text()
    names = " ".join(WITHOUT_OPERATION.values()).split()
    assert [name for name in names if f"`{name}`" not in written] == []


def test_the_tables_of_permissions_roles_and_verbs_are_complete():
    assert set(TABLE) == set(MAY_NAMES) == set(May)
    assert set(ROLE_NAMES) == set(Role)
    assert set(SENTENCES) == set(Verb)


def test_the_public_may_do_nothing_but_read():
    assert [may for may, roles in TABLE.items() if Role.PUBLIC in roles] == []


def test_foreign_keys_to_other_apps_point_down_and_leave_no_way_back():
    """Import contracts see neither ForeignKey("app.Model") nor entity.preference_set."""
    wrong = []
    for model in apps.get_models():
        if not model.__module__.startswith("intersession."):
            continue
        for field in model._meta.get_fields():
            if field.auto_created or not field.is_relation or not field.related_model:
                continue
            here, there = model._meta.app_label, field.related_model._meta.app_label
            if here == there or there not in HEIGHT:
                continue
            if not (HEIGHT[there] < HEIGHT[here] and field.remote_field.hidden):
                wrong.append(f"{model.__name__}.{field.name}")
    assert wrong == []


def test_every_app_with_tables_is_in_the_list_of_apps():
    with_tables = {path.parent.name for path in SRC.glob("*/models.py")}
    with_tables |= {path.parent.name for path in SRC.glob("*/models") if path.is_dir()}
    assert with_tables == set(settings.DOMAIN)


@pytest.mark.parametrize("app", settings.DOMAIN)
def test_every_app_is_reached_by_its_views_and_addresses(app):
    assert (SRC / app / "urls.py").exists()
    assert (SRC / app / "views.py").exists() or (SRC / app / "views").is_dir()


OPEN_ADDRESSES = [
    f"/{app}/{page.pattern}" if app else "/"
    for app, page in pages()
    if getattr(page.callback, "access", "") == "public" and "<" not in str(page.pattern)
]


@pytest.mark.django_db
@pytest.mark.parametrize("address", OPEN_ADDRESSES)
def test_a_public_page_opens_with_no_rows(client, address):
    """Or leads on, or only takes forms. The example's own page exists in an example only."""
    expected = {404} if address == "/desk/example/" else {200, 302, 405}
    assert client.get(address).status_code in expected


def test_nothing_is_called_utils():
    assert [path for path in SRC.rglob("*.py") if path.stem in FORBIDDEN] == []


def test_the_documents_name_every_command():
    written = "".join(p.read_text() for p in [ROOT / "README.md", *ROOT.glob("docs/**/*.md")])
    assert [name for name in COMMANDS if f"intersession {name}" not in written] == []


def test_the_documents_name_the_first_page_of_every_app():
    firsts = {f"/{app}/" if app else "/" for app, page in pages() if not str(page.pattern)}
    written = (ROOT / "docs" / "house.md").read_text()
    assert set(re.findall(r"^\| `(/[a-z]*/?)` \|", written, re.MULTILINE)) == firsts


def settings_asked_for() -> set[str]:
    """What the settings and the programs around them read from the environment."""
    code = "".join(path.read_text() for path in (SRC / "config").glob("*.py"))
    readers = r"(?:setting|flag|several|number|office_hours)\(\s*|log_level\(name: str = "
    return set(re.findall(rf'(?:{readers})"([A-Z_]+)"', code))


def test_the_documents_name_every_setting_and_no_other():
    table = (ROOT / "docs" / "settings.md").read_text()
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", table, re.MULTILINE)) == settings_asked_for()


def test_the_tree_names_no_package_index_and_no_path_of_one_machine():
    wrong = []
    for path in (*ROOT.glob("*.lock"), *ROOT.glob("*.toml"), ROOT / "Makefile", ROOT / ".ci/run"):
        text = path.read_text()
        if "index-url" in text or "://" in text and path.suffix == ".lock":
            wrong.append(path.name)
    assert wrong == []


# Tables that are no list anybody would take along; docs/decisions/0018 says why of each.
WITHOUT_SHEET = {
    "access": "account",
    "api": "docs tokens",
    "consultations": "_receipt _turnout brief grid",
    "desk": "example",
    "documents": "_paper _parity_table _versions",
    "imports": "columns detail",
    "ledger": "verify",
    "meetings": "_agenda_days _two_versions agenda_import agenda_import_preview remote",
    "membership": "detail",
    "outbox": "mailbox several",
    "participation": "_seats _support_request _tried registration_support support_criteria "
    "support_estimate",
    "programme": "detail",
}


def test_every_list_can_be_taken_along_as_a_sheet():
    missing = {}
    for path in sorted(SRC.glob("*/templates/*/*.html")):
        written = path.read_text()
        shows = "ui.table(" in written or "<table" in written
        if shows and "ui.sheets(" not in written and path.parent.name != "ui":
            missing.setdefault(path.parent.name, set()).add(path.stem)
    assert missing == {app: set(names.split()) for app, names in WITHOUT_SHEET.items()}
