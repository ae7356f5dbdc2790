"""The MAXIMIN of sortition-algorithms on one pool; run by bench_sortition.py with its own Python.

Takes people.csv, quotas.csv and the number of seats; prints one line of JSON.
"""

import csv
import json
import resource
import sys
import time
from importlib.metadata import version
from pathlib import Path

from sortition_algorithms.committee_generation.maximin import find_distribution_maximin
from sortition_algorithms.features import read_in_features
from sortition_algorithms.people import read_in_people
from sortition_algorithms.settings import Settings


def rows(path: str) -> tuple[list[str], list[dict[str, str]]]:
    with Path(path).open() as file:
        read = csv.DictReader(file)
        return list(read.fieldnames or ()), list(read)


def main() -> None:
    (people_head, people_rows), (quota_head, quota_rows) = rows(sys.argv[1]), rows(sys.argv[2])
    seats = int(sys.argv[3])
    names = {"category": "feature", "feature": "value"}  # as the older files have it
    if "category" in quota_head:
        quota_head = [names.get(head, head) for head in quota_head]
        quota_rows = [{names.get(k, k): v for k, v in row.items()} for row in quota_rows]
    features = read_in_features(quota_head, quota_rows, seats)[0]
    settings = Settings(id_column="id", columns_to_keep=[])
    people = read_in_people(people_head, people_rows, features, settings, "feature")[0]
    began = time.process_time()
    committees, probabilities, _ = find_distribution_maximin(features, people, seats, [])
    seconds = time.process_time() - began
    chances = {row["id"]: 0.0 for row in people_rows}
    for committee, probability in zip(committees, probabilities, strict=True):
        for id_ in committee:
            chances[id_] += probability
    found = {
        "seconds": seconds,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "worst": min(chances.values()),
        "version": version("sortition-algorithms"),
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main()
