/* Keeps the text of <form data-keep="key"> in this browser until a page with data-keep-clear="key"
   says that it arrived; data-keep-said is the sentence shown when a text is back. */
(() => {
  "use strict";
  const KEY = "intersession.keep.";
  const forms = document.querySelectorAll("form[data-keep]");
  const buttons = form => form.querySelectorAll("button:not([type=button])");
  const texts = form => [...form.elements].filter(e => e.name && (e.matches("textarea") || e.type === "text"));
  // Storage may be full or shut: then nothing is kept, and nothing breaks.
  const quietly = act => { try { return act(); } catch { return null; } };

  function keep(form) {
    const values = Object.fromEntries(texts(form).map(e => [e.name, e.value]));
    quietly(() => localStorage.setItem(KEY + form.dataset.keep, JSON.stringify(values)));
  }
  function restore(form) {
    const kept = quietly(() => JSON.parse(localStorage.getItem(KEY + form.dataset.keep))) || {};
    const lost = texts(form).filter(e => kept[e.name] && kept[e.name] !== e.value);
    lost.forEach(e => { e.value = kept[e.name]; });
    if (lost.length && form.dataset.keepSaid) say(form, form.dataset.keepSaid);
  }
  function say(form, words) {
    const line = document.createElement("p");
    line.className = "note";
    line.setAttribute("role", "status");
    line.textContent = words;
    form.prepend(line);
  }

  document.querySelectorAll("[data-keep-clear]").forEach(
    e => quietly(() => localStorage.removeItem(KEY + e.dataset.keepClear)));
  forms.forEach(form => {
    restore(form);
    form.addEventListener("input", () => keep(form));
    // One sending at a time; coming back by the Back key opens the buttons again.
    form.addEventListener("submit", event => setTimeout(() => {
      if (!event.defaultPrevented) buttons(form).forEach(b => { b.disabled = true; });
    }));
  });
  addEventListener("pageshow", event => {
    if (event.persisted) forms.forEach(form => buttons(form).forEach(b => { b.disabled = false; }));
  });
})();
