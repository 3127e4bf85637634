"""A form whose typing is kept: over closing, loading anew, a restart and somebody else's saving.

What stands in its fields is the draft of whoever types until it is saved or thrown away, together
with the revision that they have seen. Not here: which fields a form has and what saving it means.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, ClassVar
from zlib import crc32

import streamlit as st

from ddci_tracker import streamlit_inside as inside
from ddci_tracker.domain.texts import LONGEST_TYPED, beginning
from ddci_tracker.services.drafts import KeptDraft, drafts_of_form, drop_draft, keep_draft
from ddci_tracker.services.failures import Conflict
from ddci_tracker.ui.core import drawing, state
from ddci_tracker.ui.shared import outcome, typed
from ddci_tracker.ui.shared.autosave import keep_while_typing
from ddci_tracker.words.catalogue import Words

Values = Mapping[str, Any]

# What this window knows of its own drafts, by form: None where it saved or threw away the last one.
_OWN = "drafts-of-this-window"
# What it saved last, by form, and when; and how long a page may go on sending that again, from a
# field that has not heard yet that it stands empty.
_SAVED = "saved-in-this-window"
_SENDS_ON_FOR = timedelta(seconds=5)
_UNFOLDED = "unfolded-in-forms"
# A mark: the window of a draft, and what tells its text; and that of a form that shows none.
_MARKS = ":"
_NO_DRAFT = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What an open form builds on: what stood in its fields at a revision.

    ``kept`` is the draft that waits; ``restored``: the fields began with it. ``aside`` is what was
    typed while something else is drawn in the place of the fields. ``held`` are choices that the
    browser still holds from before this session, here as the draft has them: its own are newer and
    known once they are drawn. ``number`` tells this opening from earlier ones, for a table that has
    to forget what was edited in it.
    """

    base: Values
    revision: int
    kept: KeptDraft | None = None
    restored: bool = False
    aside: Values | None = None
    held: Values | None = None
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftForm:
    """A form by the plan that it is about and the name of its draft; one of a kind is open at once.

    A kind of forms says what its keys begin with (``PREFIX``), which fields there are, which of
    them hold days (``DAYS``) or another choice (``CHOICES``), and which only go with the rest
    (``COMPANIONS``): a form in which nothing else differs needs no draft. All others are typed
    letter by letter. Fields that are not drawn are forgotten by the browser's session; ``ANCHOR``
    is one that is always drawn, None where all of them outlast that.
    """

    PREFIX: ClassVar[str]
    FIELDS: ClassVar[tuple[str, ...]]
    DAYS: ClassVar[tuple[str, ...]] = ()
    CHOICES: ClassVar[tuple[str, ...]] = ()
    COMPANIONS: ClassVar[tuple[str, ...]] = ()
    ANCHOR: ClassVar[str | None] = None

    plan: str
    name: str

    # The fields.

    def key(self, field: str) -> str:
        """The key of a field."""
        return f"{self.PREFIX}-{field}:{self.plan}:{self.name}"

    def value(self, field: str) -> Any:
        """What stands in a field."""
        found = self._found()
        held = found.held if found else None
        return st.session_state.get(self.key(field), (held or {}).get(field))

    def typed(self, field: str) -> str:
        """What stands in a field of text, without spaces around it."""
        return str(self.value(field) or "").strip()

    def day(self, field: str) -> date | None:
        """The day that stands in a field."""
        value = self.value(field)
        return value if isinstance(value, date) else None

    def values(self) -> Values:
        """What is typed now, by field."""
        if self.opening.aside is not None:
            return self.opening.aside
        return {field: self.value(field) for field in self.FIELDS}

    def stands_in(self, field: str) -> object:
        """What stands in a field, by the name that a refusal calls it."""
        return self.values().get(field)

    def fill(self, values: Values) -> None:
        """Put something into the fields. Only before they are drawn, or from a callback."""
        for field, value in values.items():
            st.session_state[self.key(field)] = value

    def changed(self) -> Values:
        """What is typed in the fields that differ from what they began with."""
        base = self.opening.base
        now = self.values().items()
        return {field: value for field, value in now if _bare(value) != _bare(base.get(field))}

    # What the browser keeps of them.

    @classmethod
    def text_fields(cls) -> tuple[str, ...]:
        """The fields that are typed letter by letter."""
        chosen = {*cls.DAYS, *cls.CHOICES}
        return tuple(field for field in cls.FIELDS if field not in chosen)

    @property
    def id(self) -> str:
        """What the browser calls this form."""
        return f"{self.plan}/{self.name}"

    def as_text(self, value: object) -> str:
        """A value of a field of text as it stands there."""
        return "" if value is None else str(value)

    def text_in(self, values: Values, name: str) -> str:
        """What values have in a field of text, by the name that the browser calls it by."""
        return self.as_text(values.get(name))

    def texts(self) -> dict[str, str]:
        """What stands in the fields of text."""
        values = self.values()
        return {field: self.as_text(values.get(field)) for field in self.text_fields()}

    # What a draft says of them.

    def written(self, values: Values) -> str:
        """What is typed, as the draft keeps it."""
        return json.dumps(values, ensure_ascii=False, sort_keys=True, default=str)

    def read(self, body: str) -> Values:
        """What ``written`` wrote, by field; a day that makes no sense counts as not chosen."""
        kept = {field: value for field, value in json.loads(body).items() if field in self.FIELDS}
        return kept | {field: _day(kept[field]) for field in self.DAYS if field in kept}

    # Opening and closing.

    @property
    def is_open(self) -> bool:
        """Whether what was typed is here."""
        found = self._found()
        if found is None:
            return False
        drawn = self.ANCHOR is None or self.key(self.ANCHOR) in st.session_state
        return drawn or found.aside is not None

    @property
    def opening(self) -> Opening:
        """What the form builds on since it was opened."""
        found = self._found()
        if found is None:
            raise LookupError(self.name)
        return found

    def open(self, start: Callable[[KeptDraft | None], Opening]) -> None:
        """Show the form as it was left: open already, from its draft, or as ``start`` has it.

        ``start`` says what the form builds on, given the draft that it is restored from.
        """
        if not self.is_open:
            self._begin(start)
        self._take_back()

    @inside.uninterrupted()
    def _begin(self, start: Callable[[KeptDraft | None], Opening]) -> None:
        kept = self.take_up()
        counter = f"{self.PREFIX}-openings"
        shown = 0 if counter in st.session_state else typed.shown_opening(self.id)
        number = st.session_state[counter] = shown or st.session_state.get(counter, 0) + 1
        opening = replace(start(kept), kept=kept, restored=kept is not None, number=number)
        # Neither a draft nor a page that comes back builds on what whoever typed has not seen.
        seen = (kept.revision if kept else None, typed.seen_revision(self.id), opening.revision)
        opening = replace(opening, revision=min(each for each in seen if each is not None))
        values = {**opening.base, **(self.read(kept.body) if kept else {})}
        held = {name: value for name, value in values.items() if self._is_held(name)}
        self.fill({name: value for name, value in values.items() if name not in held})
        self._remember(replace(opening, held=held))

    def _is_held(self, field: str) -> bool:
        is_text = field in self.text_fields()
        return not is_text and inside.is_held_by_browser(self.key(field))

    @inside.uninterrupted()
    def _take_back(self) -> None:
        """Fill in what was typed and did not arrive before the connection was lost."""
        opening = self.opening
        came = None if opening.aside is not None else typed.take(self.id, is_kept_here=False)
        if came is None:
            return
        self._remember(replace(opening, revision=min(opening.revision, came.revision)))
        taken = self.take(came.texts)
        self._keep_now()
        # Only now may the browser forget them.
        typed.arrived(self.id, taken)
        typed.tell_taken_back(self.id)

    def take(self, texts: Mapping[str, str]) -> Mapping[str, str]:
        """Fill in texts by the names that the browser calls their fields; what was taken of them.

        What has no field any more is taken as well: nobody could fill it in later.
        """
        self.fill({name: text for name, text in texts.items() if name in self.text_fields()})
        return texts

    @inside.uninterrupted()
    def begin_anew(self, values: Values) -> None:
        """Go on with these as another opening, which forgets what was edited in a table."""
        counter = f"{self.PREFIX}-openings"
        st.session_state[counter] += 1
        self._remember(replace(self.opening, number=st.session_state[counter]))
        self.fill(values)
        self._keep_now()

    @property
    def waits_for_browser(self) -> bool:
        """Whether choices that a page brought back are known only once they are drawn."""
        return typed.has_come_back() and bool(self.opening.held)

    @inside.uninterrupted()
    def keep_what_was_held(self) -> None:
        """Once all is drawn, keep what the browser held of a page that came back."""
        opening = self.opening
        if not typed.has_come_back() or opening.aside is not None:
            return
        held = opening.held or {}
        drawn = {name for name in held if self.key(name) in st.session_state}
        self.fill({name: each for name, each in held.items() if name not in drawn})
        self._remember(replace(opening, held=None))
        if opening.kept is None or opening.kept.body != self.written(self.values()):
            self._keep_now()

    def build_on(self, base: Values, revision: int) -> None:
        """From now on build on this; what is typed stays."""
        self._remember(replace(self.opening, base=base, revision=revision, aside=None))

    @inside.uninterrupted()
    def set_aside(self, values: Values) -> None:
        """Keep what was typed while it is settled, without its fields, what becomes of it."""
        self._remember(replace(self.opening, aside=values))
        self.keep()

    @classmethod
    def close(cls) -> None:
        """Forget which form of this kind is open; its draft stays, and opens it anew."""
        st.session_state.pop(cls._place(), None)

    # The draft.

    @inside.uninterrupted()
    def keep(self) -> None:
        """Keep what is typed now; a form in which nothing differs needs no draft."""
        if self._found() is not None:
            typed.tell_no_more()
            self._cut()
            self._keep_now()

    @inside.uninterrupted()
    def _keep_now(self) -> None:
        if self._is_sent_on():
            return
        opening, kept = self.opening, None
        if self.changed().keys() - set(self.COMPANIONS):
            _saved().pop(self.id, None)
            kept = self.store(self.values(), opening.revision)
        else:
            self.drop()
        typed.arrived(self.id, self.texts())
        self._remember(replace(opening, kept=kept))

    def _is_sent_on(self) -> bool:
        """Whether all that stands in the fields is what was saved a moment ago."""
        body, moment = _saved().get(self.id, (None, None))
        is_fresh = moment is not None and abs(state.now() - moment) < _SENDS_ON_FOR
        return is_fresh and self.written(self.values()) == body and bool(self.changed())

    def _cut(self) -> None:
        """Let no more stand in the fields than is kept (``lengths`` tells it)."""
        values = {name: self.value(name) for name in self.text_fields()}
        self.fill(
            {
                name: beginning(text)
                for name, text in values.items()
                if isinstance(text, str) and len(text) > LONGEST_TYPED
            }
        )

    @inside.uninterrupted()
    def throw_away(self) -> None:
        """Drop what was typed: at the next look the form opens as things stand then."""
        if self._found() is not None:
            typed.arrived(self.id, self.texts())
        self.drop()
        self.close()

    @inside.uninterrupted()
    def settle(self) -> None:
        """What is typed is saved: its draft goes, except where another window typed since."""
        saved = self.values()
        _saved()[self.id] = (self.written(saved), state.now())
        self.drop()
        self._remember(replace(self.opening, base=saved, kept=None, restored=False, aside=None))

    def take_up(self) -> KeptDraft | None:
        """The draft that this window goes on with: its own, else the newest that it finds.

        Once it has saved, what is kept is another window's, and is told instead (``elsewhere``);
        so it is where a page comes back to a session that does not know it, and shows none of it.
        """
        found = self._all_kept()
        shown = typed.draft_shown(self.id)
        comes_back = shown is not None or typed.waits(self.id)
        if self.id in _own():
            own = _own()[self.id]
            found = tuple(each for each in found if own and each.window == own.window)
        elif comes_back and found:
            _own()[self.id] = None
            found = tuple(self._of_this_page(found, shown))
        kept = next(iter(found), None)
        if kept is not None:
            _own()[self.id] = kept
        return kept

    def _of_this_page(self, found: tuple[KeptDraft, ...], shown: str | None) -> Iterator[KeptDraft]:
        """The drafts that a page may go on with which showed this one, the likeliest first.

        One that has changed since is its own where what it typed last goes on from there.
        """
        yield from (each for each in found if mark_of(each) == shown)
        came = typed.waiting(self.id)
        of_window = (shown or _NO_DRAFT).partition(_MARKS)[0]
        for each in sorted(found, key=lambda one: one.window != of_window):
            of_this_one = shown != _NO_DRAFT and each.window == of_window
            if came is None:
                if of_this_one:
                    yield each
                continue
            stood = self.read(each.body)
            pairs = [(text, self.text_in(stood, name)) for name, text in came.texts.items()]
            goes_on = all(
                text.startswith(before) or (text and before.startswith(text))
                for text, before in pairs
            )
            # Of another window it would take what is only about something else.
            if goes_on and (of_this_one or any(before for _, before in pairs)):
                yield each

    def elsewhere(self) -> tuple[KeptDraft, ...]:
        """What another window typed into this form beside what was typed here, the newest first."""
        if self.id not in _own():
            return ()
        own = _own()[self.id]
        return tuple(
            each
            for each in self._all_kept()
            if own is None or (each.window != own.window and each.body != own.body)
        )

    @inside.uninterrupted()
    def go_on_with(self, other: KeptDraft) -> None:
        """Fill in what another window typed; what stands here stays kept as it is."""
        opening = self.opening
        self._remember(replace(opening, revision=min(opening.revision, other.revision)))
        _own()[self.id] = other
        self.begin_anew({**opening.base, **self.read(other.body)})

    @inside.uninterrupted()
    def store(self, values: Values, revision: int) -> KeptDraft:
        """Keep this as the draft of this window."""
        kept = keep_draft(
            state.tracker(),
            state.actor(),
            self.plan,
            self.name,
            self.written(values),
            revision=revision,
            now=state.now(),
            over=_own().get(self.id),
        )
        _own()[self.id] = kept
        return kept

    @inside.uninterrupted()
    def drop(self) -> None:
        """Drop the draft of this window, where it still is what this window typed."""
        own = _own().get(self.id)
        if own is not None:
            self.drop_other(own)
            _own()[self.id] = None

    def drop_other(self, kept: KeptDraft) -> None:
        """Drop a draft of this form, unless something else was typed there since."""
        drop_draft(state.tracker(), state.actor(), self.plan, self.name, only=kept.body)

    def _all_kept(self) -> tuple[KeptDraft, ...]:
        return drafts_of_form(state.tracker(), state.actor(), self.plan, self.name)

    # Saving.

    @inside.uninterrupted()
    def press(self, send: Callable[[], None]) -> None:
        """Save by the button of the form, from a callback, but never twice what was pressed twice.

        A page sends each press, with what stands in its fields until it has heard that it is saved.
        """
        if self._found() is None:
            return
        if self._is_sent_on():
            self.fill(self.opening.base)
        else:
            send()

    @inside.uninterrupted()
    def send(
        self,
        record: Callable[[], Callable[[], object] | None],
        done: str,
        words: Words,
        *,
        overtaken: Callable[[], None] | None = None,
        then: Callable[[], None] | None = None,
        besides: Callable[[], Iterable[str]] | None = None,
    ) -> None:
        """Save what is typed, from a callback, and tell how that ended, as ``attempt`` does.

        It is a draft until it is recorded, and stays one where it is refused or somebody came
        first (``overtaken``, which tells it; unless given, saving once more puts what is typed in
        their place). ``then`` is what becomes of the form once it is
        recorded; unless told otherwise it goes on from there. ``besides`` says what there is to
        know of what was recorded.
        """
        # Saved once more, it was meant so.
        _saved().pop(self.id, None)
        self.keep()
        before: list[Conflict] = []

        def act() -> Callable[[], object] | None:
            try:
                undo = record()
            except Conflict as conflict:
                if overtaken is None:
                    self.build_on(self.opening.base, conflict.revision_now)
                before.append(conflict)
                raise
            self.settle()
            if then is not None:
                then()
            return undo

        def tell() -> None:
            outcome.tell_overtaken(outcome.who_came_first(before[0], words), words)

        outcome.attempt(
            act, done, words, overtaken=overtaken or tell, besides=besides, stands_in=self.stands_in
        )

    # What is open, in this session.

    @classmethod
    def _place(cls) -> str:
        return f"{cls.PREFIX}-form"

    def _found(self) -> Opening | None:
        plan, name, opening = st.session_state.get(self._place(), (None, None, None))
        return opening if (plan, name) == (self.plan, self.name) else None

    def _remember(self, opening: Opening) -> None:
        st.session_state[self._place()] = (self.plan, self.name, opening)


