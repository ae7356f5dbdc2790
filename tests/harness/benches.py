"""`make bench`: runs every tests/bench/bench_*.py, one after the other."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def main() -> int:
    failed = []
    for path in sorted((ROOT / "tests" / "bench").glob("bench_*.py")):
        print(f"\n=== {path.stem} ===", flush=True)
        if subprocess.run([sys.executable, str(path)], cwd=ROOT).returncode:
            failed.append(path.stem)
    if failed:
        print(f"\nbench: FAILED: {', '.join(failed)}")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
