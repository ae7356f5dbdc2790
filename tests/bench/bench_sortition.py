"""CPU and memory of the lottery on pools of 200 to 2,000, with a budget, and beside a peer.

Run: python tests/bench/bench_sortition.py

The pools are those of ../shared/data/sortition where it is there (then the chances are compared
with the goldens), else invented ones of the same sizes. The peer, the MAXIMIN of
sortition-algorithms, runs in a process of its own, with the interpreter that SORTITION_PYTHON
names; without one it is left out.
"""

import csv
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "src"))

from intersession.methods.sortition import Candidate, Quota, Rules, Share, lottery  # noqa: E402

SHARED = ROOT.parent / "shared" / "data" / "sortition"
# (pool, candidates, seats, most seconds of CPU)
POOLS = (
    ("syn200_30", 200, 30, 2.0),
    ("syn500_40", 500, 40, 4.0),
    ("syn1000_110", 1000, 110, 10.0),
    ("syn2000_170", 2000, 170, 30.0),
)
MEGABYTES = 250
REGIONS = {"Africa": 2900, "Asia": 3100, "Latin America": 3600, "Europe": 1500, "Other": 2000}


def main() -> int:
    if len(sys.argv) > 1:
        print(json.dumps(CASES[sys.argv[1]](*sys.argv[2:])))
        return 0
    peer = os.environ.get("SORTITION_PYTHON")
    if not peer:
        print("peer: left out, SORTITION_PYTHON names no interpreter that has it", flush=True)
    print(f"{'what':24}{'CPU s':>8}{'limit':>7}{'MB':>6}{'worst':>10}{'gap':>9}{'off':>9}", end="")
    print(f"{'peer s':>9}{'peer MB':>9}{'its worst':>11}")
    slow = []
    for name, count, seats, limit in POOLS:
        with tempfile.TemporaryDirectory() as folder:
            people, quotas = pool_files(Path(folder), name, count, seats)
            ours = alone("pool", str(people), str(quotas), str(seats), name)
            beside = run_peer(peer, people, quotas, seats) if peer else ""
        slow += [name] * told(name, ours, limit, beside)
    for name, limit in (("three types, 2000/200", 0.2), ("budget, 300/60", 20.0)):
        slow += [name] * told(name, alone(name), limit)
    if slow:
        print(f"over the limit: {', '.join(slow)}")
    return 0


