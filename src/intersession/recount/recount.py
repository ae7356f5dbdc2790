#!/usr/bin/env python3
"""Recount a question of Intersession from its file. One file, standard library only.

    python3 -I recount.py FILE [--digest HEX] [--json]

FILE is the .jsonl offered on the page of the question; HEX is the digest shown there. The program

1. checks that no byte was altered: every row carries the digest of the row before it,
2. works out which version of each answer counts,
3. counts again: winning sets, scores, coverage, tie-break, margin, silent margin,
4. compares with the outcome that the last row of the file claims.

Exit status: 0 all is well; 1 the file was altered or cannot be read, or its outcome is not what its
answers give; 2 wrong usage. It shares no code with the server that wrote the file: the format is
in docs/recount-file.md, the rules in docs/methods/voting.md. Python 3.9 or newer.
"""

import argparse
import hashlib
import json
import sys
import time
from collections import Counter
from datetime import datetime
from fractions import Fraction
from itertools import combinations
from math import comb

FORMAT, VERSION = "intersession-question", 1
RULES = ("av", "pav", "cc", "equal-shares")
STATES = ("counted", "late_accepted", "replaced", "held", "late", "set_aside")
OUT = ("held", "late", "set_aside")
VISIBILITIES = ("administration", "membership", "everybody")
MOST_SETS = 150_000
MOST_STATES = 3_000


class Fault(Exception):
    """Something is wrong with the file; `row` counts from 1, None if no row can be named."""

    def __init__(self, sentence, row=None):
        super().__init__(sentence if row is None else f"Row {row}: {sentence}")
        self.row = row


class OutOfReach(Exception):
    """A count would have to look at too many sets."""


# 1. The chain


def canonical(row):
    """The one way a row may be written."""
    text = json.dumps(
        row, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )
    return text.encode("utf-8")


def digest_of(row):
    """SHA-256 of the row without its own digest."""
    bare = {key: value for key, value in row.items() if key != "digest"}
    return hashlib.sha256(canonical(bare)).hexdigest()


def read_rows(content):
    """The rows of the file, each checked against the one before it."""
    if not content:
        raise Fault("the file is empty.", 1)
    lines = content.split(b"\n")
    ended = lines[-1] == b""
    if ended:
        lines.pop()
    rows, previous = [], "0" * 64
    for number, line in enumerate(lines, start=1):
        row = parse(line, number)
        in_place = type(row.get("row")) is int and row["row"] == number
        if not in_place or row.get("previous") != previous:
            raise Fault("it does not follow the row before it.", number)
        if row.get("digest") != digest_of(row):
            raise Fault("it was altered: its content does not give its digest.", number)
        previous = row["digest"]
        rows.append(row)
    if not ended:
        raise Fault("the line feed at its end is missing.", len(rows))
    version = rows[0].get("version")
    if rows[0].get("format") != FORMAT or type(version) is not int or version != VERSION:
        raise Fault(f"this is not a file of the format {FORMAT}, version {VERSION}.", 1)
    if rows[-1].get("type") != "outcome" or rows[-1].get("rows") != len(rows):
        raise Fault("rows are missing: the row with the outcome does not end here.", len(rows) + 1)
    return rows


def parse(line, number):
    """One row. Writing it again must give the same bytes, or a byte was changed."""
    try:
        row = json.loads(line.decode("utf-8"))
        same = isinstance(row, dict) and canonical(row) == line
    except (ValueError, RecursionError):
        raise Fault("it cannot be read.", number) from None
    if not same:
        raise Fault("it is not written in the one way a row may be written.", number)
    return row


# 2. What was asked, and which answers count


def need(condition, sentence, row):
    if not condition:
        raise Fault(sentence, row)


def is_text(value):
    return isinstance(value, str) and value != ""


def is_number(value, least):
    return type(value) is int and value >= least


def is_wording(value):
    """Words by language."""
    return isinstance(value, dict) and all(isinstance(words, str) for words in value.values())


def is_moment(value):
    try:
        return is_text(value) and datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


