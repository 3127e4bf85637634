// What is typed into forms, kept by this tab until the server says that it has it. It belongs to
// one account, is never shown to another, and is gone when somebody signs out in any tab.
window.ddciTyped = (() => {
  const PLACE = "ddci-typed";
  const SIGNED_OUT = "ddci-signed-out";
  const nothing = () => ({ account: null, forms: {} });

  // A browser that keeps nothing (full, or forbidden) still has it on the page.
  const read = () => {
    try { return JSON.parse(sessionStorage.getItem(PLACE)) ?? nothing(); } catch { return nothing(); }
  };
  const write = () => {
    try { sessionStorage.setItem(PLACE, JSON.stringify(kept)); } catch { /* see above */ }
  };
  // What is longer than anything may be stands in its field as far as it is kept, from the moment
  // that it is typed or pasted, before anybody else sees it; the field says so.
  const said = () => document.getElementById("ddci-connection").dataset;
  const beginning = (text) => {
    const longest = Number(said().longest);
    return text.length > longest ? [...text.slice(0, 2 * longest)].slice(0, longest).join("") : text;
  };
  // As the browser sets it: React takes no notice of a text that it was told of by itself.
  const fill = (field, text) => {
    const { set } = Object.getOwnPropertyDescriptor(field.constructor.prototype, "value");
    set.call(field, text);
  };
  document.addEventListener("input", ({ target }) => {
    if (!target.matches?.("textarea, input[type=text]")) return;
    const text = beginning(target.value);
    const isCut = text !== target.value;
    if (isCut) fill(target, text);
    target.setCustomValidity(isCut ? said().cut : "");
    if (isCut) target.reportValidity();
  }, true);

  const kept = read();
  let shownTo = null;
  // Which opening of a form the page shows; a page that is loaded anew shows none yet.
  const openings = {};
  // Which revision whoever looks at an open form has seen, by form.
  const seen = {};

  // Where the fields of open forms stand, by the class of the place; and what the server was told
  // when the page came back.
  const places = {};
  let told = {};

  // Choices that the fields of an open form hold themselves, at least as new as what is noted of
  // them; and at which address a form stood that went, with its choices, while that stayed the same.
  const held = {};
  const gone = {};

  const tidy = (form) => {
    if (!Object.keys(kept.forms[form].fields).length) delete kept.forms[form];
    write();
  };
  const unnote = (form, field) => {
    if (!kept.forms[form]) return;
    delete kept.forms[form].fields[field];
    tidy(form);
  };
  const forget = () => { Object.assign(kept, nothing()); write(); };

  addEventListener("storage", ({ key }) => {
    if (key !== SIGNED_OUT) return;
    forget();
    document.dispatchEvent(new Event("ddci-signed-out"));
  });
  document.addEventListener("submit", ({ target }) => {
    const { signOut } = document.getElementById("ddci-connection").dataset;
    if (target.getAttribute("action") !== signOut) return;
    forget();
    try { localStorage.setItem(SIGNED_OUT, String(Date.now())); } catch { /* no other tab is told */ }
  }, true);

  // A page that comes back is drawn more than once, each time with fields of its own. What was
  // typed into one that is gone goes on in the one that stands in its place.
  const at = (place) => document.querySelector(`.${place} :is(textarea, input[type=text]):enabled`);
  const tellPage = (field) => field.dispatchEvent(new Event("input", { bubbles: true }));
  const put = (field, text) => {
    fill(field, text);
    tellPage(field);
  };
  // Once the page has taken in what was put there.
  const leave = (field) => setTimeout(() => {
    field.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
  });
  const waits = (text) =>
    Object.values(kept.forms).some(({ fields }) => Object.values(fields).includes(text));
  const goOn = () => {
    for (const [form, { fields }] of Object.entries(kept.forms)) {
      for (const [place, name] of Object.entries(places[form] ?? {})) {
        const text = fields[name], field = text === undefined ? null : at(place);
        if (!field || field.value === text) continue;
        put(field, text);
        // What the server was told comes from it, too; anything newer is sent as if it were left.
        if (told[form]?.fields[name] !== text && document.activeElement !== field) leave(field);
      }
    }
  };
  // Whoever was in a field is in it again, too, unless they went elsewhere by themselves: a field
  // that is switched off without a connection lets go of them. What they type while there is none
  // follows, unless only what writes letters with several keys knows what they mean.
  const FOLLOWS_WITHIN = 5000;
  let inside = null;
  // ``began`` is what stood there before anything was typed that is not noted yet. At another
  // address the same place may be a field of something else.
  const enter = (place, field, began) => {
    const address = location.href;
    inside = { place, field, began, address, isOut: false, goneSince: null, meanwhile: "" };
  };
  const isOut = () => inside?.isOut && !document.getElementById("ddci-connection").open;
  const stay = () => {
    if (inside?.address !== location.href) inside = null;
    if (!inside) return;
    const { field: was, place } = inside;
    inside.isOut ||= was.disabled || !was.isConnected;
    if (!was.isConnected) inside.goneSince ??= Date.now();
    const field = isOut() && at(place);
    if (!field) return;
    const { selectionStart, selectionEnd } = was, { began, meanwhile } = inside;
    goOn();
    // Whoever draws the form may not have said yet where its fields stand.
    if (field.value !== was.value && (field.value === began || waits(was.value))) {
      put(field, was.value);
    }
    field.focus({ preventScroll: true });
    field.setSelectionRange(selectionStart, selectionEnd);
    enter(place, field, began);
    if (!meanwhile) return;
    field.setRangeText(meanwhile, selectionStart, selectionEnd, "end");
    tellPage(field);
  };
  document.addEventListener("focusin", ({ target }) => {
    if (!target.matches("textarea, input[type=text]")) return;
    const known = Object.values(places).flatMap(Object.keys);
    const place = known.find((each) => target.closest(`.${each}`));
    if (!place) inside = null;
    else if (target !== inside?.field) enter(place, target, target.value);
  });
  document.addEventListener("pointerdown", ({ target }) => {
    if (target !== inside?.field) inside = null;
  }, true);
  document.addEventListener("keydown", (event) => {
    const { key, ctrlKey, altKey, metaKey } = event;
    if (key === "Tab" || key === "Escape") inside = null;
    if (!isOut() || Date.now() - (inside.goneSince ?? 0) > FOLLOWS_WITHIN) return;
    if (key === "Process" || key === "Unidentified") inside.goneSince = 0;
    if (ctrlKey || altKey || metaKey) return;
    if (key.length === 1) inside.meanwhile += key;
    else if (key === "Backspace") inside.meanwhile = inside.meanwhile.slice(0, -1);
    else return;
    event.preventDefault();
  }, true);
  new MutationObserver(stay).observe(document, {
    attributeFilter: ["disabled", "open"], childList: true, subtree: true,
  });

  return {
    // Who the page is shown to; false where it was drawn for somebody else.
    belongsTo(account) {
      const same = shownTo === null || shownTo === account;
      if (kept.account !== account) Object.assign(kept, nothing(), { account });
      shownTo ??= account;
      write();
      return same;
    },
    note(form, revision, field, text) {
      kept.forms[form] ??= { revision, fields: {} };
      kept.forms[form].fields[field] = beginning(text);
      write();
    },
    // What is noted of a field, undefined where nothing is; and noting nothing of it any more.
    noted: (form, field) => kept.forms[form]?.fields[field],
    unnote,
    // What is chosen in a field, null where it stands as it began. What is noted of before the page
    // was loaded stays until a run has heard of it.
    choose({ form, revision, heard }, field, choice) {
      const here = held[form] ??= new Set();
      if (choice !== null) {
        this.note(form, revision, field, choice);
        here.add(field);
      } else if (here.delete(field) || heard) unnote(form, field);
    },
    // The server has these texts; what was typed since stays.
    confirm(form, texts) {
      const waiting = kept.forms[form];
      if (!waiting) return;
      for (const [field, text] of Object.entries(texts)) {
        if (waiting.fields[field] === text) delete waiting.fields[field];
      }
      tidy(form);
    },
    // An open form is drawn, its fields at these places, and listens; it has heard nothing of what
    // was typed or put into one of them before.
    stands(form, fields) {
      places[form] = fields;
      delete gone[form];
      const { place, field, began } = inside ?? {};
      if (!fields[place] || !field.isConnected) return;
      if (field.value === began && !waits(began)) return;
      inside.began = field.value;
      tellPage(field);
    },
    goOn,
    // What is kept is told to the server, and which choices the page holds besides.
    tell() {
      told = structuredClone(kept.forms);
      for (const [form, sent] of Object.entries(told)) sent.held = [...held[form] ?? []];
      return told;
    },
    // Whether a form still keeps something that the server was told of it, word for word.
    isUnheard(form) {
      const fields = kept.forms[form]?.fields ?? {};
      return Object.entries(told[form]?.fields ?? {}).some(([name, text]) => fields[name] === text);
    },
    shows(form, opening) { openings[form] = opening; },
    get openings() { return { ...openings }; },
    sees(form, revision) { seen[form] = revision; },
    // A form is drawn no more that stood at an address. One that was closed there takes its choices
    // along; one that a run did not reach, such as of a session that had ended, will stand again.
    leaves(form, address) {
      gone[form] = { address, fields: held[form] ?? [] };
      delete seen[form];
      delete places[form];
      delete held[form];
      this.forgetsClosed();
    },
    forgetsClosed() {
      for (const [form, { address, fields }] of Object.entries(gone)) {
        if (location.href === address) continue;
        for (const field of fields) unnote(form, field);
        delete gone[form];
      }
    },
    get seen() { return { ...seen }; },
    get waiting() { return structuredClone(kept.forms); },
  };
})();
