// Opens the search over whatever screen stands on the page: by "/", by Ctrl+K, or by a link to its
// own page. What it shows is the list of that page (ui/search/page.html), asked for while somebody
// types; the screen behind it is neither asked nor drawn again.
(() => {
  "use strict";
  const PAUSE = 120;
  const TYPES_IN = "input, textarea, select, canvas, [contenteditable], [role='grid'], [role='combobox']";
  let waiting = null;
  let asking = null;

  const box = () => document.getElementById("ddci-search");
  const field = () => box().querySelector("input");
  const list = () => box().querySelector(".found");
  const hits = () => [...list().querySelectorAll("a.hit")];

  const ask = async () => {
    asking?.abort();
    const mine = asking = new AbortController();
    // The plan that is looked at may not stand in the address; it stands in the link.
    const link = document.querySelector("a[data-search]");
    const query = new URLSearchParams((link || location).search);
    query.set("q", field().value);
    const away = document.createElement("p");
    away.className = "hint";
    away.textContent = box().dataset.away;
    let found = [away];
    try {
      const address = `${box().querySelector("form").getAttribute("action")}?${query}`;
      const answer = await fetch(address, { headers: { accept: "text/html" }, signal: mine.signal });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const main = page.querySelector("body.finder > main");
      if (answer.ok && main) found = [...main.childNodes];
    } catch {
      if (mine.signal.aborted) return;
    }
    if (mine === asking) list().replaceChildren(...found);
  };

  const open = (what) => {
    if (box().open) return;
    // The plans stand there while nothing is typed.
    if (what === "plans") field().value = "";
    list().replaceChildren();
    box().showModal();
    field().select();
    ask();
  };
  const move = (by) => {
    const all = [field(), ...hits()];
    const at = all.indexOf(document.activeElement);
    all[(Math.max(at, 0) + by + all.length) % all.length].focus();
  };

  document.addEventListener("keydown", (event) => {
    const { key, ctrlKey, metaKey, altKey, target } = event;
    if (altKey || event.isComposing) return;
    if (box()?.open) {
      // A field of this kind would only be emptied.
      if (key === "Escape") box().close();
      if (key === "ArrowDown" || key === "ArrowUp") {
        event.preventDefault();
        move(key === "ArrowDown" ? 1 : -1);
      }
      // What is typed here is nobody else's.
      event.stopPropagation();
      return;
    }
    const isFree = key === "/" && !ctrlKey && !metaKey && !target.closest?.(TYPES_IN);
    const isAsked = key.toLowerCase() === "k" && (ctrlKey || metaKey) && !event.shiftKey;
    if (!(isFree || isAsked) || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    event.stopPropagation();
    open();
  }, true);
  document.addEventListener("click", (event) => {
    if (event.target === box()) box().close();
    const elsewhere = event.button || event.ctrlKey || event.metaKey || event.shiftKey;
    const link = event.target.closest?.("a[data-search]");
    if (elsewhere || !link) return;
    event.preventDefault();
    open(link.dataset.search);
  });
  document.addEventListener("input", ({ target }) => {
    if (target !== field()) return;
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  });
  document.addEventListener("submit", async (event) => {
    if (event.target !== field()?.form) return;
    event.preventDefault();
    clearTimeout(waiting);
    await ask();
    const first = hits()[0];
    if (first) location.assign(first.href);
  });
})();
