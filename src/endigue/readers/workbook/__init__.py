"""The operations workbook (XLSX) that people fill: operations, services, crews and the rest.

`tables` opens the file, `cells` reads one row with every error named by its cell, `rows`
makes things of rows, `reader` puts it together.
"""

from endigue.readers.workbook.reader import read

__all__ = ["read"]
