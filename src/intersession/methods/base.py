"""What the methods share: remarks and errors."""

from dataclasses import dataclass

Value = int | str


@dataclass(frozen=True, kw_only=True)
class Remark:
    """One thing a reader should know: a code to translate and the values that fill the sentence."""

    code: str
    values: tuple[tuple[str, Value], ...] = ()

    def __str__(self) -> str:
        return self.code + "".join(f" {name}={value}" for name, value in self.values)


class MethodError(Exception):
    """The inputs allow no answer.

    The message is an English sentence for people; `code` and `values` let the interface say the
    same in another language.
    """

    def __init__(self, message: str, *, code: str = "no-answer", **values: Value) -> None:
        super().__init__(message)
        self.code = code
        self.values = values


class FileError(MethodError):
    """A file cannot be read: which one, and the row and column (both from 1) where it is known."""

    def __init__(
        self, message: str, *, file: str, row: int | None = None, column: int | None = None
    ):
        self.file, self.row, self.column = file, row, column
        place = [file]
        if row is not None:
            place.append(f"row {row}")
        if column is not None:
            place.append(f"column {column}")
        super().__init__(f"{', '.join(place)}: {message}", code="unreadable-file")
        self.sentence = message
