"""The run store: every trained and measured model with all that is needed to judge it.

One SQLite file under the data directory, or the database that `MMREC_DATABASE` names; the
larger arrays lie beside it as .parquet and .npz, never pickled.
"""

import json
import logging
import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cached_property
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import sqlalchemy as sa

from mmrec import features
from mmrec.dataset import Dataset
from mmrec.errors import ConfigError, DataError, UnknownId
from mmrec.experiment import ExperimentConfig, Outcome
from mmrec.home import folder, home
from mmrec.limits import limits
from mmrec.models.registry import MODELS
from mmrec.run_files import Lists, write_files
from mmrec.training import check_modalities

METADATA = sa.MetaData()
RUNS = sa.Table(
    "runs",
    METADATA,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("created", sa.String, nullable=False, index=True),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("dataset_name", sa.String, nullable=False),
    sa.Column("fingerprint", sa.String, nullable=False, index=True),
    sa.Column("config", sa.JSON, nullable=False),
    sa.Column("facts", sa.JSON, nullable=False),
    sa.Column("summary", sa.Text, nullable=False),
)


@dataclass(frozen=True, eq=False)
class Run:
    """One stored run; the larger tables are read when asked for."""

    id: str
    created: str
    name: str
    dataset_name: str
    fingerprint: str
    config: ExperimentConfig
    facts: dict[str, Any]
    """lam, best_lam, n_users, path_users, seconds, peak_megabytes, versions, has_model."""
    summary: pd.DataFrame
    """metric, mean, low, high."""

    @property
    def folder(self) -> Path:
        """Where the larger tables lie."""
        return folder("runs") / self.id

    @cached_property
    def path(self) -> pd.DataFrame | None:
        """part, lam, metric, mean, low, high; None for a model without λ."""
        file = self.folder / "path.parquet"
        return pd.read_parquet(file) if file.exists() else None

    @cached_property
    def references(self) -> pd.DataFrame:
        """reference, metric, mean: what popularity, chance and the majority class give."""
        return pd.read_parquet(self.folder / "references.parquet")

    @cached_property
    def lists(self) -> Lists:
        """Every test viewer's list and what of it was relevant."""
        return Lists.read(self.folder / "lists.npz")

    @property
    def label(self) -> str:
        """Its name with the part of its id that tells equal names apart."""
        return f"{self.name} · {self.id[-4:]}"


def save_run(outcome: Outcome, dataset: Dataset, name: str = "") -> Run:
    """Store an outcome; a run is there whole or not at all."""
    created = datetime.now(UTC)
    run_id = f"{created:%Y%m%d%H%M%S}-{uuid.uuid4().hex[:4]}"
    has_model = write_files(outcome, folder("runs") / run_id, limits().stored_model_megabytes)
    row = {
        "id": run_id,
        "created": created.isoformat(timespec="microseconds"),
        "name": name or default_name(outcome.config, dataset),
        "dataset_name": dataset.name,
        "fingerprint": dataset.fingerprint,
        "config": asdict(outcome.config),
        "facts": _facts(outcome) | {"has_model": has_model},
        "summary": outcome.result.summary.to_json(orient="records"),
    }
    with _connection() as connection:
        connection.execute(RUNS.insert().values(row))
    return load_run(run_id)


def default_name(config: ExperimentConfig, dataset: Dataset) -> str:
    """What a run is called unless a person names it: "Multi-task ridge: all but plot"."""
    spec = MODELS[config.model]
    if not spec.uses_modalities:
        return spec.label
    label = {m: features.find(dataset, m).label.lower() for m in check_modalities(dataset, None)}
    on = [word for m, word in label.items() if m in config.modalities]
    off = [word for m, word in label.items() if m not in config.modalities]
    if not off:
        return f"{spec.label}: all modalities"
    words = f"all but {', '.join(off)}" if len(off) < len(on) else ", ".join(on)
    return f"{spec.label}: {words}"


