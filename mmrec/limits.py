"""How large an upload may be.  Each limit can be raised by an environment variable."""

import os
from dataclasses import dataclass, fields
from functools import cache

from mmrec.errors import ConfigError
from mmrec.settings import check_settings, setting


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Limits on what is read from outside; the variable is MMREC_ and the name in capitals."""

    upload_megabytes: int = setting(1000, "Upload size in MB", low=1, high=100_000)
    unpacked_megabytes: int = setting(4000, "Unpacked size in MB", low=1, high=400_000)
    archive_files: int = setting(200_000, "Files in an archive", low=1, high=10_000_000)
    rows: int = setting(40_000_000, "Rows in a table", low=1, high=1_000_000_000)
    image_megapixels: int = setting(50, "Poster size in megapixels", low=1, high=1000)
    model_megabytes: int = setting(12_000, "Memory for one fit in MB", low=10, high=1_000_000)
    stored_model_megabytes: int = setting(500, "Fitted model kept, in MB", low=0, high=100_000)

    def __post_init__(self) -> None:
        check_settings(self)


@cache
def limits() -> Limits:
    """The limits in force, read from the environment once."""
    variables = {f.name: f"MMREC_{f.name.upper()}" for f in fields(Limits)}
    return Limits(**{n: _whole(v) for n, v in variables.items() if os.environ.get(v)})


def _whole(variable: str) -> int:
    try:
        return int(os.environ[variable])
    except ValueError:
        raise ConfigError(
            f"The environment variable {variable} is {os.environ[variable]!r}. "
            "Give it a whole number, or unset it."
        ) from None