def alone(*what: str) -> dict[str, float]:
    """In a process of its own, for its memory."""
    done = subprocess.run(
        [sys.executable, __file__, *what], capture_output=True, text=True, check=True
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def told(name: str, ours: dict[str, float], limit: float, beside: str = "") -> bool:
    off = f"{ours['off']:.0e}" if ours.get("off") is not None else ""
    print(f"{name:24}{ours['seconds']:>8.2f}{limit:>7}{ours['megabytes']:>6.0f}", end="")
    print(f"{ours['worst']:>10.6f}{ours['gap']:>9.0e}{off:>9}{beside}", flush=True)
    return ours["seconds"] > limit or ours["megabytes"] > MEGABYTES


def run_peer(python: str, people: Path, quotas: Path, seats: int) -> str:
    script = str(Path(__file__).with_name("peer_sortition.py"))
    command = [python, script, str(people), str(quotas), str(seats)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        return f"  peer does not run: {done.stderr.strip().splitlines()[-1:]}"
    found = json.loads(done.stdout.splitlines()[-1])
    return f"{found['seconds']:>9.1f}{found['megabytes']:>9.0f}{found['worst']:>11.6f}"


def pool_files(folder: Path, name: str, count: int, seats: int) -> tuple[Path, Path]:
    people, quotas = folder / "people.csv", folder / "quotas.csv"
    if SHARED.exists():
        with (SHARED / name / "respondents.csv").open() as file:
            rows = list(csv.DictReader(file))
        quotas.write_text((SHARED / name / "categories.csv").read_text())
    else:
        rows, listed = invented(count, seats)
        write(quotas, listed)
    write(people, [{"id": f"p{at}", **row} for at, row in enumerate(rows)])
    return people, quotas


def invented(count: int, seats: int) -> tuple[list[dict[str, str]], list[dict[str, object]]]:
    """People who are not a picture of the whole, and quotas that are."""
    rng = random.Random(count)
    sizes = {"gender": 2, "age": 5, "region": 8, "education": 4, "opinion": 3}
    weights = {f: [rng.uniform(0.6, 1.6) for _ in range(n)] for f, n in sizes.items()}
    rows = [
        {f: f"{f}{rng.choices(range(n), weights[f])[0]}" for f, n in sizes.items()}
        for _ in range(count)
    ]
    quotas: list[dict[str, object]] = []
    for f, n in sizes.items():
        for value in range(n):
            low, high = int(seats / n * 0.9), int(seats / n * 1.1) + 1
            quotas.append({"category": f, "feature": f"{f}{value}", "min": low, "max": high})
    return rows, quotas


def write(path: Path, rows: list[dict[str, object]] | list[dict[str, str]]) -> None:
    with path.open("w", newline="") as file:
        out = csv.DictWriter(file, list(rows[0]))
        out.writeheader()
        out.writerows(rows)


def pool(people: str, quotas: str, seats: str, name: str) -> dict[str, float | None]:
    with Path(people).open() as file:
        candidates = [Candidate(id=row.pop("id"), attributes=row) for row in csv.DictReader(file)]
    with Path(quotas).open() as file:
        listed = tuple(
            Quota(
                values=((row["category"], row["feature"]),),
                least=int(row["min"]),
                most=int(row["max"]),
            )
            for row in csv.DictReader(file)
        )
    rules = Rules(seats=(int(seats), int(seats)), quotas=listed)
    found, chances = measured(candidates, rules)
    if SHARED.exists():
        wanted = json.loads((SHARED / "golden" / f"{name}.json").read_text())
        found["off"] = max(abs(chances[f"p{at}"] - p) for at, p in enumerate(wanted))
    return found


def three_types() -> dict[str, float | None]:
    candidates = [Candidate(id=f"p{at}", attributes={"x": "abc"[at % 3]}) for at in range(2000)]
    limits = {"a": (50, 60), "b": (70, 80), "c": (40, 100)}
    quotas = tuple(
        Quota(values=(("x", value),), least=least, most=most)
        for value, (least, most) in limits.items()
    )
    rules = Rules(seats=(200, 200), quotas=quotas)
    lottery(candidates=candidates[:30], rules=Rules(seats=(2, 2)))  # imports the solver
    return measured(candidates, rules)[0]


def with_budget() -> dict[str, float | None]:
    """300 nominees of 120 Entities, at most 2 of each; two thirds of the spend for officials of
    developing countries; three who must be there."""
    rng = random.Random(1)
    region = [rng.choice(list(REGIONS)) for _ in range(120)]
    candidates = []
    for at in range(300):
        sender = at if at < 120 else rng.randrange(120)
        where = region[sender]
        attributes = {"region": where, "sex": rng.choice("mf"), "capital": rng.choice("yn")}
        candidates.append(
            Candidate(
                id=f"p{at:03}",
                entity=f"E{sender:03}",
                attributes={**attributes, "kind": rng.choice(["origin", "transit", "destination"])},
                cost=REGIONS[where] + rng.randint(-600, 900),
                shared=where not in ("Europe", "Other"),
                must=at < 3,
            )
        )
    seats = 60
    share = {w: sum(c.attributes["region"] == w for c in candidates) / 300 for w in REGIONS}
    quotas = [
        Quota(
            values=(("region", w),),
            least=int(0.8 * seats * share[w]),
            most=int(1.2 * seats * share[w]) + 1,
        )
        for w in REGIONS
    ]
    quotas += [
        Quota(values=(("sex", "f"),), least=27, most=33),
        Quota(values=(("capital", "y"),), least=30, most=60),
        Quota(values=(("kind", "origin"),), least=15, most=30),
    ]
    rules = Rules(
        seats=(seats, seats),
        quotas=tuple(quotas),
        per_entity=2,
        budget=int(0.95 * seats * sum(c.cost for c in candidates) / 300),
        share=Share(part=2, whole=3),
    )
    return measured(candidates, rules)[0]


def measured(
    candidates: list[Candidate], rules: Rules
) -> tuple[dict[str, float | None], dict[str, float]]:
    began = time.process_time()
    got = lottery(candidates=candidates, rules=rules, seed="0")
    found: dict[str, float | None] = {
        "seconds": time.process_time() - began,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "worst": got.achieved,
        "gap": got.gap,
    }
    return found, dict(got.chances)


CASES = {"pool": pool, "three types, 2000/200": three_types, "budget, 300/60": with_budget}

if __name__ == "__main__":
    sys.exit(main())
