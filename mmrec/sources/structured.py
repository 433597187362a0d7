"""Tables that carry their own structure: JSON, JSON Lines, Parquet and Excel."""

import json
import warnings
import zipfile
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import ParseError

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from mmrec.errors import DataError
from mmrec.sources.archive import check_unpacked_size
from mmrec.sources.encoding import encoding_of, head_text
from mmrec.sources.table import TableFile, check_rows, whole_table

ERROR_WORDS: Final = ("error", "errors", "message", "detail", "status", "statuscode", "code")


def open_json(path: Path, file: str) -> TableFile:
    """A list of records, an object of columns, or one record a line."""
    encoding = encoding_of(path)
    head_text(path, encoding)
    text = path.read_text(encoding=encoding).removeprefix("\ufeff")
    try:
        return whole_table(file, _frame(json.loads(text), file), first_row=1)
    except json.JSONDecodeError as error:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) < 2:
            raise _not_json(file, error.lineno, error.msg) from error
        return whole_table(file, pd.DataFrame(_records(lines, file)), first_row=1)
    except RecursionError as error:
        raise _not_json(file, 1, "it is nested too deeply") from error


def _records(lines: list[str], file: str) -> list[Any]:
    records = []
    for number, line in enumerate(lines, start=1):
        try:
            records.append(json.loads(line))
        except (json.JSONDecodeError, RecursionError) as error:
            raise _not_json(file, number, str(error)) from error
        if not isinstance(records[-1], dict):
            raise _not_json(file, number, 'the line holds no record such as {"user": 1}')
    return records


def _not_json(file: str, line: int, why: str) -> DataError:
    return DataError(
        f"{file}, line {line}: this is not JSON ({why}). "
        "Write a list of records, an object of columns, or one record a line."
    )


def _frame(content: Any, file: str) -> pd.DataFrame:
    """Records or columns as a table; one list inside an object, as in {"films": […]}, is opened."""
    if isinstance(content, dict) and len(content) == 1:
        (only,) = content.values()
        content = only if isinstance(only, list) and only and isinstance(only[0], dict) else content
    if isinstance(content, list) and all(isinstance(r, dict) for r in content):
        return pd.DataFrame(content)
    if isinstance(content, dict) and content:
        return _columns(content, file)
    raise _not_table(file, f"it holds {type(content).__name__}")


def _columns(content: dict[str, Any], file: str) -> pd.DataFrame:
    values = [list(v.values()) if isinstance(v, dict) else v for v in content.values()]
    if all(isinstance(v, list) for v in values) and len({len(v) for v in values}) == 1:
        return pd.DataFrame({k: pd.Series(v) for k, v in zip(content, values, strict=True)})
    if any(k.lower() in ERROR_WORDS for k in content):
        raise DataError(
            f"{file} is an error message of a web service, not a table: "
            f"{json.dumps(content, ensure_ascii=False)[:120]}. Download the file again."
        )
    if all(not isinstance(v, list) for v in values):
        return pd.DataFrame([content])
    raise _not_table(file, "its columns differ in length")


def _not_table(file: str, why: str) -> DataError:
    return DataError(
        f"{file} is JSON but not a table: {why}. "
        "Write a list of records, an object of columns of equal length, or one record a line."
    )


def open_parquet(path: Path, file: str) -> TableFile:
    """A Parquet file, read by pyarrow alone; its size is checked before its rows are read."""
    try:
        parquet = pq.ParquetFile(path)
        about = parquet.metadata
        groups = (about.row_group(i) for i in range(about.num_row_groups))
        inside = zipfile.ZipInfo(file)
        inside.file_size = sum(g.total_byte_size for g in groups)
        check_rows(file, about.num_rows)
        check_unpacked_size([inside], file)
        return whole_table(file, parquet.read().to_pandas())
    except (pa.ArrowException, OSError) as error:
        raise DataError(
            f"{file} is damaged or incomplete: it cannot be read as Parquet "
            f"({str(error).splitlines()[0][:120]}). Copy or export it again."
        ) from error


def open_excel(path: Path, file: str) -> list[TableFile]:
    """Every sheet of an Excel file that holds rows; with several, each is named [sheet]."""
    from openpyxl import load_workbook  # type: ignore[import-untyped]
    from openpyxl.utils.exceptions import InvalidFileException  # type: ignore[import-untyped]

    faults = (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError, ParseError)
    try:
        with zipfile.ZipFile(path) as inside:
            check_unpacked_size(inside.infolist(), file)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and validation, which do not matter
            book = load_workbook(path, read_only=True, data_only=True)
            sheets = {s.title: _sheet(s, file) for s in book.worksheets}
    except faults as error:
        raise DataError(
            f"{file} is damaged or no Excel file: {error}. Save it as .xlsx again, or as CSV."
        ) from error
    filled = {title: frame for title, frame in sheets.items() if not frame.empty}
    if not filled:
        raise DataError(f"{file} is empty: no sheet has rows below its header. Export it again.")
    several = len(filled) > 1
    return [whole_table(f"{file} [{t}]" if several else file, f) for t, f in filled.items()]


def _sheet(sheet: Any, file: str) -> pd.DataFrame:
    rows = []
    for row in sheet.iter_rows(values_only=True):
        if any(cell is not None for cell in row):
            rows.append(row)
        check_rows(file, len(rows) - 1)
    if not rows:
        return pd.DataFrame()
    used = max((i for i, cell in enumerate(rows[0]) if cell is not None), default=-1) + 1
    width = max(used, 1)
    return pd.DataFrame([r[:width] for r in rows[1:]], columns=list(rows[0][:width]))
