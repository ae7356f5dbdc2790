"""CPU time of the method `voting` on its two targets, and beside a peer where it is installed.

Run: python tests/bench/bench_voting.py
"""

import importlib
import random
import time

from intersession.methods.voting import Ballot, count

TARGETS = (("175 x 10, k=2", 175, 10, 2, 100), ("10,000 x 12, k=4", 10_000, 12, 4, 1_000))
PEER_RULES = ("av", "pav", "cc", "equal-shares")


def profile(voters, options, chance=0.3, seed=2012):
    rng = random.Random(seed)
    codes = [chr(65 + i) for i in range(options)]
    quality = {code: rng.uniform(0.4, 1.6) for code in codes}
    ballots = [
        Ballot(
            voter=f"v{i}",
            approved=frozenset(c for c in codes if rng.random() < chance * quality[c]),
        )
        for i in range(voters)
    ]
    return codes, ballots


def cpu_ms(work):
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def peer_ms(codes, ballots, seats):
    """The same four rules, all winning sets, in abcvoting with its own exact solvers."""
    try:
        rules = importlib.import_module("abcvoting.abcrules")
        preferences = importlib.import_module("abcvoting.preferences")
    except ImportError:
        return None
    peer = preferences.Profile(len(codes))
    peer.add_voters([{codes.index(o) for o in b.approved} for b in ballots if b.approved])

    def work():
        for rule in PEER_RULES:
            rules.compute(rule, peer, seats, resolute=rule == "equal-shares")

    return cpu_ms(work)


def main():
    for name, voters, options, seats, target in TARGETS:
        codes, ballots = profile(voters, options)
        ours = min(
            cpu_ms(lambda b=ballots, c=codes, k=seats: count(ballots=b, options=c, seats=k))
            for _ in range(3)
        )
        print(f"voting {name}: {ours:.1f} ms CPU, all rules and margin (target {target} ms)")
        theirs = peer_ms(codes, ballots, seats)
        if theirs is None:
            print("  abcvoting is not installed: no ratio")
        else:
            print(f"  abcvoting, four rules without margin: {theirs:.1f} ms, {theirs / ours:.1f} x")


if __name__ == "__main__":
    main()
