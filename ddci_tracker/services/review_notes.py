"""How the text of a draft and the places of its facts are written down, and read again."""

from __future__ import annotations

import json
from typing import Any

from ddci_tracker.domain.imported import Announced, Doubt
from ddci_tracker.domain.plan import Lines
from ddci_tracker.domain.printed import PrintedLine, PrintedText
from ddci_tracker.domain.reviewed import LeftOver, PlacedFact, Review
from ddci_tracker.store.plan_drafts import DraftText


def written_text(text: PrintedText) -> DraftText:
    """A text as it is kept."""
    lines = [
        {"text": line.text}
        | ({"cells": list(line.cells)} if line.cells else {})
        | ({"footnote": True} if line.footnote else {})
        for line in text.lines
    ]
    return DraftText(name=text.name, lines=json.dumps(lines, ensure_ascii=False))


def read_text(text: DraftText) -> PrintedText:
    """A text that was kept."""
    return PrintedText(
        name=text.name,
        lines=tuple(
            PrintedLine(
                number=number,
                text=line["text"],
                cells=tuple(line.get("cells", ())),
                footnote=line.get("footnote", False),
            )
            for number, line in enumerate(json.loads(text.lines), start=1)
        ),
    )


def written_review(review: Review) -> str:
    """The places of facts as they are kept."""
    content = {
        "facts": [
            [each.key, each.table, each.row, each.column, *each.lines, each.doubt]
            for each in review.facts
        ],
        "left": [[each.key, *each.lines] for each in review.left],
        "announced": [
            [each.what, each.announced, each.found, *each.lines] for each in review.announced
        ],
    }
    return json.dumps(content)


def read_review(written: str) -> Review:
    """Places of facts that were kept."""
    content: dict[str, list[list[Any]]] = json.loads(written)
    return Review(
        facts=tuple(
            PlacedFact(
                key=key,
                table=table,
                row=row,
                column=column,
                lines=Lines(first, last),
                doubt=Doubt(doubt) if doubt else None,
            )
            for key, table, row, column, first, last, doubt in content["facts"]
        ),
        left=tuple(
            LeftOver(key=key, lines=Lines(first, last)) for key, first, last in content["left"]
        ),
        announced=tuple(
            Announced(what=what, announced=count, found=found, lines=Lines(first, last))
            for what, count, found, first, last in content["announced"]
        ),
    )
