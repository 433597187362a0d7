"""Reading one table of any format: what goes in comes out, or a sentence says why not."""

import csv
import io
import json
import random

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mmrec.errors import DataError, LimitError
from mmrec.limits import Limits
from mmrec.sources import table as table_module
from mmrec.sources.delimited import MISSING, sniff
from mmrec.sources.opening import open_file
from mmrec.sources.table import ID, NUMBER
from tests.sources.writing import RATINGS, put_csv

ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
letters = st.characters(codec="cp1252", exclude_categories=["Cc"], exclude_characters="\xa0\xad")
# Blanks at the ends of column names are trimmed, and words such as NaN mean a missing cell.
cells = st.text(letters | st.sampled_from('\n",;\t|'), min_size=1, max_size=12)
filled = cells.map(lambda c: "x" + c).filter(lambda c: c not in MISSING)


def opened(path):
    (table,) = open_file(path, path.name)
    return table


def read(path, holds=None):
    return opened(path).read(holds or {})


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.sampled_from("\t;,|"),
    st.sampled_from(ENCODINGS),
    st.lists(st.tuples(filled, filled, filled), min_size=1, max_size=6),
)
def test_any_delimiter_and_encoding_round_trips(tmp_path, delimiter, encoding, rows):
    path = put_csv(tmp_path / "t.csv", [("first é", "second", "third"), *rows], delimiter, encoding)
    table = opened(path)
    assert table.columns == ("first é", "second", "third")
    assert [tuple(r) for r in table.read({}).itertuples(index=False)] == rows
    assert [tuple(r) for r in table.head.itertuples(index=False)] == rows


def test_text_that_is_not_utf8_is_told(tmp_path):
    table = opened(put_csv(tmp_path / "t.csv", [("a", "b"), ("Amélie", "1")], encoding="latin-1"))
    assert table.head.iloc[0, 0] == "Amélie"
    assert table.notes[0].done == "It was read as Windows-1252."


def test_ids_keep_their_zeros_and_numbers_are_numbers(tmp_path):
    path = put_csv(tmp_path / "t.csv", [("id", "x"), ("007", "1.5"), ("08", "")])
    frame = read(path, {"id": ID, "x": NUMBER})
    assert frame["id"].tolist() == ["007", "08"]
    assert frame["x"].dtype == "float64"


def test_a_column_that_stops_being_numbers_is_read_as_text(tmp_path):
    path = put_csv(tmp_path / "t.csv", [("x",), *[(1,)] * 2000, ("many",)])
    assert read(path, {"x": NUMBER})["x"].iloc[-1] == "many"


