// Keeps a quick face alive: asks for newer figures, says how old those are that it shows, and turns
// the pages of a wall. It never leaves the page while the server is away, so that no error page of
// the browser can take its place; without it the page renews itself by a meta refresh.
(() => {
  "use strict";
  const RETRY = 5;
  const ANSWERS_WITHIN = 10000;
  const MINUTE = 60;
  const HOUR = 60 * MINUTE;
  const DAY = 24 * HOUR;
  // The clock of this computer may be wrong, so age is counted from when the figures came.
  let cameAt = Date.now();
  let lost = false;
  // Lost although the tracker itself answers: it cannot read its database.
  let away = false;
  let renewing = null;
  let turning = null;

  const seconds = (name) => Number(document.body.dataset[name] || 0);
  const pages = () => [...document.querySelectorAll(".page")];
  const here = () => Math.max(pages().findIndex((page) => page.classList.contains("here")), 0);

  const show = (place) => {
    const all = pages();
    if (!all.length) return;
    const at = (place + all.length) % all.length;
    all.forEach((page, each) => page.classList.toggle("here", each === at));
  };
  const turn = (by) => {
    show(here() + by);
    clearTimeout(turning);
    if (seconds("turn")) turning = setTimeout(turn, seconds("turn") * 1000, 1);
  };

  const inWords = (box, past, kind) => {
    const [unit, length] = past >= 2 * DAY ? ["days", DAY] : past >= 2 * HOUR ? ["hours", HOUR]
      : ["minutes", MINUTE];
    const name = kind + (kind ? unit[0].toUpperCase() + unit.slice(1) : unit);
    return box.dataset[name].replace("§", Math.floor(past / length));
  };
  const say = () => {
    const past = Math.max((Date.now() - cameAt) / 1000, 0);
    const old = seconds("old") > 0 && past >= seconds("old");
    if (old || lost) document.body.dataset.state = old ? "old" : "lost";
    else delete document.body.dataset.state;
    const box = document.querySelector(".age");
    if (!box) return;
    const ago = past >= MINUTE && !old ? `, ${inWords(box, past, "")}` : "";
    for (const who of box.querySelectorAll(".who")) {
      who.dataset.lost ??= who.textContent;
      who.textContent = away ? who.dataset.away : who.dataset.lost;
    }
    box.querySelector(".ago").textContent = ago;
    box.querySelector("b.old").textContent = old ? inWords(box, past, "old") : "";
  };

  const takeIn = (next) => {
    if (next.body.dataset.edition !== document.body.dataset.edition) {
      // Another version of the tracker has just answered: its own styles and script are needed.
      location.reload();
      return;
    }
    const place = here();
    const scrolled = scrollY;
    const focused = document.activeElement?.getAttribute("href");
    const open = [...document.querySelectorAll("details[open]")].map((each) => each.id);
    document.body.replaceChildren(...next.body.childNodes);
    show(place);
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
    if (focused) document.querySelector(`[href="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
    scrollTo(0, scrolled);
    cameAt = Date.now();
  };

  const renew = async () => {
    clearTimeout(renewing);
    try {
      const signal = AbortSignal.timeout(ANSWERS_WITHIN);
      const headers = { accept: "text/html" };
      const answer = await fetch(location.href, { cache: "no-store", headers, signal });
      const next = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (answer.redirected || next.querySelector("body > .mark")) {
        // The session has ended, or the link opens nothing: the tracker has its own page for that.
        location.reload();
        return;
      }
      // Whatever else answers, such as a proxy without the tracker behind it, has no figures.
      lost = !answer.ok || !next.body.dataset.edition;
      away = answer.status === 503 && next.body.classList.contains("trouble");
      if (!lost) takeIn(next);
    } catch {
      lost = true;
      away = false;
    }
    say();
    renewing = setTimeout(renew, (lost ? RETRY : seconds("renew")) * 1000);
  };

  document.addEventListener("DOMContentLoaded", () => {
    renewing = setTimeout(renew, seconds("renew") * 1000);
    turn(0);
    setInterval(say, RETRY * 1000);
  });
  // A phone that was put away looks at once when it is taken out again.
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && Date.now() - cameAt > RETRY * 1000) renew();
  });
  addEventListener("online", renew);
  addEventListener("offline", () => { lost = true; away = false; say(); });
  document.addEventListener("keydown", ({ key, altKey, ctrlKey, metaKey }) => {
    if (altKey || ctrlKey || metaKey || !pages().length) return;
    if (key === "ArrowRight" || key === "PageDown") turn(1);
    if (key === "ArrowLeft" || key === "PageUp") turn(-1);
  });
})();