def check_question(header):
    """The first row must say all that a count needs."""
    cap = header.get("cap")
    need(header.get("type") == "question", "it is not the question.", 1)
    need(is_text(header.get("slug")), "the name of the question is not told.", 1)
    need(is_text(header.get("kind")), "the kind of the question is not told.", 1)
    need(is_wording(header.get("wording")), "the words of the question are not told.", 1)
    for name in ("opened", "closed"):
        need(is_moment(header.get(name)), f"when the question was {name} is not told.", 1)
    need(header.get("rule") in RULES, "the rule is not known.", 1)
    need(is_number(header.get("seats"), 1), "how many to choose is not told.", 1)
    need("cap" in header, "how many one may name is not told.", 1)
    need(cap is None or is_number(cap, 1), "the cap is not a number above 0.", 1)
    need(is_text(header.get("ties")), "how ties are broken is not told.", 1)
    need(header.get("positions") in VISIBILITIES, "who sees positions is not told.", 1)
    check_options(header.get("options"))
    seats, options = header["seats"], len(header["options"])
    need(seats <= options, f"{seats} cannot be chosen from {options}.", 1)
    check_register(header.get("register"), header["positions"] == "everybody")


def check_options(options):
    need(isinstance(options, list) and options, "no options are listed.", 1)
    for option in options:
        need(isinstance(option, dict), "an option is not described.", 1)
        code = option.get("code")
        need(is_text(code) and ";" not in code, "an option has no usable code.", 1)
        need(type(option.get("withdrawn")) is bool, f"whether {code} was withdrawn is unsaid.", 1)
        need(type(option.get("joined")) is bool, f"whether {code} joined later is unsaid.", 1)
        need(is_wording(option.get("titles")), f"the titles of {code} are not told.", 1)
    codes = [option["code"] for option in options]
    need(len(set(codes)) == len(codes), "an option is listed twice.", 1)


def check_register(register, public):
    need(isinstance(register, dict), "the register is not described.", 1)
    need(is_number(register.get("size"), 0), "the size of the register is not told.", 1)
    need(is_text(register.get("sha256")), "the digest of the register is not told.", 1)
    need(public == ("entities" in register), "names belong here only if positions are public.", 1)
    if public:
        names = register["entities"]
        need(isinstance(names, list) and all(map(is_text, names)), "a name is no text.", 1)
        need(names == sorted(set(names)), "the names are not in order, each once.", 1)
        need(len(names) == register["size"], "the size of the register is another.", 1)
        joined = "".join(name + "\n" for name in names)
        digest = hashlib.sha256(joined.encode("utf-8")).hexdigest()
        need(digest == register["sha256"], "the digest of the register is another.", 1)


def check_answers(header, answers):
    """Every answer must be one the question allowed."""
    codes = {option["code"] for option in header["options"]}
    public = header["positions"] == "everybody"
    before = ""
    for row in answers:
        n = row["row"]
        need(row.get("type") == "answer", "it is not an answer.", n)
        need(is_text(row.get("receipt")), "it has no receipt code.", n)
        need(row["receipt"] > before, "receipt codes are not in order, each once.", n)
        before = row["receipt"]
        need(row.get("state") in STATES, "its state is not known.", n)
        need("replaces" in row, "what it replaces is not told.", n)
        need(row["replaces"] is None or is_text(row["replaces"]), "replaces is no code.", n)
        check_approves(row, codes, header["cap"])
        check_names(row, header["register"], public)


def check_approves(row, codes, cap):
    approves, n = row.get("approves"), row["row"]
    need(isinstance(approves, list) and all(map(is_text, approves)), "approves no list.", n)
    need(approves == sorted(set(approves)), "its options are not in order, each once.", n)
    need(set(approves) <= codes, "it approves what is not an option.", n)
    need(cap is None or len(approves) <= cap, f"it approves more than {cap} options.", n)


def check_names(row, register, public):
    n = row["row"]
    if not public:
        need("entity" not in row and "groups" not in row, "it names who answered.", n)
        return
    need(row.get("entity") in register["entities"], "who answered is not on the register.", n)
    groups = row.get("groups")
    need(isinstance(groups, list) and all(map(is_text, groups)), "its groups are no list.", n)


def answers_in_force(header, answers):
    """The last version of each answer that is not held, late or set aside."""
    by_receipt = {row["receipt"]: row for row in answers}
    replaced, first_of = set(), {}
    for row in answers:
        older = versions_before(row, by_receipt)
        first_of[row["receipt"]] = (older or [row])[-1]["receipt"]
        live = [version for version in older if version["state"] not in OUT]
        if row["state"] not in OUT and live:
            replaced.add(live[0]["receipt"])
    in_force, seen = [], set()
    for row in answers:
        n, counts = row["row"], row["state"] not in OUT and row["receipt"] not in replaced
        if counts:
            need(row["state"] != "replaced", "said to be replaced, but nothing replaces it.", n)
            need(first_of[row["receipt"]] not in seen, "two versions of one answer count.", n)
            need(row.get("entity") is None or row["entity"] not in seen, "a second answer.", n)
            seen |= {first_of[row["receipt"]], row.get("entity")}
            in_force.append(row)
        elif row["state"] not in OUT:
            need(row["state"] == "replaced", "said to count, but another replaces it.", n)
    size = header["register"]["size"]
    if len(in_force) > size:
        raise Fault(f"{len(in_force)} answers count, but only {size} could answer.", 1)
    return in_force