@contextmanager
def frame(form: DraftForm, words: Words) -> Iterator[None]:
    """Around the fields and the foot of a form in a drawer: what is typed is sent while typing.

    Whether something came back that the browser had kept is told first.
    """
    if typed.was_taken_back(form.id):
        drawing.put("shared/taken_back.html", words)
    if form.is_open:
        _draw_elsewhere(form, words)
    yield
    if form.is_open:
        form.keep_what_was_held()
    texts = form.texts() if form.is_open else {}
    keys = {name: form.key(name) for name in form.text_fields()}
    revision = form.opening.revision if form.is_open else 0
    keep_while_typing(
        form.id,
        keys,
        revision=revision,
        texts={**texts, **_gone(form)},
        draft=mark_of(_own().get(form.id)),
    )


@contextmanager
def foot(form: DraftForm, label: str, send: Callable[[], None]) -> Iterator[None]:
    """The foot of a form: the button that saves it, and whatever else is drawn within."""
    place, save = f"{form.PREFIX}-foot", save_key(form)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=place):
        st.button(label, type="primary", key=save, on_click=form.press, args=(send,))
        yield


@contextmanager
def fold(form: DraftForm, label: str, fields: Iterable[str]) -> Iterator[None]:
    """Further fields of a form, folded away until something else is said in one of them.

    So a form that comes back hides nothing that was typed; what was unfolded for that stays so.
    """
    unfolded: set[tuple[str, str]] = st.session_state.setdefault(_UNFOLDED, set())
    if form.changed().keys() & set(fields):
        unfolded.add((form.id, label))
    with st.expander(label, expanded=(form.id, label) in unfolded):
        yield


