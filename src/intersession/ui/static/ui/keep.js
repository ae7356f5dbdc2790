/* Keeps the text of forms marked data-keep in this browser until it has been sent.
   <form data-keep="summary-12">; a page with data-keep-clear="summary-12" anywhere says: it arrived.
   Words come from the form: data-keep-said="Your text of an earlier visit is back." */
(() => {
  "use strict";
  const KEY = "intersession.keep.";
  const name = form => KEY + (form.dataset.keep || location.pathname);
  const store = {
    get: key => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
    set: (key, value) => { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* full or shut */ } },
    drop: key => { try { localStorage.removeItem(key); } catch { /* shut */ } },
  };
  const texts = form => [...form.elements].filter(e => e.name && (e.matches("textarea") || e.type === "text"));

  function keep(form) {
    store.set(name(form), Object.fromEntries(texts(form).map(e => [e.name, e.value])));
  }
  function restore(form) {
    const kept = store.get(name(form));
    if (!kept) return;
    const changed = texts(form).filter(e => kept[e.name] && kept[e.name] !== e.value);
    changed.forEach(e => { e.value = kept[e.name]; });
    if (changed.length && form.dataset.keepSaid) say(form, form.dataset.keepSaid);
  }
  function say(form, words) {
    const line = document.createElement("p");
    line.className = "note";
    line.setAttribute("role", "status");
    line.textContent = words;
    form.prepend(line);
  }

  document.querySelectorAll("[data-keep-clear]").forEach(e => store.drop(KEY + e.dataset.keepClear));
  document.querySelectorAll("form[data-keep]").forEach(form => {
    restore(form);
    form.addEventListener("input", () => keep(form));
  });
  // One sending at a time. Coming back with the Back key must not leave the buttons shut.
  const buttons = form => form.querySelectorAll("button:not([type=button])");
  document.addEventListener("submit", event => setTimeout(() => {
    if (!event.defaultPrevented) buttons(event.target).forEach(b => { b.disabled = true; });
  }));
  addEventListener("pageshow", () => document.querySelectorAll("form[data-keep]").forEach(
    form => buttons(form).forEach(b => { if (!b.hasAttribute("data-shut")) b.disabled = false; })));
})();
