"""`python -m tests.typeset disclosure.txt out.pdf [--once] [--dashes]`."""

import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

from tests.typeset.layout import typeset
from tests.typeset.source import parse
from tests.typeset.style import Style


def main(arguments: Sequence[str]) -> None:
    """Typeset a text as PDF."""
    parser = ArgumentParser(prog="python -m tests.typeset", description=main.__doc__)
    parser.add_argument("text", type=Path, help="a row-a-line text disclosure")
    parser.add_argument("pdf", type=Path, help="where the PDF goes")
    parser.add_argument(
        "--once", action="store_true", help="print the header of a table on its first page only"
    )
    parser.add_argument("--dashes", action="store_true", help="print page numbers as - 1 -")
    given = parser.parse_args(arguments)
    style = Style(repeat_header=not given.once, page_number="- {} -" if given.dashes else "{}")
    given.pdf.write_bytes(typeset(parse(given.text.read_text("utf-8")), style))


if __name__ == "__main__":
    main(sys.argv[1:])
