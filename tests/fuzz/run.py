"""``make fuzz``: every parser for some time, each in turn, on inputs that nobody tried before.

What fails is shrunk and printed with the parser's name; the exit code says whether anything did.
DDCI_FUZZ_SECONDS is the time for each, 120 by default; arguments name some parsers alone.
"""

from __future__ import annotations

import os
import secrets
import sys
import traceback
from time import monotonic

from hypothesis import HealthCheck, given, seed, settings

from tests.fuzz.parsers import PARSERS, Parser

_ROUND = 500


def fuzz(parser: Parser, seconds: float) -> int:
    """How many inputs were read within the time; raises what a parser fails with, shrunk."""
    until = monotonic() + seconds
    read = 0
    while monotonic() < until:

        @seed(secrets.randbits(64))
        @settings(
            max_examples=_ROUND,
            deadline=None,
            database=None,
            print_blob=False,
            suppress_health_check=list(HealthCheck),
        )
        @given(parser.made())
        def one_round(made: object) -> None:
            nonlocal read
            if monotonic() < until:
                parser.read(made)
                read += 1

        one_round()
    return read


def main() -> None:
    """Try the parsers that are named, or all of them."""
    seconds = float(os.environ.get("DDCI_FUZZ_SECONDS") or 120)
    chosen = [each for each in PARSERS if not sys.argv[1:] or each.name in sys.argv[1:]]
    failed = 0
    for parser in chosen:
        try:
            print(f"{parser.name}: {fuzz(parser, seconds)} read", flush=True)
        except Exception:
            failed += 1
            print(f"{parser.name}: FAILS", flush=True)
            traceback.print_exc(file=sys.stdout)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
