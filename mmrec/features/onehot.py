"""Names of things as weighted columns: one column a name, weighted by how rare it is."""

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from scipy import sparse

from mmrec.features.matrix import FeatureMatrix

Cell = tuple[int, str, float]
"""Item, column, value."""


def idf(n_items: int, n_having: int) -> float:
    """log((1 + n) / (1 + df)): how much a name tells, n items with any name, df with this one.

    scikit-learn's smooth idf without its added 1, so that a name on every item tells nothing.
    Items without any name are not counted: they are missing, and change no other item's row.
    """
    return float(np.log((1 + n_items) / (1 + n_having)))


def one_hot(names: Sequence[Iterable[str]]) -> FeatureMatrix:
    """(items, columns) sparse: idf(name) where item i bears the name, columns sorted by name.

    A name borne by a single item links it to nothing, but it does say that the item is *unlike*
    the others.  All such names of an item share one private column that holds the length
    √Σ idf² of theirs: every product of two rows is exactly that of the full table, with far
    fewer columns.  So an item whose names are all its own is present, not missing.
    """
    bags = [frozenset(bag) for bag in names]
    present = np.array([bool(bag) for bag in bags], dtype=bool)
    frequency = Counter(name for bag in bags for name in bag)
    weights = {name: idf(int(present.sum()), df) for name, df in frequency.items()}
    shared = {name for name, df in frequency.items() if df > 1}
    cells = _shared_cells(bags, shared, weights) + _private_cells(bags, shared, weights)
    return FeatureMatrix(_table(cells, len(bags)), present)


def _shared_cells(
    bags: list[frozenset[str]], shared: set[str], weights: dict[str, float]
) -> list[Cell]:
    return [(i, name, weights[name]) for i, bag in enumerate(bags) for name in bag & shared]


def _private_cells(
    bags: list[frozenset[str]], shared: set[str], weights: dict[str, float]
) -> list[Cell]:
    """One cell an item, in the column of the first of the names that are its alone."""
    own = [(i, bag - shared) for i, bag in enumerate(bags) if bag - shared]
    return [(i, min(bag), np.hypot.reduce([weights[name] for name in bag])) for i, bag in own]


def _table(cells: list[Cell], n_items: int) -> sparse.csr_array:
    columns = {name: j for j, name in enumerate(sorted({name for _, name, _ in cells}))}
    rows = np.array([i for i, _, _ in cells], dtype=np.int32)
    places = np.array([columns[name] for _, name, _ in cells], dtype=np.int32)
    values = np.array([value for _, _, value in cells], dtype=np.float32)
    table = sparse.csr_array((values, (rows, places)), shape=(n_items, len(columns)))
    table.sort_indices()
    return table
