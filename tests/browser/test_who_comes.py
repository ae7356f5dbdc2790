"""From the invitation to the printed list: an organisation and a delegation come, a list is
proposed and overruled, one seat is declined and filled again, and the list prints itself."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.harness.browser import check, tab
from tests.harness.server import Server, on_postgres, running
from tests.server.members import rows

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(on_postgres(), reason="walked once; each of its steps is tried on both"),
]
OF = "/participation/workshop-1-2012/"
DELEGATION = "dubrenka"
DIRECTOR, EXPERT = "director@shelter.example", "expert@dubrenka.example"
BUTTON, LINK = "button", "link"


def press(page: Page, name: str, role: str = BUTTON) -> None:
    page.get_by_role(role, name=name, exact=True).first.click()


def enter(page: Page, server: Server, role: str, entity: str = "") -> None:
    page.goto(server.links[role, entity])


def mailed(server: Server, begins: str, address: str) -> str:
    """The newest link of that kind in the mail to somebody."""
    asked = (
        f"SELECT link FROM outbox_mail WHERE \"to\" = '{address}' AND link LIKE '{begins}%' "
        "ORDER BY id DESC"
    )
    return str(rows(server.database_url, asked)[0][0])


def test_from_the_invitation_to_the_printed_list(browser, tmp_path):
    with running(stage="nominations") as server:
        with tab(browser, server.url) as office, tab(browser, server.url) as person:
            enter(office, server, "administration")
            invite(office)
            register(person, mailed(server, "/participation/invitation/", DIRECTOR))
            with tab(browser, server.url) as mission:
                enter(mission, server, "focal_point", DELEGATION)
                nominate(mission)
            move_the_clock(office, "2012-03-01T10:30")
            approve(office)
            set_the_room(office)
            propose(office)
            with tab(browser, server.url) as chair:
                enter(chair, server, "chair")
                overrule(chair)
            offer(office)
            decline(person, mailed(server, "/participation/registration/", EXPERT))
            replace(office)
            print_the_list(office, tmp_path)


def invite(page: Page) -> None:
    page.goto(f"{OF}invitations/add/")
    page.get_by_label("E-mail").fill(DIRECTOR)
    page.get_by_label("Name, or role").fill("Director, Shelter for All")
    page.get_by_label("Kind").select_option("ngo")
    press(page, "Add the invitation")
    page.get_by_role(LINK, name="Send 1 invitation").click()
    check(page, "who-invite")
    press(page, "Send to those chosen")
    expect(page.get_by_role("rowheader", name="Director, Shelter for All")).to_be_visible()


def register(page: Page, link: str) -> None:
    page.goto(f"{link}?lang=en")
    check(page, "who-invited")
    press(page, "Accept the invitation")
    press(page, "Complete my registration", LINK)
    page.get_by_label("Given names").fill("Irena")
    page.get_by_label("Family name").fill("van der Berg")
    page.get_by_label("Name on the badge").fill("Irena van der Berg")
    page.get_by_label("Function").fill("Director")
    page.get_by_role("group", name="stand in the published list").get_by_label("yes").check()
    check(page, "who-dossier")
    press(page, "Send the registration")
    expect(page.get_by_text("to be checked")).to_be_visible()


def nominate(page: Page) -> None:
    """Its own expert first, before the one that the draft had."""
    page.goto(f"{OF}delegation/")
    press(page, "Add a person", LINK)
    page.get_by_label("Given name").fill("Ilir")
    page.get_by_label("Family name").fill("Marku")
    page.get_by_label("Function").fill("Expert from capital")
    page.get_by_label("E-mail").fill(EXPERT)
    page.get_by_label("Comes from the capital").select_option("yes")
    page.get_by_label("Asks for support").check()
    check(page, "who-nominee")
    page.locator("main form button.go").first.click()
    page.get_by_role(BUTTON, name=re.compile("^Up.*Ilir Marku")).click()
    expect(page.get_by_role("rowheader").first).to_contain_text("Ilir Marku")
    check(page, "who-delegation")
    press(page, "Send the delegation")
    expect(page.get_by_text("It was sent.")).to_be_visible()


def move_the_clock(page: Page, to: str) -> None:
    page.goto("/desk/example/")
    page.get_by_label("To this moment").fill(to)
    press(page, "Move the clock")


def approve(page: Page) -> None:
    page.goto(f"{OF}registrations/?name=Berg")
    press(page, "Irena van der Berg", LINK)
    press(page, "Approve")
    press(page, "Confirm")
    expect(page.locator("main .lead").get_by_text("confirmed")).to_be_visible()
    check(page, "who-confirmed")


def set_the_room(page: Page) -> None:
    page.goto(f"{OF}room/rules/")
    for label, value in {
        "Least number of funded seats": "5",
        "Greatest number of funded seats": "6",
        "At most, of one Entity": "1",
        "Money there is": "18000",
        "All others": "2900",
    }.items():
        page.get_by_label(label).fill(value)
    check(page, "who-rules")
    press(page, "Keep seats and money")
    page.goto(f"{OF}room/targets/add/")
    page.get_by_label("Seats for").select_option("gender:woman")
    page.get_by_label("At least").fill("3")
    press(page, "Add the target")


def propose(page: Page) -> None:
    page.goto(f"{OF}room/")
    press(page, "Propose a list")
    expect(page.get_by_role(LINK, name="Take out")).to_have_count(6)
    check(page, "who-list")


def overrule(page: Page) -> None:
    """The Chair wishes the expert of one Entity in the room, instead of somebody else."""
    page.goto(f"{OF}room/")
    page.get_by_role(LINK, name="Take out").last.click()
    page.get_by_label("Why").fill("Spoke on this topic twice already")
    press(page, "Take out of the list")
    page.get_by_role(LINK, name=re.compile("^Give a seat.*Ilir Marku")).click()
    page.get_by_label("Why").fill("Leads the work of a regional process")
    press(page, "Give the seat")
    expect(page.get_by_text("Leads the work of a regional process")).to_be_visible()
    check(page, "who-overruled")


def offer(page: Page) -> None:
    page.goto(f"{OF}room/")
    press(page, "Offer 6 seats", LINK)
    press(page, "Offer 6 seats")
    expect(page.get_by_role(LINK, name="Record the answer")).to_have_count(6)


def decline(page: Page, link: str) -> None:
    page.goto(f"{link}?lang=en")
    check(page, "who-offered")
    page.get_by_text("I cannot come").first.click()
    page.get_by_label("In a few words, why").fill("I am needed at home")
    press(page, "Decline the seat")
    expect(page.get_by_text("you have declined it")).to_be_visible()


def replace(page: Page) -> None:
    page.goto(f"{OF}room/")
    press(page, "Replace 1 declined")
    expect(page.get_by_text("Comes instead of somebody who declined")).to_have_count(1)
    press(page, "Offer 1 seat", LINK)
    press(page, "Offer 1 seat")
    check(page, "who-replaced")


def print_the_list(page: Page, folder: Path) -> None:
    page.goto(f"{OF}participants/")
    press(page, "Open the list to corrections")
    expect(page.get_by_text("Irena VAN DER BERG")).to_be_visible()
    check(page, "who-participants")
    with page.expect_download() as arriving:
        page.locator(".made").filter(has_text="PDF").get_by_role(LINK).first.click()
    arriving.value.save_as(folder / "list.pdf")
    printed = " ".join(one.extract_text() for one in PdfReader(folder / "list.pdf").pages)
    assert "VAN DER BERG" in printed and "Director" in printed


DICE = "3 1 4 1 5 2 6 5 3 5 2 1 3 4 6 6 2 5 1"


def test_the_same_room_by_a_draw_that_anybody_makes_again(browser, tmp_path):
    with running(stage="room") as server:
        with tab(browser, server.url) as office:
            enter(office, server, "administration")
            prepare_the_draw(office)
            draw(office)
            file = download(office, tmp_path / "draw.jsonl")
            office.goto(f"{OF}room/")
            expect(office.get_by_text("Drawn by lot").first).to_be_visible()
            check(office, "who-drawn-room")
        with tab(browser, server.url) as chair:
            enter(chair, server, "chair")
            chair.goto(f"{OF}room/draw/")
            expect(chair.get_by_text("Auditor and Chair")).to_be_visible()
            expect(chair.get_by_role(LINK, name="Chances of Entities")).to_have_count(0)
        with tab(browser, server.url) as mission:
            enter(mission, server, "focal_point", "marenia")
            mission.goto(f"{OF}room/draw/")
            expect(mission.get_by_text(DICE)).to_be_visible()
            expect(mission.get_by_role(LINK, name="Download the file")).to_have_count(0)
            check(mission, "who-draw-read")
        seated = rows(
            server.database_url, "SELECT count(*) FROM participation_seat WHERE state = 'proposed'"
        )[0][0]
        assert 20 <= seated <= 23
        assert "the same room come out" in server.run("sortition", str(file)).stdout
        altered = file.with_name("altered.jsonl")
        altered.write_bytes(file.read_bytes().replace(b'"cost":2', b'"cost":1', 1))
        assert server.run("sortition", str(altered), check=False).returncode == 1


def prepare_the_draw(page: Page) -> None:
    page.goto(f"{OF}room/draw/")
    check(page, "who-draw-none")
    press(page, "Prepare a draw", LINK)
    page.get_by_label("Why a draw").fill("The membership wished it on 28 February 2012")
    page.get_by_label("dice, rolled before witnesses").check()
    page.get_by_label("The occasion of the roll").fill("Rolled at the informal consultation")
    check(page, "who-draw-prepare")
    press(page, "Fix people and rules, and find the lottery")
    expect(page.get_by_role(LINK, name="Enter the seed")).to_be_visible(timeout=60_000)
    check(page, "who-draw-ready")


def draw(page: Page) -> None:
    press(page, "Chances of Entities and people", LINK)
    check(page, "who-draw-chances")
    page.go_back()
    press(page, "Enter the seed", LINK)
    page.get_by_label("The seed").fill(DICE)
    page.get_by_label("Once more").fill(DICE)
    page.get_by_label("Witnesses").fill("Auditor and Chair")
    check(page, "who-draw-seed")
    press(page, "Draw the room")
    expect(page.get_by_text("The funded seats were drawn by lot")).to_be_visible()
    check(page, "who-draw-drawn")


def download(page: Page, to: Path) -> Path:
    with page.expect_download() as arriving:
        page.get_by_role(LINK, name="Download the file of the draw").click()
    arriving.value.save_as(to)
    return to
