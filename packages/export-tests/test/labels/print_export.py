"""Reads an export with its own module, and prints it as JSON. Arguments: the folder, the language or nothing, and `pandas` or nothing."""

import datetime
import json
import sys

folder, language, with_pandas = sys.argv[1:4]
sys.path.insert(0, folder)
import read

EPOCH = datetime.datetime(1970, 1, 1)


def printable(cell):
    if hasattr(cell, "item"):
        return cell.item()
    if isinstance(cell, datetime.datetime):
        if cell.tzinfo is not None:
            return (cell - EPOCH.replace(tzinfo=datetime.timezone.utc)).total_seconds()
        return (cell - EPOCH).total_seconds()
    return cell.isoformat() if isinstance(cell, (datetime.date, datetime.time)) else cell


def cells(table):
    if with_pandas:
        import pandas

        frame = read.frame(table)
        return {
            name: (str(frame[name].dtype), [None if pandas.isna(one) else one for one in frame[name].tolist()])
            for name in frame.columns
        }
    rows = list(read.rows(table))
    names = [column["name"] for column in read.TABLES[table]["columns"]]
    columns = {name: [row[name] for row in rows] for name in names}
    return {
        name: (" ".join(sorted({type(cell).__name__ for cell in some if cell is not None})), some)
        for name, some in columns.items()
    }


def column(table, name, kind, some):
    values = read.value_labels(table, language or None).get(name, {})
    label = read.variable_labels(table, language or None)[name]
    return {"name": name, "type": kind, "label": label, "values": list(values.items()), "cells": [printable(one) for one in some]}


json.dump(
    {table: [column(table, name, *rest) for name, rest in cells(table).items()] for table in read.TABLES},
    sys.stdout,
    ensure_ascii=True,
)
