// Says in the reader's words why an open page has stopped answering: the session has ended, or the
// server cannot be reached. What was typed stays where it is. Streamlit connects again by itself,
// also after somebody signed in in another tab; then the words go away.
(() => {
  const ENDED = new Set([4401, 4403]);
  const SIGN_IN = 401;
  const PAUSE = 3000;
  let open = 0;
  let opened = false;

  const say = (what) => {
    const dialog = document.getElementById("ddci-connection");
    dialog.dataset.says = what;
    const here = location.pathname + location.search;
    dialog.querySelector("a").href = dialog.dataset.address + encodeURIComponent(here);
    if (!dialog.open) dialog.showModal();
  };
  const sayNothing = () => document.getElementById("ddci-connection").close();

  const ask = async () => {
    try {
      const { health } = document.getElementById("ddci-connection").dataset;
      const answer = await fetch(health, { cache: "no-store" });
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

  const Socket = window.WebSocket;
  window.WebSocket = class extends Socket {
    constructor(...given) {
      super(...given);
      let counted = false;
      this.addEventListener("open", () => { counted = opened = true; open += 1; sayNothing(); });
      this.addEventListener("close", ({ code }) => {
        if (counted) open -= 1;
        if (ENDED.has(code)) say("ended");
        if (counted) setTimeout(lookUntilOpen, PAUSE);
      });
    }
  };
  // Whoever comes back to a page that they signed out of elsewhere is told before they click.
  document.addEventListener("visibilitychange", async () => {
    if (opened && !document.hidden && (await ask()) === "ended") say("ended");
  });
})();