def versions_before(row, by_receipt):
    """The earlier versions of an answer, newest first."""
    older, at = [], row
    while at["replaces"] is not None:
        need(at["replaces"] in by_receipt, f"{at['replaces']} is not in the file.", at["row"])
        at = by_receipt[at["replaces"]]
        need(at is not row and at not in older, "versions go round in a circle.", row["row"])
        older.append(at)
    return older


# 3. The count


class Count:
    """Everything a count needs: options that stand, ballots with how many cast each, settings."""

    def __init__(self, header, in_force):
        self.options = sorted(o["code"] for o in header["options"] if not o["withdrawn"])
        self.seats, self.rule = header["seats"], header["rule"]
        self.cap, self.ties = header["cap"], header["ties"]
        self.voters = header["register"]["size"]
        standing = frozenset(self.options)
        answers = [(standing & set(row["approves"]), row.get("groups", [])) for row in in_force]
        self.answers = [(ballot, groups) for ballot, groups in answers if ballot]
        self.ballots = Counter(ballot for ballot, _ in self.answers)
        self.answered = len(self.answers)

    def sets(self):
        if self.seats > len(self.options):
            raise OutOfReach(f"{self.seats} cannot be chosen from {len(self.options)}.")
        if comb(len(self.options), self.seats) > MOST_SETS:
            raise OutOfReach("there are too many sets to compare.")
        return combinations(self.options, self.seats)


def worth(rule, approved):
    """What a voter adds to a set of which it approves so many options."""
    if rule == "av":
        return approved
    if rule == "cc":
        return min(approved, 1)
    return sum((Fraction(1, place) for place in range(1, approved + 1)), Fraction(0))


def set_scores(count, rule):
    """The score of every set."""
    worths = [worth(rule, number) for number in range(count.seats + 1)]
    scores = {}
    for options in count.sets():
        voters = [0] * (count.seats + 1)
        for ballot, number in count.ballots.items():
            voters[len(ballot.intersection(options))] += number
        scores[options] = sum(n * w for n, w in zip(voters, worths))  # noqa: B905 (Python 3.9)
    return scores


def winning_sets(count, rule):
    if rule == "equal-shares":
        return equal_shares(count)
    scores = set_scores(count, rule)
    best = max(scores.values())
    return sorted(options for options, score in scores.items() if score == best)


def equal_shares(count):
    """Equal shares, then sequential Phragmen with what is left; all ways of breaking ties.

    A state is: what is bought, whether shares still buy, and the money of a voter of each ballot.
    """
    for _ in count.sets():
        break
    kinds = sorted(count.ballots, key=sorted)
    share = Fraction(count.seats, count.answered) if count.answered else Fraction(0)
    waiting = [(frozenset(), True, (share,) * len(kinds))]
    seen, found = set(waiting), set()
    while waiting:
        bought, sharing, money = waiting.pop()
        wanted = {option for ballot in kinds for option in ballot} - bought
        if len(bought) == count.seats or not wanted:
            free = [option for option in count.options if option not in bought]
            for more in combinations(free, count.seats - len(bought)):
                found.add(tuple(sorted(bought.union(more))))
            continue
        for state in purchases(count, kinds, wanted, bought, sharing, money):
            if state not in seen:
                seen.add(state)
                waiting.append(state)
        if len(seen) > MOST_STATES:
            raise OutOfReach("equal shares meets too many ties.")
    return sorted(found)


def purchases(count, kinds, wanted, bought, sharing, money):
    """The next purchase: as many states as options that are equally good."""
    numbers = [count.ballots[ballot] for ballot in kinds]
    if sharing:
        price = {o: largest_payment(o, kinds, numbers, money) for o in wanted}
        price = {option: payment for option, payment in price.items() if payment is not None}
        if price:
            least = min(price.values())
            return [
                (bought | {o}, True, tuple(
                    max(m - least, Fraction(0)) if o in ballot else m
                    for ballot, m in zip(kinds, money)))  # noqa: B905
                for o in price if price[o] == least
            ]  # fmt: skip
    wait = {o: waiting_time(o, kinds, numbers, money) for o in wanted}
    soonest = min(wait.values())
    return [
        (bought | {o}, False, tuple(
            Fraction(0) if o in ballot else m + soonest
            for ballot, m in zip(kinds, money)))  # noqa: B905
        for o in wait if wait[o] == soonest
    ]  # fmt: skip


