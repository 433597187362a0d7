"""A setting is written once: default, label, bounds and help live on its dataclass field.

The form, the check, the command line, the stored run and the report all read it from there.
"""

from dataclasses import dataclass, field, fields
from numbers import Integral, Real
from typing import Any

from mmrec.errors import ConfigError


@dataclass(frozen=True)
class Setting:
    """What is known of one setting besides its value."""

    label: str
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
    help: str = ""


def setting(
    default: Any,
    label: str,
    *,
    low: float | None = None,
    high: float | None = None,
    choices: tuple[str, ...] = (),
    help: str = "",
) -> Any:
    """Declare a dataclass field together with its label, bounds, choices and help."""
    return field(default=default, metadata={"setting": Setting(label, low, high, choices, help)})


def settings_of(config: Any) -> dict[str, Setting]:
    """The settings of a configuration, or of its class, by field name."""
    return {f.name: f.metadata["setting"] for f in fields(config) if "setting" in f.metadata}


def check_settings(config: Any) -> None:
    """Raise `ConfigError` unless every value lies within what its field declares.

    A setting whose default is a whole number takes whole numbers only; one whose default is None
    may be None.
    """
    defaults = {f.name: f.default for f in fields(config)}
    for name, about in settings_of(config).items():
        value, default = getattr(config, name), defaults[name]
        if about.choices and value not in about.choices:
            raise ConfigError(
                f"{about.label} is {value!r}. Choose one of {', '.join(about.choices)}."
            )
        if about.low is not None and not (value is None and default is None):
            _check_bounds(about, value, whole=isinstance(default, int))


def _check_bounds(about: Setting, value: Any, whole: bool) -> None:
    """`not low <= value <= high` also stops NaN."""
    number = isinstance(value, Integral if whole else Real) and not isinstance(value, bool)
    if not number or not about.low <= value <= about.high:
        kind = "a whole number" if whole else "a number"
        raise ConfigError(
            f"{about.label} is {value!r}. Choose {kind} from {about.low:g} to {about.high:g}."
        )
