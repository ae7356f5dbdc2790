"""A bar on standard error for what takes over two seconds."""

import sys
import time
from types import TracebackType
from typing import TextIO

PATIENCE, BETWEEN, WIDTH = 2.0, 0.5, 30


class Meter:
    """Called with the share of the work that is done, and the worst chance so far if known."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self.stream = sys.stderr if stream is None else stream
        self.began = self.told = time.monotonic()
        self.shown = False

    def __enter__(self) -> "Meter":
        return self

    def __call__(self, done: float, worst: float | None = None) -> None:
        now = time.monotonic()
        if now - self.began < PATIENCE or now - self.told < BETWEEN:
            return
        self.told = now
        full = round(WIDTH * min(max(done, 0.0), 1.0))
        chance = "" if worst is None else f"  worst chance so far {worst:.4f}"
        bar = f"[{'#' * full}{'.' * (WIDTH - full)}] {done:4.0%}{chance}"
        alive = self.stream.isatty()
        print(
            ("\r" if alive else "") + bar, end="" if alive else "\n", file=self.stream, flush=True
        )
        self.shown = alive

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.shown:
            print(file=self.stream)
