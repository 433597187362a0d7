"""How long work tells how far it has come."""

from collections.abc import Callable

Progress = Callable[[float, str], None]
"""Called with the fraction done and a few words; may raise to stop the work."""


def silent(fraction: float, message: str) -> None:
    """A `Progress` that tells nobody."""
