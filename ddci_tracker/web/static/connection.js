// Says in the reader's words why an open page has stopped answering (the session has ended, or the
// server cannot be reached) and has the screen drawn anew once it answers again. Streamlit connects
// again by itself, also after somebody signed in in another tab; but what it finds there may be
// another session, which knows nothing of an open drawer, so a whole run is asked for
// ("ddci-back", see ui/frame/coming_back.py). What was typed meanwhile is kept (typed.js).
window.ddciConnection = (() => {
  const ENDED = new Set([4401, 4403]);
  const SIGN_IN = 401;
  const PAUSE = 3000;
  // A run says at once that it has begun, so longer silence than this is worth a question.
  const ANSWERS_WITHIN = 5000;
  // A server that answers others may be at work for this page.
  const WORKS_WITHIN = 30000;
  const ASLEEP = 100000;
  const DRAWN_WITHIN = 300;
  const GIVE_UP_DRAWING = 60000;
  let open = 0;
  let opened = false;
  let drawn = false;
  const sockets = new Set();

  const place = () => document.getElementById("ddci-connection");
  const say = (what) => {
    const dialog = place();
    dialog.dataset.says = what;
    dialog.querySelector("a").href = dialog.dataset.address
      + encodeURIComponent(location.pathname + location.search);
    if (!dialog.open) dialog.showModal();
  };
  const sayNothing = () => { if (open > 0 && drawn) place().close(); };

  const ask = async () => {
    try {
      const signal = AbortSignal.timeout(ANSWERS_WITHIN);
      const answer = await fetch(place().dataset.health, { cache: "no-store", signal });
      if (answer.status === SIGN_IN) return "ended";
      return answer.ok ? "" : "lost";
    } catch {
      return "lost";
    }
  };
  const lookUntilOpen = async () => {
    if (open > 0) return;
    const what = await ask();
    if (what && open === 0) say(what);
    setTimeout(lookUntilOpen, PAUSE);
  };
  // Connections that nobody answers on are closed, so that Streamlit opens another.
  const beginAnew = () => sockets.forEach((socket) => socket.close());

  const comeBack = () => {
    drawn = false;
    const cameBack = () => document.dispatchEvent(new Event("ddci-back"));
    // Now, so that the first run brings what was typed; and once Streamlit has seen it too.
    cameBack();
    for (const after of [100, 1000, 4000]) setTimeout(() => { if (!drawn) cameBack(); }, after);
    // The last resort; what was typed is kept, and where one was stands in the address.
    setTimeout(async () => {
      if (!drawn && open > 0 && (await ask()) === "") location.reload();
    }, GIVE_UP_DRAWING);
  };

  const Socket = window.WebSocket;
  window.WebSocket = class extends Socket {
    #heard = 0;

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
        if (ENDED.has(code)) say("ended");
        if (counted) setTimeout(lookUntilOpen, PAUSE);
      });
    }

    send(data) {
      super.send(data);
      const heard = this.#heard;
      setTimeout(async () => {
        if (this.#heard > heard || !sockets.has(this)) return;
        if (await ask() === "lost") {
          say("lost");
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
  addEventListener("offline", () => { if (opened) say("lost"); });
  const endHere = () => { say("ended"); beginAnew(); };
  document.addEventListener("ddci-signed-out", () => { if (opened) endHere(); });
  // Whoever comes back to a page that they signed out of elsewhere is told before they click.
  document.addEventListener("visibilitychange", async () => {
    if (opened && !document.hidden && (await ask()) === "ended") endHere();
  });

  return {
    // A run has drawn the screen.
    alive() {
      drawn = true;
      setTimeout(sayNothing, DRAWN_WITHIN);
    },
  };
})();
