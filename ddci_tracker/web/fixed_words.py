"""What Streamlit says in English whatever it is asked, and how the page says it instead.

Its buttons, hints and words for screen readers have no settings. A script of ours
(``static/words.js``) puts those of the catalogue in their place, and has numbers, days and months
written as in the page's language. Whatever Streamlit says and is not listed stays English.
"""

from __future__ import annotations

import json
import re

from ddci_tracker import streamlit_inside as inside
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.language import Language
from ddci_tracker.words.marking import N_

_ENGLISH = Language("en")

# Word for word as Streamlit writes them; each stands alone in its element or attribute.
WHOLE = (
    # The frame.
    N_("Skip to main content"),
    N_("App pages"),
    N_("Sidebar"),
    N_("Expand sidebar"),
    N_("Collapse sidebar"),
    N_("Main menu"),
    N_("Navigate to home page"),
    N_("Notifications"),
    N_("Running..."),
    N_("Stopping..."),
    N_("Stop"),
    N_("Scroll tabs left"),
    N_("Scroll tabs right"),
    N_("View less"),
    N_("(opens in new tab)"),
    N_("Link to heading"),
    N_("Close"),
    N_("Dismiss"),
    N_("Copied"),
    N_("Copy to clipboard"),
    N_("Help"),
    N_("Error"),
    N_("Error:"),
    N_("Unknown error"),
    # When the connection goes.
    N_("Connecting"),
    N_("Connection error"),
    N_("Connection closed"),
    N_("Connection timed out."),
    N_("Connection lost. Please wait for the app to reconnect, then try again."),
    N_("Streamlit server is not responding. Are you connected to the internet?"),
    N_(
        "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your"
        " terminal:"
    ),
    N_("Network issue"),
    N_("Page not found"),
    N_("Download failed"),
    # Choosing.
    N_("Open"),
    N_("No results"),
    N_("No options"),
    N_("Clear value"),
    N_("Clear all"),
    N_("Select all"),
    N_("Selected values"),
    N_("Selectbox options"),
    N_("Multiselect options"),
    # Days.
    N_("Choose date"),
    N_("Choose date range"),
    N_("Clear date"),
    N_("Clear dates"),
    N_("Date range"),
    N_("Select..."),
    N_("Click to start selecting date range"),
    N_("Click to finish selecting date range"),
    N_("Calendar"),
    N_("Empty"),
    N_("Next month"),
    N_("Previous month"),
    N_("Next"),
    N_("Previous"),
    N_("Month"),
    N_("Year"),
    N_("Start date must be before end date."),
    N_("Selected date unavailable."),
    N_("Quick select a date range"),
    N_("Use arrow keys to navigate dates. Enter to select. Escape to close."),
    # Files.
    N_("Upload"),
    N_("file upload"),
    N_("Add files"),
    N_("add icon"),
    N_("Drag and drop a file here"),
    N_("Drag and drop files here"),
    N_("Error uploading file"),
    N_("Error deleting file"),
    # Tables.
    N_("Fullscreen"),
    N_("Close fullscreen"),
    N_("Search"),
    N_("Close Search"),
    N_("Next Result"),
    N_("Previous Result"),
    N_("Download as CSV"),
    N_("Add row"),
    N_("Delete row(s)"),
    N_("Clear selection"),
    N_("Show/hide columns"),
    N_("Dataframe column menu"),
    N_("Copy column name"),
    N_("Sort ascending"),
    N_("Sort descending"),
    N_("Format"),
    N_("Autosize"),
    N_("Pin column"),
    N_("Unpin column"),
    N_("Hide column"),
    N_("Statistics"),
    N_("Invalid input."),
    # Typing.
    N_("Press Enter to apply"),
    N_("Press Enter to submit form"),
    N_("Press Ctrl+Enter to apply"),
    N_("Press Ctrl+Enter to submit form"),
    N_("Press ⌘+Enter to apply"),
    N_("Press ⌘+Enter to submit form"),
    N_("Increment"),
    N_("Decrement"),
    N_("Show password"),
    N_("Hide password"),
)
# With something in between that stays as it is, such as the name of a file or of a field. The first
# that fits counts.
_AROUND = (
    N_("day, {label}"),
    N_("month, {label}"),
    N_("year, {label}"),
    N_("{number} – {month}"),
    N_("{label} start date"),
    N_("{label} end date"),
    N_("Today, {day} selected"),
    N_("Today, {day}"),
    N_("{day} selected"),
    N_("Selected Date: {day}"),
    N_("Selected Time: {time}"),
    N_("Choose date, {month}"),
    N_("Choose date range, {month}"),
    N_("{count} more"),
    N_("{count} option available."),
    N_("{count} options available."),
    N_("{size} per file • {kinds}"),
    N_("{size} per file"),
    # Screens that find no room in the bar above.
    N_("{count} more"),
    N_("Remove {name}"),
    N_("Cancel upload of {name}"),
    N_("File must be {size} or smaller."),
    N_("{kind} files are not allowed."),
    N_(
        "You have requested page /{name}, but no corresponding file was found in the app's pages/"
        " directory. Running the app's main page."
    ),
    N_("The page that you have requested does not seem to exist. Running the app's main page."),
)
_PLACE = re.compile(r"\\{(\w+)\\}")


def table(words: Words) -> str:
    """What ``words.js`` goes by, as JSON that can stand in a script."""
    months = zip(_month_names(_ENGLISH), _month_names(words.language), strict=True)
    said = {message: words.translate(message) for message in (*WHOLE, *_AROUND)}
    document = {
        "not_its_own": inside.NOT_ITS_OWN,
        "its_own_inside": inside.ITS_OWN_INSIDE,
        "locale": words.language.full_tag,
        "whole": {each: said[each] for each in WHOLE if said[each] != each},
        "around": [[_pattern(each), said[each]] for each in _AROUND if said[each] != each],
        "months": {english: own for english, own in months if english != own},
    }
    return json.dumps(document, ensure_ascii=False).replace("<", "\\u003c")


def _month_names(language: Language) -> list[str]:
    """The names of the months; of these alone Streamlit writes some in English, in every field."""
    return [str(name) for _, name in sorted(language.locale.months["format"]["wide"].items())]


def _pattern(message: str) -> str:
    """The regular expression of the browser that finds a message and what it is filled with."""
    return _PLACE.sub(r"(?<\1>.+?)", f"^{re.escape(message)}$")
