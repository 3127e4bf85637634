"""The update of the catalogue: what counts as a message, and what an update leaves alone."""

from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from ddci_tracker.words import language
from ddci_tracker.words.catalogue import ids_of, read_catalogue, translations_of
from ddci_tracker.words.extract import HEAD, ROOT, main, messages_in, updated, written
from ddci_tracker.words.language import catalogue_of, codes


def put(root: Path, path: str, source: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(source, encoding="utf-8")


def test_messages_are_found_in_code_that_speaks(tmp_path: Path) -> None:
    put(
        tmp_path,
        "ddci_tracker/ui/tile.py",
        "words.text('Outer {a}', a=words.text('Inner'))\n"
        "words.plural('{count} task', '{count} tasks', count=3)\n"
        "TITLE = N_('Title')\nDAYS = NP_('{days} day', '{days} days')\n"
        "words.text(variable)\n",
    )
    assert messages_in(tmp_path) == (
        ("Outer {a}",),
        ("Inner",),
        ("{count} task", "{count} tasks"),
        ("Title",),
        ("{days} day", "{days} days"),
    )


def test_pages_and_the_entry_are_searched_too(tmp_path: Path) -> None:
    put(tmp_path, "pages/lead/board.py", "words.text('Board')")
    put(tmp_path, "dashboard.py", "words.text('Start')")
    put(tmp_path, "tests/test_a.py", "words.text('Only a test')")
    assert set(messages_in(tmp_path)) == {("Board",), ("Start",)}


def test_rooms_that_cannot_speak_only_mark(tmp_path: Path) -> None:
    put(tmp_path, "ddci_tracker/store/queries.py", "text('SELECT 1')\nN_('Marked')\n")
    put(tmp_path, "ddci_tracker/plans/problems.py", "N_('Problem')")
    assert set(messages_in(tmp_path)) == {("Marked",), ("Problem",)}


def test_messages_are_found_in_page_templates(tmp_path: Path) -> None:
    put(
        tmp_path,
        "ddci_tracker/ui/overview/tile.html",
        "<p title=\"{{ t('Lead {unit}', unit=unit) }}\">"
        "{% if due %}{{ tn('{count} day', '{count} days', count=days) }}{% endif %}</p>",
    )
    assert messages_in(tmp_path) == (("Lead {unit}",), ("{count} day", "{count} days"))


def test_a_template_that_cannot_be_read_stops_the_update(tmp_path: Path) -> None:
    put(tmp_path, "ddci_tracker/ui/overview/broken.html", "{{ t('Half'")
    with pytest.raises(Exception, match="unexpected"):
        messages_in(tmp_path)


def test_a_message_that_is_said_twice_is_one(tmp_path: Path) -> None:
    put(tmp_path, "ddci_tracker/ui/a.py", "words.text('Board')\nwords.text('Board')")
    put(tmp_path, "ddci_tracker/ui/b.py", "words.text('Board')")
    assert messages_in(tmp_path) == (("Board",),)


SMALL = (
    HEAD.format(name="Vietnamese", code="vi", plurals="nplurals=1; plural=0;")
    + 'msgid "Old"\nmsgstr "Cũ"\n\n'
    '# said on the tile\nmsgid "Kept"\nmsgstr "Giữ"\n\n'
    '#, fuzzy\nmsgid "Doubtful"\nmsgstr "Ngờ"\n\n'
    'msgid "{count} day"\nmsgid_plural "{count} days"\nmsgstr[0] "{count} ngày"\n'
)


def test_an_update_keeps_translations_their_order_and_their_comments() -> None:
    catalogue = read_po(BytesIO(SMALL.encode()), locale="vi")
    said = (("New",), ("{count} day", "{count} days"), ("Doubtful",), ("Kept",))
    new, differences = updated(catalogue, said)
    messages = [message for message in new if message.id]
    assert [ids_of(message)[0] for message in messages] == [
        *("Kept", "Doubtful", "{count} day", "New"),
    ]
    assert [translations_of(message)[0] for message in messages] == [
        *("Giữ", "Ngờ", "{count} ngày", ""),
    ]
    assert messages[0].user_comments == ["said on the tile"]
    assert differences.added == (("New",),)
    assert [ids_of(message) for message in differences.dropped] == [("Old",)]
    assert differences.missing == (("Doubtful",), ("New",))


@pytest.mark.parametrize("path", [p for p in map(catalogue_of, codes()) if p.exists()], ids=str)
def test_a_shipped_catalogue_stands_as_an_update_writes_it(path: Path) -> None:
    catalogue, _ = updated(read_catalogue(path), messages_in(ROOT))
    assert written(catalogue) == path.read_bytes()


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only catalogue there is."""
    monkeypatch.setattr(language, "LOCALE", tmp_path / "locale")
    put(tmp_path, "locale/vi/LC_MESSAGES/ddci.po", SMALL)
    return catalogue_of("vi")


def test_the_command_names_what_is_to_be_translated(
    tmp_path: Path, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(tmp_path, "dashboard.py", "words.text('Kept')\nwords.text('New')")
    assert main(root=tmp_path) == 1
    said = capsys.readouterr().out
    assert "new: New" in said
    assert "dropped: Old = Cũ" in said
    assert "to be translated: New" in said
    assert 'msgid "New"\nmsgstr ""' in small.read_text(encoding="utf-8")
    put(tmp_path, "dashboard.py", "words.text('Kept')")
    assert main(root=tmp_path) == 0


def test_the_command_begins_a_catalogue(tmp_path: Path, small: Path) -> None:
    put(tmp_path, "dashboard.py", "words.text('Kept')\nwords.plural('{count} day', '{count} days')")
    assert main("pl", root=tmp_path) == 1
    begun = catalogue_of("pl").read_text(encoding="utf-8")
    assert "in Polish" in begun
    assert "nplurals=3" in begun
    assert 'msgid "Kept"\nmsgstr ""' in begun
    assert 'msgstr[2] ""' in begun
    assert "Giữ" in small.read_text(encoding="utf-8")


def test_the_names_of_sub_indices_are_messages(tmp_path: Path) -> None:
    put(tmp_path, "data/catalog/1.yaml", "sets: [{sub_indices: [{english_name: Time costs}]}]")
    assert messages_in(tmp_path) == (("Time costs",),)
