"""Where the real data lies, which is not part of the repository."""

import os
import sys
from pathlib import Path


def folder() -> Path:
    """The folder with ml-100k/; ends with a sentence where it is absent."""
    beside = Path(__file__).resolve().parents[2] / "shared" / "data"
    found = Path(os.environ.get("MMREC_SHARED_DATA", beside))
    if not (found / "ml-100k" / "u.data").exists():
        sys.exit(
            f"The benchmarks measure on real data, and {found} holds no ml-100k/u.data. "
            "Set MMREC_SHARED_DATA to a folder that does."
        )
    return found
