"""One thing that waits for a person."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Need:
    due: datetime
    title: str
    sentence: str
    url: str
    label: str
    main: bool = False
    closes: bool = True  # False: it waits since `due`, and nothing closes then
