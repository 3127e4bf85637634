// Says in the page's language what Streamlit says in English whatever it is asked, by the table that
// stands before this script, and has days and numbers written as in that language. What people typed
// and what our own templates say is never touched.
(() => {
  const { locale, whole, around, months, not_its_own, its_own_inside } = window.ddciWords;
  Object.defineProperty(navigator, "language", { get: () => locale });
  Object.defineProperty(navigator, "languages", { get: () => [locale] });
  if (!Object.keys(whole).length) return;

  const patterns = around.map(([written, said]) => [new RegExp(written), said]);
  const inMonths = (text) => text.replace(/[A-Z][a-z]+/, (name) => months[name] ?? name);
  const SIZE = /^(\d+(?:\.\d+)?)([KMGT]?B)$/;
  const sized = (text) => text.replace(SIZE, (_, number, unit) =>
    `${Number(number).toLocaleString(locale)}\u00a0${unit}`);
  const said = (text) => {
    if (Object.hasOwn(whole, text)) return whole[text];
    if (SIZE.test(text)) return sized(text);
    for (const [pattern, template] of patterns) {
      const found = pattern.exec(text);
      if (found) {
        const groups = found.groups;
        return template.replaceAll(/\{(\w+)\}/g, (_, name) =>
          name === "size" ? sized(groups[name]) : inMonths(groups[name]));
      }
    }
    return null;
  };
  const ATTRIBUTES = ["aria-label", "aria-description", "aria-valuetext", "title", "placeholder"];
  // Texts of ours, of plans and of people.
  const isItsOwn = (element) => {
    const others = element?.closest(not_its_own);
    return !others || Boolean(others.closest(its_own_inside));
  };

  const sayText = (node) => {
    const text = node.nodeValue.trim();
    const instead = text && said(text);
    if (instead && isItsOwn(node.parentElement)) {
      node.nodeValue = node.nodeValue.replace(text, () => instead);
    }
  };
  const sayAttribute = (element, name) => {
    const text = element.getAttribute(name);
    const instead = text && said(text);
    if (instead && !element.closest(".ddci")) element.setAttribute(name, instead);
  };
  const sayAll = (root) => {
    if (root.nodeType === Node.TEXT_NODE) return sayText(root);
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    const ours = (node) => node.nodeType === Node.ELEMENT_NODE && node.matches(".ddci, canvas, style");
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT,
      (node) => (ours(node) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT));
    for (let node = root; node; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) sayText(node);
      else for (const name of ATTRIBUTES) if (node.hasAttribute(name)) sayAttribute(node, name);
    }
  };
  // Before the page is painted, so that nobody sees the English.
  new MutationObserver((changes) => {
    for (const { type, target, attributeName, addedNodes } of changes) {
      if (type === "attributes") sayAttribute(target, attributeName);
      else if (type === "characterData") sayText(target);
      else addedNodes.forEach(sayAll);
    }
  }).observe(document, {
    attributes: true, attributeFilter: ATTRIBUTES, characterData: true, childList: true, subtree: true,
  });
})();
