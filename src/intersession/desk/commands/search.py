"""intersession search: how much is found, and the index built again from nothing."""

import argparse

from intersession.search import files, index


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="intersession search", description=__doc__)
    parser.add_argument(
        "--rebuild", action="store_true", help="read all files that were not read, index everything"
    )
    if parser.parse_args(argv).rebuild:
        files.read_all()
        index.rebuild()
    for kind, number in index.things():
        print(f"{kind}\t{number}")
    return 0
