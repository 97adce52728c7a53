"""Tables for a French spreadsheet."""

import csv
import io
from collections.abc import Iterable, Sequence

# Excel reads UTF-8 only after this mark.
_BOM = "\ufeff"


def csv_table(rows: Iterable[Sequence[str]]) -> str:
    """Rows as CSV: the mark of UTF-8, « ; », every cell quoted."""
    table = io.StringIO()
    writer = csv.writer(table, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows(rows)
    return _BOM + table.getvalue()