def largest_payment(option, kinds, numbers, money):
    """All supporters pay alike, the poor all they have; None if that is not enough for 1."""
    purses = [(m, n) for ballot, n, m in zip(kinds, numbers, money) if option in ballot]  # noqa: B905
    purses.sort()
    paid, payers = Fraction(0), sum(n for _, n in purses)
    for held, number in purses:
        if paid + held * payers >= 1:
            return (1 - paid) / payers
        paid += held * number
        payers -= number
    return None


def waiting_time(option, kinds, numbers, money):
    """How much each voter must still earn before the supporters hold 1 together."""
    purses = [(m, n) for ballot, n, m in zip(kinds, numbers, money) if option in ballot]  # noqa: B905
    return (1 - sum(m * n for m, n in purses)) / sum(n for _, n in purses)


def covered(count, options):
    """How many of those who answered approve at least one of the options."""
    return sum(n for ballot, n in count.ballots.items() if ballot.intersection(options))


def break_tie(count, winners):
    """Coverage first, then the alphabet or the lot, as declared before the question opened."""
    if len(winners) == 1:
        return winners, "none", []
    most = max(covered(count, options) for options in winners)
    left = [options for options in winners if covered(count, options) == most]
    if len(left) == 1:
        return left, "coverage", []
    if count.ties == "lex":
        return sorted(left), "lex", []
    lots = sorted((lot(count.ties, options), options) for options in left)
    return [options for _, options in lots], "lot", [digest for digest, _ in lots]


def lot(seed, options):
    return hashlib.sha256((seed + ";".join(sorted(options))).encode("utf-8")).hexdigest()


