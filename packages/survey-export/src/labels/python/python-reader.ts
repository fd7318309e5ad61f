import { csvDialect } from "../../formats/csv.ts";

const { guard } = csvDialect;

/** The functions of the module for Python. They find what the tables are in `TABLES`. */
export const PYTHON_READER = `
import csv
import datetime
import pathlib

FOLDER = pathlib.Path(__file__).resolve().parent


def rows(table, folder=FOLDER):
    """The rows of a table, one after the other, each as a dictionary of its cells by column."""
    columns = [(column["name"], _VALUES[column["kind"]]) for column in TABLES[table]["columns"]]
    csv.field_size_limit(2**31 - 1)
    with open(pathlib.Path(folder) / (table + ".csv"), encoding="utf-8-sig", newline="") as file:
        lines = csv.reader(file)
        next(lines)
        for cells in lines:
            yield {name: None if cell == "" else value(cell) for (name, value), cell in zip(columns, cells)}


def frame(table, folder=FOLDER):
    """A table as a pandas.DataFrame. Cells without a value are missing. Dates are objects of datetime.date."""
    import pandas

    columns = TABLES[table]["columns"]
    made = pandas.DataFrame(rows(table, folder), columns=[column["name"] for column in columns], dtype="object")
    for column in columns:
        name, kind = column["name"], column["kind"]
        if kind in _DTYPES:
            made[name] = made[name].astype(_DTYPES[kind])
        elif kind in ("local_time", "utc_time"):
            made[name] = pandas.to_datetime(made[name], utc=kind == "utc_time")
    return made


def variable_labels(table, language=None):
    """What each column is, by its name.

    language: that of the labels. Where there is none, the first language of the questionnaire is taken.
    """
    return {column["name"]: _label(table, column["labels"], language) for column in TABLES[table]["columns"]}


def value_labels(table, language=None):
    """What the values of each column mean, by its name. Columns whose values have no labels are left out."""
    return {
        column["name"]: {value: _label(table, labels, language) for value, labels in column["values"]}
        for column in TABLES[table]["columns"]
        if column["values"]
    }


def _label(table, labels, language):
    for tag in [language, *TABLES[table]["languages"], *labels]:
        if tag in labels:
            return labels[tag]


def _text(cell):
    return cell[${guard.length}:] if cell.startswith("${guard}") else cell


def _utc_time(cell):
    return datetime.datetime.fromisoformat(cell[:-1] + "+00:00")


def _date(cell):
    try:
        return datetime.date.fromisoformat(cell)
    except ValueError:
        return cell


_VALUES = {
    "text": _text,
    "integer": int,
    "number": float,
    "local_time": datetime.datetime.fromisoformat,
    "utc_time": _utc_time,
    "offset_time": str,
    "date": _date,
    "time": datetime.time.fromisoformat,
}

_DTYPES = {"text": "string", "offset_time": "string", "integer": "Int64", "number": "float64"}
`;
