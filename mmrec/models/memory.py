"""A fit that would not fit into memory is refused with a sentence before it starts."""

from mmrec.errors import LimitError
from mmrec.limits import Limits


def check_memory(model: str, n_bytes: int, limits: Limits) -> None:
    """Raise `LimitError` when a fit needs more than the limit allows."""
    needed = n_bytes / 1e6
    if needed > limits.model_megabytes:
        raise LimitError(
            f"{model} needs about {needed:,.0f} MB for this many films; the limit is "
            f"{limits.model_megabytes:,} MB. Use a dataset with fewer films, choose another "
            "model, or raise MMREC_MODEL_MEGABYTES if this computer has the memory."
        )
