"""Writes the office files of many made-up months into a folder, for a validator to read.

Usage: python -m tests.unit.office.write_documents FOLDER
"""

import sys
from pathlib import Path

from ddci_tracker.briefing.change_sentences import ToldChange
from ddci_tracker.briefing.frozen import FrozenMonth
from ddci_tracker.office import slides, word, workbook
from ddci_tracker.office.default_template import default_template
from ddci_tracker.office.layout import read_layout
from ddci_tracker.office.material import material_of
from ddci_tracker.settings import load_settings
from ddci_tracker.words.catalogue import Words
from tests.unit.office import made

TEMPLATES = load_settings({}).data_dir / "templates"
Told = tuple[ToldChange, ...] | None


def documents(month: FrozenMonth, told: Told, words: Words) -> dict[str, bytes]:
    """The files of a month, by their endings."""
    layout = read_layout(TEMPLATES / "briefing-layout.toml")
    template = default_template(layout, words.language)
    deck = (TEMPLATES / "briefing.pptx").read_bytes()
    return {
        "docx": word.write(material_of(month, told, words), words, layout, template),
        "pptx": slides.write(month, told, words, deck),
        "xlsx": workbook.write(month, told, words),
    }


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    months: dict[str, tuple[FrozenMonth, Told]] = {
        "spring": (made.spring(), None),
        "june": made.june(),
        "nothing": (made.nothing(), None),
        "typed": (made.typed(), None),
        "illustration": (made.illustration(), None),
        "long": (made.of_300_long(), None),
    }
    for name, (month, told) in months.items():
        for words in (made.VIETNAMESE, made.ENGLISH) if name == "june" else (made.VIETNAMESE,):
            for ending, body in documents(month, told, words).items():
                (folder / f"{name}-{words.language}.{ending}").write_bytes(body)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
