"""Explore multimodal movie recommenders: what a modality is worth, and for whom.

Names load on first use, so `import mmrec` is light.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from mmrec.dataset import Dataset
    from mmrec.evaluation import evaluate
    from mmrec.path import lambda_path
    from mmrec.sources import load_dataset, load_sample
    from mmrec.splits import Split, split
    from mmrec.trained import TrainedModel
    from mmrec.training import train

__all__ = [
    "Dataset",
    "Split",
    "TrainedModel",
    "evaluate",
    "lambda_path",
    "load_dataset",
    "load_sample",
    "split",
    "train",
]

_HOMES = {
    "Dataset": "dataset",
    "Split": "splits",
    "TrainedModel": "trained",
    "evaluate": "evaluation",
    "lambda_path": "path",
    "load_dataset": "sources",
    "load_sample": "sources",
    "split": "splits",
    "train": "training",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'mmrec' has no attribute {name!r}")
    return getattr(import_module(f"mmrec.{_HOMES[name]}"), name)
