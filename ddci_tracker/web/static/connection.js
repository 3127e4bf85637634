// Says in the reader's words why an open page has stopped answering (the session has ended, the
// database is sick, or the server cannot be reached) and has the screen drawn anew once it answers
// again. The gate closes a connection within seconds of the end of its session (web/gate.py). Streamlit connects
// again by itself, also after somebody signed in in another tab; but what it finds there may be
// another session, which knows nothing of an open drawer, so a whole run is asked for
// ("ddci-back", see ui/frame/coming_back.py). What was typed meanwhile is kept (typed.js).
window.ddciConnection = (() => {
  const ENDED = new Set([4401, 4403]);
  // The gate took nothing more from a connection that it closed with these.
  const UNAVAILABLE = 1013;
  const SIGN_IN = 401, SICK = 503;
  const PRESSED_WITHIN = 500;
  const PAUSE = 3000;
  // A run says at once that it has begun, so longer silence than this is worth a question.
  const ANSWERS_WITHIN = 5000;
  // A server that answers others may be at work for this page.
  const WORKS_WITHIN = 30000;
  // A database that somebody holds says so after ten seconds.
  const TOLD_WITHIN = 12000;
  const ASLEEP = 100000;
  const DRAWN_WITHIN = 300;
  const GIVE_UP_DRAWING = 60000;
  let open = 0;
  let opened = false;
  let drawn = false;
  // From when the page is cut off until it stands again, drawn by a session that knows its buttons.
  let away = false;
  const sockets = new Set();

  const place = () => document.getElementById("ddci-connection");
  const say = ({ what, said = "" }) => {
    const dialog = place();
    dialog.dataset.says = what;
    dialog.querySelector(".said").textContent = said;
    dialog.querySelector("a").href = dialog.dataset.address
      + encodeURIComponent(location.pathname + location.search);
    if (!dialog.open) dialog.showModal();
  };
  const isSettled = () => document.querySelector(place().dataset.settled) !== null;
  const LOST = { what: "lost" }, ENDED_HERE = { what: "ended" };
  const sayNothing = () => {
    if (open === 0 || !drawn) return;
    // A run that is still drawing knows the buttons only that it has drawn.
    if (!isSettled()) {
      setTimeout(sayNothing, DRAWN_WITHIN);
      return;
    }
    away = false;
    const was = swallowed;
    swallowed = false;
    if (was) say({ what: "again" });
    else if (place().dataset.says !== "again") place().close();
  };

  // What keeps the server from answering, null for nothing.
  const ask = async () => {
    try {
      const signal = AbortSignal.timeout(TOLD_WITHIN);
      const headers = { accept: "application/json" };
      const answer = await fetch(place().dataset.health, { cache: "no-store", headers, signal });
      if (answer.status === SIGN_IN) return ENDED_HERE;
      if (answer.status === SICK) return { what: "sick", said: (await answer.json()).said };
      return answer.ok ? null : LOST;
    } catch {
      return LOST;
    }
  };
  const lookUntilOpen = async () => {
    if (open > 0) return;
    const trouble = await ask();
    if (trouble && open === 0) say(trouble);
    setTimeout(lookUntilOpen, PAUSE);
  };
  // Connections that nobody answers on are closed, so that Streamlit opens another.
  const beginAnew = () => sockets.forEach((socket) => socket.close());

  const comeBack = () => {
    drawn = false;
    const cameBack = () => document.dispatchEvent(new Event("ddci-back"));
    // Now, so that the first run brings what was typed; and once Streamlit has seen it too. A run that
    // goes on would begin anew, so a slow one is asked again only when it has no chance any more.
    cameBack();
    for (const after of [100, 1000, 4000]) {
      setTimeout(() => { if (!drawn && isSettled()) cameBack(); }, after);
    }
    setTimeout(() => { if (!drawn) cameBack(); }, GIVE_UP_DRAWING / 2);
    // The last resort, never while the server draws; what was typed is kept, and where one was
    // stands in the address.
    const giveUp = async () => {
      if (drawn || open === 0) return;
      if (isSettled() && (await ask()) === null) location.reload();
      else setTimeout(giveUp, GIVE_UP_DRAWING);
    };
    setTimeout(giveUp, GIVE_UP_DRAWING);
  };

  // A button that was pressed just before the gate refused what it sent, or while the page was away,
  // did nothing, which is told once the page answers again: it would look as if it had been pressed
  // in vain. The session that draws a page anew takes no press of a button that it has not drawn.
  let pressed = 0;
  let swallowed = false;
  const pressedInVain = async () => {
    swallowed = true;
    const trouble = open > 0 ? null : await ask();
    if (trouble && open === 0) say(trouble);
  };
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.(place().dataset.buttons)) return;
    pressed = Date.now();
    if (!away) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    pressedInVain();
  }, true);
  // Who presses twice in one breath, or keeps a key down, means it once.
  const isAct = ({ target }) => target.closest?.(place().dataset.acts);
  document.addEventListener("click", (event) => {
    if (event.detail < 2 || !isAct(event)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
  document.addEventListener("keydown", (event) => {
    if (event.repeat && event.key === "Enter" && isAct(event)) event.preventDefault();
  }, true);
  // Without a connection Streamlit switches its buttons off: nothing is clicked, only touched.
  document.addEventListener("pointerdown", ({ target }) => {
    if (away && target.closest?.(place().dataset.buttons)?.disabled) pressedInVain();
  }, true);

  const Socket = window.WebSocket;
  window.WebSocket = class extends Socket {
    #heard = 0;
    #pressed = null;

    constructor(...given) {
      super(...given);
      let counted = false;
      this.addEventListener("open", () => {
        const again = opened;
        counted = opened = true;
        open += 1;
        sockets.add(this);
        if (again) comeBack();
      });
      this.addEventListener("message", () => { this.#heard += 1; });
      this.addEventListener("close", ({ code }) => {
        sockets.delete(this);
        if (counted) open -= 1;
        if (counted && open === 0) away = true;
        const refused = ENDED.has(code) || code === UNAVAILABLE;
        if (refused && this.#pressed === this.#heard) swallowed = true;
        if (ENDED.has(code)) say(ENDED_HERE);
        if (counted) setTimeout(lookUntilOpen, code === UNAVAILABLE ? 0 : PAUSE);
      });
    }

    send(data) {
      super.send(data);
      const heard = this.#heard;
      if (Date.now() - pressed < PRESSED_WITHIN) this.#pressed = heard;
      setTimeout(async () => {
        if (this.#heard > heard || !sockets.has(this)) return;
        const trouble = await ask();
        if (this.#heard > heard || !sockets.has(this)) return;
        if (trouble) {
          say(trouble);
          this.close();
        } else {
          setTimeout(() => { if (this.#heard === heard) this.close(); }, WORKS_WITHIN);
        }
      }, ANSWERS_WITHIN);
    }
  };

  // A computer that slept, or had no network, may hold a connection that is long dead.
  let awake = Date.now();
  setInterval(() => {
    if (Date.now() - awake > ASLEEP) beginAnew();
    awake = Date.now();
  }, PAUSE);
  addEventListener("online", beginAnew);
  addEventListener("offline", () => { if (opened) say(LOST); });
  const endHere = () => { say(ENDED_HERE); beginAnew(); };
  document.addEventListener("ddci-signed-out", () => { if (opened) endHere(); });
  // Whoever comes back to a page that they signed out of elsewhere is told before they click.
  document.addEventListener("visibilitychange", async () => {
    if (opened && !document.hidden && (await ask())?.what === "ended") endHere();
  });

  return {
    isSettled,
    isOpen: () => open > 0,
    // A run has drawn the screen.
    alive() {
      drawn = true;
      setTimeout(sayNothing, DRAWN_WITHIN);
    },
  };
})();
