import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from tests.server.members import Member, kept

PAIRS = (["A"], ["B"], ["A", "B"], ["C"], ["A", "C"], ["B", "C"])


def test_two_hundred_members_answer_and_replace_their_answer_at_once(two_hundred, record_property):
    server, paths = two_hundred
    everybody_is_there = threading.Barrier(len(paths) + 1)

    def take_part(number: int, entity: str) -> tuple[list[str], int]:
        member = Member(server.url, entity)
        member.sign_in(paths[entity])
        everybody_is_there.wait(60)
        receipts = [member.answer(PAIRS[(number + turn) % 6]) for turn in range(2)]
        member.close()
        return receipts, member.slow

    with ThreadPoolExecutor(len(paths)) as pool:
        taking = [pool.submit(take_part, n, entity) for n, entity in enumerate(sorted(paths))]
        everybody_is_there.wait(60)
        began = time.monotonic()
        done = [one.result() for one in taking]
    seconds = time.monotonic() - began

    record_property("seconds", round(seconds, 1))
    print(
        f"400 answers of 200 Members in {seconds:.1f} s; {sum(n for _r, n in done)} asked to wait"
    )
    versions = kept(server.database_url)
    assert Counter(row.version for row in versions) == {1: 200, 2: 200}
    assert {row.receipt for row in versions} == {code for codes, _n in done for code in codes}
    standing = [row for row in versions if row.standing]
    assert len(standing) == 200
    assert {row.version for row in standing} == {2}
    last = {entity: codes[-1] for entity, (codes, _n) in zip(sorted(paths), done, strict=True)}
    assert {row.entity: row.receipt for row in standing} == last
    assert "sound" in server.run("ledger", "verify").stdout
    assert " ERROR " not in server.log and "Traceback" not in server.log
