"""Verbs of documents, one module per noun; the names that other apps call stand here, too."""

from intersession.documents.actions.files import store_file
from intersession.documents.actions.register import (
    NotASymbol,
    SymbolTaken,
    add_document,
    change_document,
)
from intersession.documents.actions.series import add_series, change_series
from intersession.documents.actions.versions import (
    Issue,
    NotAllowed,
    NothingChosen,
    issue_versions,
    set_deadlines,
    state_version,
)

__all__ = [
    "Issue",
    "NotASymbol",
    "NotAllowed",
    "NothingChosen",
    "SymbolTaken",
    "add_document",
    "add_series",
    "change_document",
    "change_series",
    "issue_versions",
    "set_deadlines",
    "state_version",
    "store_file",
]