def test_rows_of_the_wrong_length_are_counted(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("a,b\n1,2\n3\n4,5\n6,7,8\n")
    table = opened(path)
    assert table.read({})["a"].tolist() == ["1", "4"]
    (note,) = table.notes
    assert (note.count, note.row) == (2, 3)
    assert "Rows with the wrong number of cells: 2; the first has 1 instead of 2" in note.what


def test_names_of_columns_are_made_unique(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("a, a ,,b\n1,2,3,4\n")
    assert opened(path).columns == ("a", "a (2)", "column 3", "b")


def test_a_table_without_header_is_noticed(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("1,10,4.5\n2,20,3\n")
    dialect = sniff(path)
    assert not dialect.header
    assert read(path)["column 2"].tolist() == ["10", "20"]


RECORDS = [{"user": "a", "film": "007", "stars": 4}, {"user": "b", "film": "8", "stars": 5}]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("t.json", json.dumps(RECORDS)),
        ("t.json", json.dumps({"ratings": RECORDS})),
        ("t.json", json.dumps({k: [r[k] for r in RECORDS] for k in RECORDS[0]})),
        ("t.json", pd.DataFrame(RECORDS).to_json()),
        ("t.jsonl", "\n".join(map(json.dumps, RECORDS))),
        ("t.csv", "\n\n".join(map(json.dumps, RECORDS)) + "\n"),
    ],
)
def test_json_in_every_shape(tmp_path, name, text):
    (tmp_path / name).write_text(text)
    assert read(tmp_path / name).to_dict("records") == RECORDS


def test_parquet_and_excel(tmp_path):
    frame = pd.DataFrame(RECORDS)
    frame.to_parquet(tmp_path / "t.parquet")
    frame.to_excel(tmp_path / "t.xlsx", index=False)
    assert read(tmp_path / "t.parquet").to_dict("records") == RECORDS
    assert read(tmp_path / "t.xlsx").to_dict("records") == RECORDS


def test_every_sheet_of_an_excel_file_is_a_table(tmp_path):
    with pd.ExcelWriter(tmp_path / "t.xlsx") as writer:
        pd.DataFrame(RECORDS).to_excel(writer, sheet_name="Ratings", index=False)
        pd.DataFrame({"film": [1], "title": ["A"]}).to_excel(
            writer, sheet_name="Films", index=False
        )
    assert [t.file for t in open_file(tmp_path / "t.xlsx", "t.xlsx")] == [
        "t.xlsx [Ratings]", "t.xlsx [Films]",
    ]  # fmt: skip


def truncated_parquet(path):
    buffer = io.BytesIO()
    pd.DataFrame(RECORDS).to_parquet(buffer)
    path.write_bytes(buffer.getvalue()[:-40])


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("ratings.csv", b"", r"ratings.csv is empty \(0 bytes\)"),
        ("ratings.csv", b"\xef\xbb\xbf \r\n\n", r"ratings.csv is empty \(7 bytes\)"),
        ("ratings.csv", b"<!DOCTYPE html><html>Not found</html>", "ratings.csv is a web page"),
        ("ratings.csv", b'  <?xml version="1.0"?><Error>', "is a web page"),
        ("films.json", b"<html>", "films.json is a web page"),
        ("ratings.csv", random.Random(0).randbytes(4000), "its content is binary"),
        ("films.json", b'{"error": "quota", "code": 429}', "error message of a web service.*quota"),
        ("films.csv", b'{"message": "Not Found"}', "error message of a web service"),
        ("ratings.csv", b"\xff\xfeu\x00,", "begins as utf-16 text but goes on as something else"),
        ("films.json", b"[1, 2]", "is JSON but not a table: it holds list"),
        ("films.json", b'{"a": [1], "b": [1, 2]}', "its columns differ in length"),
        ("films.json", b'[{"a": 1},', "films.json, line 1: this is not JSON"),
        ("films.jsonl", b'{"a": 1}\n{"a": \n', "films.jsonl, line 2: this is not JSON"),
        ("films.jsonl", b'{"a": 1}\n7\n', "line 2.*holds no record"),
        ("films.json", b"[" * 100_000, "nested too deeply"),
        ("films.json", b"[]", "films.json is empty: it has no rows"),
        ("ratings.parquet", b"PAR1 cut", "ratings.parquet is damaged or incomplete"),
        ("films.xlsx", b"PK\x03\x04 cut", "films.xlsx is damaged or no Excel file"),
        ("ratings.csv", b"\x1f\x8b\x08rest", "ratings.csv is compressed with gzip"),
    ],
)
def test_bad_files_get_a_sentence(tmp_path, name, content, sentence):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DataError, match=sentence):
        read(tmp_path / name)


def test_a_truncated_parquet_file(tmp_path):
    truncated_parquet(tmp_path / "t.parquet")
    with pytest.raises(DataError, match="t.parquet is damaged or incomplete.*Copy or export it"):
        read(tmp_path / "t.parquet")


def test_an_empty_excel_file(tmp_path):
    pd.DataFrame(columns=["a"]).to_excel(tmp_path / "t.xlsx", index=False)
    with pytest.raises(DataError, match="t.xlsx is empty: no sheet has rows"):
        read(tmp_path / "t.xlsx")


@pytest.mark.parametrize("name", ["t.csv", "t.jsonl", "t.parquet", "t.xlsx"])
def test_too_many_rows_are_a_sentence(tmp_path, monkeypatch, name):
    monkeypatch.setattr(table_module, "limits", lambda: Limits(rows=2))
    frame = pd.DataFrame({"user": [1, 2, 3], "film": [1, 2, 3]})
    write = {
        "t.csv": lambda p: frame.to_csv(p, index=False),
        "t.jsonl": lambda p: frame.to_json(p, orient="records", lines=True),
        "t.parquet": frame.to_parquet,
        "t.xlsx": lambda p: frame.to_excel(p, index=False),
    }
    write[name](tmp_path / name)
    with pytest.raises(LimitError, match=f"{name} has 3 rows; the limit is 2.*MMREC_ROWS"):
        read(tmp_path / name)


def test_a_text_in_quotes_may_hold_lines_and_delimiters(tmp_path):
    (tmp_path / "t.csv").write_text('a,b\n"one,\ntwo ""three""",2\n')
    assert read(tmp_path / "t.csv")["a"].tolist() == ['one,\ntwo "three"']
    assert next(csv.reader(['"one ""two"""'])) == ['one "two"']


def test_the_sniffer_is_not_led_astray_by_commas_in_text(tmp_path):
    (tmp_path / "t.csv").write_text("id;plot\n1;a, b, c\n2;d, e, f\n")
    assert sniff(tmp_path / "t.csv").delimiter == ";"
    (tmp_path / "u.csv").write_text(RATINGS)
    assert sniff(tmp_path / "u.csv").delimiter == ","