def marks_of_this_window() -> Mapping[str, str]:
    """The mark of the draft that this window has of each form that it knows, none included."""
    return {form: mark_of(kept) for form, kept in _own().items()}


def save_key(form: DraftForm) -> str:
    """The key of the button that saves a form."""
    return f"{form.PREFIX}-save"


def draw_restored(form: DraftForm, words: Words) -> None:
    """Draw since when what stands in the fields is kept, where it was typed at another time."""
    opening = form.opening
    if opening.kept is None or not opening.restored:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        drawing.put("shared/entry_kept.html", words, kept=opening.kept)
        st.button(words.text("Throw away what was typed"), on_click=form.throw_away)


def _draw_elsewhere(form: DraftForm, words: Words) -> None:
    """Draw what the same person typed into this form in another window, and what to do with it."""
    for kept in form.elsewhere():
        texts = form.read(kept.body)
        begun = (form.as_text(texts.get(field)).strip() for field in form.text_fields())
        # The longest tells most: a percentage says nothing of what was written beside it.
        says = max(begun, key=len, default="")
        key = f"{form.PREFIX}-elsewhere-{kept.window}"
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=key):
            drawing.put("shared/typed_elsewhere.html", words, kept=kept, says=says)
            st.button(
                words.text("Go on with that one"),
                key=f"{key}-take",
                on_click=form.go_on_with,
                args=(kept,),
            )
            st.button(
                words.text("Throw that one away"),
                key=f"{key}-drop",
                on_click=form.drop_other,
                args=(kept,),
            )


def _own() -> dict[str, KeptDraft | None]:
    own: dict[str, KeptDraft | None] = st.session_state.setdefault(_OWN, {})
    return own


def _saved() -> dict[str, tuple[str, datetime]]:
    saved: dict[str, tuple[str, datetime]] = st.session_state.setdefault(_SAVED, {})
    return saved


def mark_of(kept: KeptDraft | None) -> str:
    """What tells a draft as it stands from any other; of none it says so."""
    if kept is None:
        return _NO_DRAFT
    return f"{kept.window}{_MARKS}{crc32(kept.body.encode()):08x}"


def _gone(form: DraftForm) -> Mapping[str, str]:
    """Texts that arrived last, also those that stand in the form no more."""
    return typed.all_arrived().get(form.id, {})


def _bare(value: object) -> object:
    """A value as it is compared: spaces do not count, and nothing is nothing."""
    bare = value.strip() if isinstance(value, str) else value
    return None if bare == "" or bare is False else bare


def _day(written: object) -> date | None:
    try:
        return date.fromisoformat(str(written))
    except ValueError:
        return None