def load_run(run_id: str) -> Run:
    """One run by its id; raises `UnknownId`, or `DataError` where it cannot be read."""
    with _connection() as connection:
        row = connection.execute(RUNS.select().where(RUNS.c.id == run_id)).mappings().first()
    if row is None:
        raise _unknown(run_id)
    return _run(row)


def list_runs(fingerprint: str | None = None, load: Callable[[str], Run] = load_run) -> list[Run]:
    """All runs, newest first; of one dataset where a fingerprint is given.

    A run that another version of mmrec stored and this one cannot read is passed over, and stays.
    """
    query = sa.select(RUNS.c.id).order_by(RUNS.c.created.desc(), RUNS.c.id.desc())
    if fingerprint is not None:
        query = query.where(RUNS.c.fingerprint == fingerprint)
    with _connection() as connection:
        ids = list(connection.execute(query).scalars())
    return [run for run_id in ids if (run := _readable(run_id, load)) is not None]


def delete_run(run_id: str) -> None:
    """Forget a run and its files; raises `UnknownId`."""
    with _connection() as connection:
        if not connection.execute(RUNS.delete().where(RUNS.c.id == run_id)).rowcount:
            raise _unknown(run_id)
    shutil.rmtree(folder("runs") / run_id, ignore_errors=True)


def _readable(run_id: str, load: Callable[[str], Run]) -> Run | None:
    try:
        return load(run_id)
    except DataError as error:
        logging.getLogger(__name__).warning("%s", error)
        return None


def _run(row: Any) -> Run:
    values = dict(row)
    try:
        values["config"] = ExperimentConfig(**values["config"])
    except (ConfigError, TypeError) as error:
        raise DataError(
            f"Run {values['id']!r} was stored by another version of mmrec and cannot be read by "
            f"this one: {error}. Its files were left as they are."
        ) from error
    values["summary"] = pd.read_json(StringIO(values["summary"]), orient="records")
    return Run(**values)


def _unknown(run_id: str) -> UnknownId:
    return UnknownId(
        f"There is no run {run_id!r} in the store. It may have been deleted; "
        "choose one from the list on the Compare page."
    )


def _facts(outcome: Outcome) -> dict[str, Any]:
    path = outcome.path
    return {
        "lam": outcome.model.settings.get("lam"),
        "best_lam": path.best if path else None,
        "path_users": path.n_users if path else {},
        "n_users": len(outcome.result.users),
        "liked_from": outcome.model.liked_from,
        "majority": _number(outcome.result.majority),
        "seconds": outcome.seconds,
        "peak_megabytes": outcome.peak_megabytes,
        "versions": outcome.versions,
    }


def _number(value: float) -> float | None:
    return None if np.isnan(value) else value


@contextmanager
def _connection() -> Iterator[sa.Connection]:
    """A transaction on the store, which is made if need be."""
    engine = _engine()
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def _engine() -> sa.Engine:
    url = os.environ.get("MMREC_DATABASE")
    try:
        engine = sa.create_engine(
            url or f"sqlite:///{home() / 'mmrec.sqlite'}", poolclass=sa.NullPool,
            json_serializer=lambda value: json.dumps(value, default=np.generic.item),
        )  # fmt: skip
        if engine.dialect.name == "sqlite":
            sa.event.listen(engine, "connect", _use_wal)
        METADATA.create_all(engine)
    except (sa.exc.SQLAlchemyError, ModuleNotFoundError) as error:
        # The URL itself may hold a password, so the sentence does not repeat it.
        named = "the database that MMREC_DATABASE names" if url else f"mmrec.sqlite in {home()}"
        raise ConfigError(
            f"The store of runs, {named}, cannot be opened: {str(error).splitlines()[0]}. "
            "Check that it is there and that you may write to it."
        ) from error
    return engine


def _use_wal(connection: Any, record: Any) -> None:
    """Readers do not wait for a writer, and a writer waits for another instead of failing."""
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA busy_timeout=10000")
