"""Why a schema cannot be used."""

from __future__ import annotations


class SchemaError(Exception):
    """``message`` says what is wrong with the schema, ``hint`` what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __reduce__(self) -> tuple[type[SchemaError], tuple[str, str]]:
        """Errors cross from worker processes whole."""
        return type(self), (self.message, self.hint)
