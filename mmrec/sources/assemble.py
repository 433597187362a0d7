"""From open tables with their mappings to `RawTables`."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final

import pandas as pd

from mmrec import schema
from mmrec.errors import DataError
from mmrec.findings import Finding
from mmrec.sources.inspection import BEHAVIOUR, FILM_COLUMNS, Opened
from mmrec.sources.raw import Origin, RawTables, table_name
from mmrec.sources.table import ID, KINDS, NUMBER, TEXT, TableFile, TableMapping
from mmrec.validation.ids import clean_ids
from mmrec.validation.interactions import missing_column
from mmrec.validation.values import numbers

HOLDS: Final = {
    schema.USER_ID: ID,
    schema.ITEM_ID: ID,
    schema.RATING: NUMBER,
    schema.TIMESTAMP: NUMBER,
}


@dataclass(frozen=True, eq=False)
class Part:
    """A table that was read: its columns bear names of the schema."""

    table: TableFile
    kind: str
    frame: pd.DataFrame

    @property
    def origin(self) -> Origin:
        """Where its rows came from."""
        return Origin(self.table.file, len(self.frame), self.table.first_row)


@dataclass(frozen=True)
class Parts:
    """The tables of an upload by kind."""

    parts: list[Part] = field(default_factory=list)

    def of(self, kind: str) -> list[Part]:
        """Those of one kind."""
        return [p for p in self.parts if p.kind == kind]


def assemble(opened: Opened) -> RawTables:
    """Read every table that is used, put those of a kind together and give films their posters."""
    _require_interactions(opened)
    findings = list(opened.findings)
    parts = Parts([_read(t, m) for t, m in opened.tables if m.kind != "ignored"])
    findings += [f for t, m in opened.tables for f in (*t.notes, *_unused(t, m))]
    watched = parts.of("interactions")
    films = sorted(parts.of("items"), key=_precedence)
    raw = RawTables(
        _joined(watched, BEHAVIOUR),
        items=films[0].frame if films else None,
        more_items=[p.frame for p in films[1:]],
        lifted=_lifted(watched),
        reviews=_joined(parts.of("reviews"), BEHAVIOUR) if parts.of("reviews") else None,
        custom={n: p.frame for n, p in _modalities(parts).items()},
        findings=findings,
        origins=_origins(parts, films),
    )
    raw.posters.update(
        _posters(opened.files.posters, [p.frame for p in (*films, *watched)], findings)
    )
    return raw


def _precedence(films: Part) -> tuple[bool, bool]:
    """Published layouts before tables of one's own, tables with titles before those without."""
    return films.table.layout is None, schema.TITLE not in films.frame


def _require_interactions(opened: Opened) -> None:
    chosen = [(t, m) for t, m in opened.tables if m.kind == "interactions"]
    if not chosen:
        listed = [f"{t.file} ({KINDS[m.kind]})" for t, m in opened.tables]
        raise DataError(
            f"No table says who watched what. Found: {', '.join(listed) or 'no table at all'}. "
            "Add a table with a column of viewer ids and a column of film ids."
        )
    for table, mapping in chosen:
        for kind, name in (("viewer", schema.USER_ID), ("film", schema.ITEM_ID)):
            titled = name == schema.ITEM_ID and schema.TITLE in mapping.columns.values()
            if name not in mapping.columns.values() and not titled:
                raise DataError(missing_column(table.file, kind, name, table.columns))


def _read(table: TableFile, mapping: TableMapping) -> Part:
    """The mapped columns under their names in the schema; a title serves as id where none is."""
    holds = {c: _holds(table, c, name, mapping.kind) for c, name in mapping.columns.items()}
    frame = table.read(holds)[list(mapping.columns)].rename(columns=dict(mapping.columns))
    if schema.ITEM_ID not in frame and schema.TITLE in frame:
        frame = frame.assign(**{schema.ITEM_ID: frame[schema.TITLE]})
    return Part(table, mapping.kind, frame)


