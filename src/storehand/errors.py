"""The few families of errors; imports nothing of ours.

An error carries a message key and the values of its sentence. The sentence itself stands in the
message catalogues (`locale/*.po`) under `error.<key>`, in Chinese and English, and is put together at
the edge (`wording.of_error`). It names the thing, the value and the way out.
"""


class StorehandError(Exception):
    """Anything that we tell a user in one sentence. `exit_code` is what the command line ends with."""

    exit_code = 1

    def __init__(self, key: str, /, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value!r}" for name, value in self.values.items())
        return f"{self.key}({told})"


class UsageError(StorehandError):
    """The request itself cannot be meant: an unknown shop, day, metric, option."""

    exit_code = 2


class Refusal(StorehandError):  # noqa: N818 - the word that users read
    """A file that cannot be taken as a whole; the others go on."""

    exit_code = 3


class WorkspaceError(StorehandError):
    """The workspace cannot be opened or written: missing, locked, full, read-only, damaged."""


class CatalogError(StorehandError):
    """A declaration of ours is wrong: a metric defined twice, a column that no table has."""
