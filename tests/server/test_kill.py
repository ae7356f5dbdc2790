import http.client
import json
import random
import threading
from concurrent.futures import ThreadPoolExecutor

from tests.server.members import Member, kept

ROUNDS, WRITERS = 20, 12
CHOICES = (["A"], ["B"], ["C"], ["A", "B"], ["A", "C"], ["B", "C"])
GONE = (OSError, http.client.HTTPException)


class Diary:
    """What the Members saw with their own eyes; `enough` is when the server may die."""

    def __init__(self) -> None:
        self.lock, self.enough, self.wanted = threading.Lock(), threading.Event(), 0
        self.read: dict[str, tuple[str, list[str]]] = {}

    def note(self, entity: str, receipt: str, approved: list[str]) -> None:
        with self.lock:
            self.read[receipt] = (entity, approved)
            if len(self.read) >= self.wanted:
                self.enough.set()

    def expect(self, more: int) -> None:
        self.wanted = len(self.read) + more
        self.enough.clear()


def test_every_answer_with_a_receipt_survives_twenty_kills_of_the_server(two_hundred):
    server, paths = two_hundred
    entities = sorted(paths)[:WRITERS]
    members = {entity: Member(server.url, entity) for entity in entities}
    for entity, member in members.items():
        member.sign_in(paths[entity])
    diary, chance = Diary(), random.Random(2011)

    for number in range(ROUNDS):
        diary.expect(chance.randrange(3, 24))
        with ThreadPoolExecutor(WRITERS) as pool:
            writing = [pool.submit(_answer_until_it_dies, m, diary) for m in members.values()]
            assert diary.enough.wait(20), f"Round {number}: no answers arrive\n{server.log}"
            threading.Event().wait(chance.random() * 0.05)
            server.kill()
            for one in writing:
                one.result()
        _all_there(server.database_url, diary)
        server.start()

    assert len(diary.read) >= 3 * ROUNDS
    print(f"{len(diary.read)} receipts read in {ROUNDS} rounds, none lost")
    assert "sound" in server.run("ledger", "verify").stdout
    _all_there(server.database_url, diary)


def _answer_until_it_dies(member: Member, diary: Diary) -> None:
    turn = len(diary.read)
    try:
        while True:
            turn += 1
            approved = CHOICES[turn % len(CHOICES)]
            diary.note(member.entity, member.answer(approved), approved)
    except GONE:
        member.close()


def _all_there(database_url: str, diary: Diary) -> None:
    """The receipts that were read, each with its Member and answer; one answer stands for each."""
    rows = {row.receipt: row for row in kept(database_url)}
    for receipt, (entity, approved) in diary.read.items():
        assert receipt in rows, f"{entity} holds {receipt}; the database does not"
        assert rows[receipt].entity == entity
        assert json.loads(rows[receipt].approved) == approved
    answered = {row.entity for row in rows.values()}
    assert sorted(answered) == sorted(row.entity for row in rows.values() if row.standing)