def margins(count):
    """The fewest voters who could let another set win or draw level: answered, and silent.

    Each voter's best change for a rival does not depend on the others, so the largest are taken
    first; then the rival that needs fewest.
    """
    if count.rule == "equal-shares":
        return None, None
    scores = set_scores(count, count.rule)
    best = max(scores.values())
    winners = [options for options, score in scores.items() if score == best]
    if len(winners) > 1:
        return 0, 0
    answered, silent = [], []
    for rival, score in scores.items():
        if rival != winners[0]:
            gain = best_answer(count, rival, winners[0])
            answered.append(changes_needed(count, rival, winners[0], best - score, gain))
            silent.append(-((score - best) // gain))
    answered = [number for number in answered if number is not None]
    silent = [number for number in silent if number <= count.voters - count.answered]
    return min(answered, default=None), min(silent, default=None)


def best_answer(count, rival, winner):
    """The most one answer can add to the rival's lead: only options the winner has not."""
    new = len(set(rival) - set(winner))
    return worth(count.rule, new if count.cap is None else min(new, count.cap))


def changes_needed(count, rival, winner, gap, gain):
    worths = [worth(count.rule, number) for number in range(count.seats + 1)]
    alike = Counter()
    for ballot, number in count.ballots.items():
        alike[len(ballot.intersection(rival)), len(ballot.intersection(winner))] += number
    swings = [(gain - worths[i] + worths[j], number) for (i, j), number in alike.items()]
    changed = 0
    for swing, number in sorted(swings, reverse=True):
        if swing <= 0:
            return None
        enough = -(-gap // swing)
        if enough <= number:
            return changed + enough
        gap -= swing * number
        changed += number
    return None


def recount(count):
    """The outcome, written as the last row of the file writes it."""
    winners = winning_sets(count, count.rule)
    order, step, digests = break_tie(count, winners)
    margin, silent_margin = margins(count)
    approvals = {o: sum(n for b, n in count.ballots.items() if o in b) for o in count.options}
    labels = sorted({label for _, groups in count.answers for label in groups})
    return {
        "voters": count.voters,
        "answered": count.answered,
        "winners": [list(options) for options in winners],
        "chosen": list(order[0]),
        "scores": approvals,
        "margin": margin,
        "silent_margin": silent_margin,
        "coverage": {
            "all": f"{covered(count, order[0])}/{count.answered}",
            "groups": {label: group_coverage(count, label, order[0]) for label in labels},
        },
        "tie_break": {
            "declared": count.ties,
            "step": step,
            "contenders": [list(options) for options in order],
            "digests": digests,
        },
    }


def group_coverage(count, label, options):
    ballots = [ballot for ballot, groups in count.answers if label in groups]
    return f"{sum(1 for ballot in ballots if ballot.intersection(options))}/{len(ballots)}"


# 4. Comparing and telling


def compare(found, claimed, row):
    """The claim must be the recount, no more and no less."""
    if not isinstance(claimed, dict):
        raise Fault("no outcome is claimed.", row)
    for key in sorted(set(found) | set(claimed)):
        if canonical({key: found.get(key)}) != canonical({key: claimed.get(key)}):
            raise Fault(
                f"the outcome is not reproduced: {key} is {json.dumps(found.get(key))} by the "
                f"answers, but {json.dumps(claimed.get(key))} is claimed.",
                row,
            )


def check(content, digest):
    """All of it. Returns the count and the outcome; raises Fault."""
    rows = read_rows(content)
    header, answers, last = rows[0], rows[1:-1], rows[-1]
    check_question(header)
    check_answers(header, answers)
    count = Count(header, answers_in_force(header, answers))
    try:
        found = recount(count)
    except OutOfReach as error:
        raise Fault(f"no count is possible: {error}") from None
    compare(found, last.get("outcome"), last["row"])
    if digest is not None and digest.strip().lower() != last["digest"]:
        raise Fault(f"this is another file: its digest is {last['digest']}.", last["row"])
    return count, found, last["digest"]


def as_json(count, found, seconds):
    """The object of `intersession voting --json`, and the word on the chain."""
    return {
        "rule": count.rule,
        "seats": count.seats,
        **{key: found[key] for key in ("voters", "answered", "winners", "chosen", "scores")},
        "margin": found["margin"],
        "silent_margin": found["silent_margin"],
        "coverage": {
            "all": number(found["coverage"]["all"]),
            "groups": {key: number(text) for key, text in found["coverage"]["groups"].items()},
        },
        "others": {rule: other(count, rule) for rule in RULES if rule != count.rule},
        "overlap": [[a, b, jaccard(count, a, b)] for a, b in combinations(count.options, 2)],
        "chain": "ok",
        "seconds": round(seconds, 4),
    }


def number(fraction):
    part, whole = map(int, fraction.split("/"))
    return part / whole if whole else None


def other(count, rule):
    try:
        return [list(options) for options in winning_sets(count, rule)]
    except OutOfReach:
        return []


def jaccard(count, first, second):
    both = sum(n for ballot, n in count.ballots.items() if first in ballot and second in ballot)
    either = sum(n for ballot, n in count.ballots.items() if first in ballot or second in ballot)
    return both / either if either else 0.0


def as_text(count, found, digest):
    lines = [
        "No byte was altered since the file was written.",
        f"Digest of the last row: {digest}",
        f"{found['answered']} of {found['voters']} answered; {count.seats} of "
        f"{len(count.options)} options are chosen by the rule {count.rule}.",
    ]
    for option, score in sorted(found["scores"].items(), key=lambda item: (-item[1], item[0])):
        lines.append(f"  {option}  {score}{'  chosen' if option in found['chosen'] else ''}")
    lines.append("Winning sets: " + "; ".join(", ".join(options) for options in found["winners"]))
    lines.append(f"Chosen: {', '.join(found['chosen'])} (tie-break: {found['tie_break']['step']})")
    lines.append(f"Approve one of them: {found['coverage']['all']} of those who answered")
    lines.append(f"Margin: {found['margin']}; silent margin: {found['silent_margin']}")
    lines.append("The outcome in the file is what its answers give.")
    return "\n".join(lines)


def main(argv):
    parser = argparse.ArgumentParser(
        prog="recount", description="Recount a question of Intersession from its file."
    )
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("--digest", metavar="HEX", help="the digest shown on the question's page")
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
    try:
        given = parser.parse_args(argv)
        with open(given.file, "rb") as file:
            content = file.read()
    except SystemExit as stop:
        return int(stop.code or 0)
    except OSError as error:
        print(f"recount: {given.file} cannot be opened ({error.strerror}).", file=sys.stderr)
        return 2
    started = time.perf_counter()
    try:
        count, found, digest = check(content, given.digest)
    except Fault as fault:
        print(f"recount: {given.file}: {fault}", file=sys.stderr)
        if given.json:
            print(json.dumps({"chain": "broken", "row": fault.row, "error": str(fault)}))
        return 1
    if given.json:
        seconds = time.perf_counter() - started
        print(json.dumps(as_json(count, found, seconds), ensure_ascii=False))
    else:
        print(as_text(count, found, digest))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
