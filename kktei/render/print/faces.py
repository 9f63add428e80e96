"""The faces of a volume: where they lie, and in which order they are asked for a character."""

from __future__ import annotations

from importlib import resources

from kktei.config import Settings

# Inside the Typst wheel: a serif with polytonic Greek, Cyrillic, Hebrew and the brackets of editors.
_BEHIND = ("Libertinus Serif", "New Computer Modern", "New Computer Modern Math")
_PACKAGES = ("fontpkg_eb_garamond",)


def folders() -> list[str]:
    """The folders of the faces that come with the program."""
    return [str(resources.files(package) / "files") for package in _PACKAGES]


def families(settings: Settings) -> list[str]:
    """The families in their order: the edition's, then those that stand behind them."""
    return list(dict.fromkeys([*settings.texts("print.fonts"), *_BEHIND]))