def _holds(table: TableFile, column: str, name: str, kind: str) -> str:
    """How to read a column: as numbers only if its first rows hold nothing else."""
    expected = HOLDS.get(name, NUMBER if kind == "features" else TEXT)
    if expected != NUMBER:
        return expected
    filled = table.head[column].dropna()
    plain = not filled.astype(str).str.contains(",").any()
    return NUMBER if plain and not pd.isna(numbers(filled)).any() else TEXT


def _joined(parts: list[Part], columns: Iterable[str]) -> pd.DataFrame:
    frames = [p.frame[[c for c in columns if c in p.frame]] for p in parts]
    return frames[0] if len(frames) == 1 else pd.concat(frames, ignore_index=True)


def _lifted(watched: list[Part]) -> pd.DataFrame | None:
    """The film columns of interactions tables, each distinct film once."""
    about = [p.frame[[c for c in FILM_COLUMNS if c in p.frame]] for p in watched]
    about = [frame for frame in about if frame.shape[1] > 1]
    if not about:
        return None
    once = [f[~f.astype("str").duplicated()] for f in about]
    return pd.concat(once, ignore_index=True)


def _origins(parts: Parts, films: list[Part]) -> dict[str, tuple[Origin, ...]]:
    named = {k: tuple(p.origin for p in parts.of(k)) for k in ("interactions", "reviews")}
    named["lifted"] = named["interactions"]
    names = ["items", *(table_name("more_items", i) for i in range(len(films)))]
    named |= {n: (p.origin,) for n, p in zip(names, films, strict=False)}
    return named | {table_name("custom", n): (p.origin,) for n, p in _modalities(parts).items()}


def _modalities(parts: Parts) -> dict[str, Part]:
    """Feature tables by the name of their file or sheet; by the whole path where two share it."""
    named: dict[str, Part] = {}
    for part in parts.of("features"):
        short = _stem(part.table.file)
        named[part.table.file if short in named else short] = part
    return named


def _stem(file: str) -> str:
    """'features/audio.csv' → 'audio', 'book.xlsx [audio]' → 'audio'."""
    sheet = re.search(r" \[(.+)\]$", file)
    return sheet[1] if sheet else PurePosixPath(file).stem


def _unused(table: TableFile, mapping: TableMapping) -> list[Finding]:
    """What of a table is not used: columns, or all of it."""
    left = [c for c in table.columns if c not in mapping.columns]
    shown = ", ".join(left[:8]) + (f" and {len(left) - 8} more" if len(left) > 8 else "")
    if mapping.kind == "ignored":
        what = f"The table holds nothing that is known by its columns: {shown}."
        return [
            Finding(table.file, what, "It was not used.", "Choose its kind in the mapping form.")
        ]
    if not left:
        return []
    done, remedy = "They were not used.", "Choose their meaning in the mapping form."
    return [
        Finding(table.file, f"Columns of unknown meaning: {shown}.", done, remedy, column=left[0])
    ]


def _posters(
    files: tuple[Path, ...], films: list[pd.DataFrame], findings: list[Finding]
) -> dict[str, Path]:
    """Pictures by film id: those that a poster column names, else those named by the id."""
    by_name = {p.name: p for p in files}
    named: dict[str, Path] = {}
    absent = []
    for frame in films:
        if schema.POSTER not in frame:
            continue
        once = frame[[schema.ITEM_ID, schema.POSTER]].drop_duplicates()
        pairs = zip(clean_ids(once[schema.ITEM_ID]), once[schema.POSTER], strict=True)
        for item, name in ((i, n) for i, n in pairs if i and isinstance(n, str) and n.strip()):
            if found := by_name.get(name.replace("\\", "/").rpartition("/")[2]):
                named.setdefault(item, found)
            else:
                absent.append((item, name))
    taken = set(named.values())
    result = {p.stem: p for p in files if p not in taken} | named
    if lost := [name for item, name in absent if item not in result]:
        findings.append(_absent(lost))
    return result


def _absent(names: list[str]) -> Finding:
    what = f"Posters that a table names but that are not there: {len(names):,}; the first is "
    return Finding(
        "posters",
        f"{what}{names[0]!r}.",
        "These films were kept without a poster.",
        "Add the pictures, named as in the table or by the id of their film.",
        column=schema.POSTER,
        count=len(names),
    )
