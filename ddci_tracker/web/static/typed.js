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
  document.addEventListener("input", ({ target }) => {
    if (!target.matches?.("textarea, input[type=text]")) return;
    const text = beginning(target.value);
    const isCut = text !== target.value;
    // As the browser sets it: React takes no notice of a text that it was told of by itself.
    const { set } = Object.getOwnPropertyDescriptor(target.constructor.prototype, "value");
    if (isCut) set.call(target, text);
    target.setCustomValidity(isCut ? said().cut : "");
    if (isCut) target.reportValidity();
  }, true);

  const kept = read();
  let shownTo = null;
  // Which opening of a form the page shows; a page that is loaded anew shows none yet.
  const openings = {};
  // Which revision whoever looks at an open form has seen, by form.
  const seen = {};

  const tidy = (form) => {
    if (!Object.keys(kept.forms[form].fields).length) delete kept.forms[form];
    write();
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
    unnote(form, field) {
      if (!kept.forms[form]) return;
      delete kept.forms[form].fields[field];
      tidy(form);
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
    shows(form, opening) { openings[form] = opening; },
    get openings() { return { ...openings }; },
    sees(form, revision) { seen[form] = revision; },
    leaves(form) { delete seen[form]; },
    get seen() { return { ...seen }; },
    get waiting() { return structuredClone(kept.forms); },
  };
})();
