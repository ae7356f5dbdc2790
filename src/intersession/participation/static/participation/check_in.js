/* The door. Badges are read into a queue that this browser keeps; the queue is sent in batches when
   there is a line, each read under a key of its own, so that what is sent twice counts once. */
(() => {
  "use strict";
  const BATCH = 50, WALK_INS = 10, SOON = 400, LONGEST = 30000, FRESH = 60000, HANGS = 15000, WEEK = 7 * 864e5;
  const SHOWN = 8, KEPT_LAST = 10, KEPT_TOLD = 50, TWICE = 3000, CODE = /^[A-Z2-7]{40}$/, WHOSE = 26;
  const door = document.getElementById("door"), words = door.dataset;
  const PREFIX = "intersession.door." + words.slug + ".";
  const at = id => document.getElementById(id);
  const form = at("read"), field = at("said"), where = at("at-door"), half = at("half_day");
  const filled = (text, given) => text.replace(/%[a-z]/g, mark => given[mark[1]] ?? mark);

  // ---- what this browser keeps ----
  const memory = new Map();
  let keeps = true;
  const store = {
    get(name) {
      try { return JSON.parse(memory.get(name) ?? localStorage.getItem(PREFIX + name)); } catch { return null; }
    },
    set(name, value) {
      const said = JSON.stringify(value);
      try { localStorage.setItem(PREFIX + name, said); memory.delete(name); } catch { memory.set(name, said); keeps = false; }
    },
    remove(name) {
      memory.delete(name);
      try { localStorage.removeItem(PREFIX + name); } catch { /* nothing was kept there */ }
    },
    names() {
      let kept = [];
      try { kept = Object.keys(localStorage).filter(n => n.startsWith(PREFIX)).map(n => n.slice(PREFIX.length)); } catch { /* shut */ }
      return [...new Set([...kept, ...memory.keys()])];
    },
  };
  // One entry a read: two pages of one device never write over each other.
  const queue = () => store.names().filter(n => n.startsWith("q.")).map(store.get).filter(Boolean).sort((a, b) => a.at < b.at ? -1 : 1);

  // ---- the hour, as the server has it, at the place of the meeting ----
  const kept = store.get("skew"), rendered = Date.parse(words.now) - Date.now();
  // A page from before is not the hour: then what the server said last holds.
  let skew = kept === null ? rendered : kept;
  const now = () => new Date(Date.now() + skew);
  const told = said => { skew = Date.parse(said) - Date.now(); store.set("skew", skew); };
  function there(moment, parts) {
    const shown = { timeZone: words.zone, hourCycle: "h23", hour: "2-digit", minute: "2-digit", ...parts };
    const found = new Intl.DateTimeFormat("en-CA", shown).formatToParts(moment);
    return type => found.find(part => part.type === type).value;
  }
  const hour = moment => { const part = there(moment, {}); return part("hour") + words.mark + part("minute"); };
  const place = key => key.slice(0, 10) + (key.endsWith("afternoon") ? "1" : "0");
  let chosen = false;
  function follow() {
    if (chosen) return;
    const part = there(now(), { year: "numeric", month: "2-digit", day: "2-digit" });
    const here = [part("year"), part("month"), part("day")].join("-") + (Number(part("hour")) >= Number(words.noon) ? "1" : "0");
    const all = [...half.options].map(o => o.value);
    half.value = all.find(key => place(key) >= here) || all[all.length - 1];
  }

  // ---- who is expected ----
  let roster = null, byCode = new Map(), byUid = new Map(), byWhose = new Map();
  const plain = text => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
  function take(list) {
    roster = list;
    const people = list ? list.people : [];
    people.forEach(one => { one.plain = plain(one.name + " " + one.of); });
    byCode = new Map(people.map(one => [one.code, one]));
    byUid = new Map(people.map(one => [one.uid, one]));
    byWhose = new Map(people.map(one => [one.code.slice(0, WHOSE), one]));
    queue().forEach(row => { const one = whose(row); if (one) mark(one, row); });
    at("list-of").textContent = list ? filled(words.list, { n: people.length, h: list.hour }) : words.noList;
  }
  const whose = row => row.code ? byCode.get(row.code) : byUid.get(row.uid);
  const halfOf = row => row.day + "-" + row.half;
  function mark(one, row) {
    if (one.expected) one.there[halfOf(row)] ??= [hour(new Date(row.at)), row.door];
  }
  const keepRoster = () => { if (roster) store.set("roster", roster); };

  // ---- asking the server ----
  class Trouble extends Error { constructor(kind, why) { super(why || kind); this.kind = kind; } }
  const token = () => (document.cookie.match(/(?:^|; )csrftoken=([^;]+)/) || [])[1] || "";
  async function ask(address, sent) {
    const patience = new AbortController(), timer = setTimeout(() => patience.abort(), HANGS);
    const how = { redirect: "manual", credentials: "same-origin", cache: "no-store", signal: patience.signal };
    if (sent) Object.assign(how, { method: "POST", body: JSON.stringify(sent), headers: { "Content-Type": "application/json", "X-CSRFToken": token() } });
    try {
      const answer = await fetch(address, how);
      if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) throw new Trouble("out");
      if (answer.status >= 500 || answer.status === 429) throw new Trouble("cut");
      const said = await answer.json();
      if (!answer.ok) throw new Trouble("no", said.why);
      return said;
    } catch (error) {
      throw error instanceof Trouble ? error : new Trouble("cut");
    } finally { clearTimeout(timer); }
  }
  // ---- sending ----
  let sending = false, failed = 0, timer = 0, due = 0, trouble = null;
  function batch() {
    let new_ = 0;
    return queue().filter(row => !row.walk_in || ++new_ <= WALK_INS).slice(0, BATCH);
  }
  async function send() {
    clearTimeout(timer);
    due = 0;
    const rows = batch();
    if (sending || !rows.length) return state();
    sending = true;
    try {
      const said = await ask(words.read, { reads: rows.map(({ name, thought, ...row }) => row) });
      reached(said);
      if (said.answers.map(settle).some(Boolean)) refresh();
      keepRoster();
    } catch (error) { missed(error); }
    sending = false;
    state();
    if (queue().length) later(trouble ? Math.min(LONGEST, 1000 * 2 ** failed) * (0.75 + Math.random() / 2) : 0);
  }
  function later(wait) {
    const when = Date.now() + wait;
    if (due && due <= when) return;
    clearTimeout(timer);
    due = when;
    timer = setTimeout(send, wait);
  }
  function reached(said) {
    told(said.now);
    trouble = null;
    failed = 0;
    store.remove("lost");
  }
  function missed(error) {
    trouble = error;
    failed = Math.min(failed + 1, 10);
    if (error.kind === "cut" && !store.get("lost")) store.set("lost", now().toISOString());
  }
  function settle(answer) {
    const row = store.get("q." + answer.key);
    store.remove("q." + answer.key);
    const last = store.get("last") || [], line = last.find(one => one.key === answer.key);
    if (line) Object.assign(line, { sent: true, name: answer.name || line.name, said: answer.said, words: answer.words });
    store.set("last", last);
    const one = byUid.get(answer.uid);
    if (one && row) {
      if (["in", "again"].includes(answer.said)) one.there[halfOf(row)] ??= [hour(new Date(row.at)), row.door];
      else delete one.there[halfOf(row)];
    }
    const came = Boolean(row && row.walk_in);
    if (shown === answer.key) show(answer.said, answer.name, answer.words, one ? one.of : came ? row.walk_in.of : "", answer.more);
    if (came || answer.noted || shown !== answer.key && row && row.thought !== answer.said) tell({ ...answer, print: came && answer.uid }, row);
    lines();
    return came;
  }
  async function refresh() {
    try {
      const list = await ask(words.roster);
      reached(list);
      take(list);
      keepRoster();
    } catch (error) { missed(error); }
    state();
    if (queue().length) later(trouble ? 1000 : 0);
  }

  // ---- telling ----
  function state() {
    const line = at("line"), n = queue().length, waits = n === 1 ? words.one : filled(words.many, { n });
    const lost = store.get("lost"), parts = [];
    line.hidden = false;
    line.replaceChildren();
    if (trouble && trouble.kind === "out") parts.push(words.out);
    else if (trouble && trouble.kind === "no") parts.push(filled(words.no, { w: trouble.message }));
    else if (lost) parts.push(filled(words.cut, { h: hour(new Date(lost)) }));
    parts.push(n ? waits : words.all);
    if (!keeps) parts.push(words.unkept);
    const word = document.createElement("span");
    word.className = "st " + (trouble && trouble.kind !== "cut" || !keeps ? "late" : lost || n ? "part" : "done");
    word.textContent = parts.join(" · ");
    line.append(word);
    if (trouble && trouble.kind === "out") {
      const link = document.createElement("a");
      link.href = words.signIn + "?next=" + encodeURIComponent(words.page);
      link.textContent = words.outLink;
      line.append(" ", link);
    }
    line.dataset.waiting = n;
  }
  let shown = "";
  const STATUS = { in: "done", again: "part", waits: "part", not_confirmed: "late", taken_back: "late" };
  function show(said, name, large, of, more) {
    const box = at("verdict"), parts = [["h2", "st " + (STATUS[said] || "no"), large], ["p", "who", name], ["p", "", of], ["p", "", more]];
    box.hidden = false;
    box.dataset.said = said;
    box.replaceChildren(...parts.filter(part => part[2]).map(element));
  }
  function element([tag, kind, text]) {
    const made = document.createElement(tag);
    if (kind) made.className = kind;
    made.textContent = text;
    return made;
  }
  function tell(answer, row) {
    const list = (store.get("told") || []).filter(one => one.key !== answer.key);
    const name = answer.name || (row && row.name) || "";
    list.unshift({ key: answer.key, hour: row ? hour(new Date(row.at)) : "", name, said: answer.said, words: answer.words, more: answer.more, print: answer.print });
    store.set("told", list.slice(0, KEPT_TOLD));
  }
  function lines() {
    const told = store.get("told") || [], last = store.get("last") || [];
    at("told").replaceChildren(...told.map(one => {
      const item = document.createElement("li"), box = document.createElement("div");
      box.append(element(["span", "st " + (STATUS[one.said] || "no"), [one.name, one.words].filter(Boolean).join(": ")]), " ", element(["span", "small", [one.hour, one.more].filter(Boolean).join(" · ")]));
      if (one.print) {
        const link = element(["a", "", words.print]);
        link.href = words.badges + "?name=" + encodeURIComponent(one.name);
        box.append(" ", link);
      }
      item.append(box);
      return item;
    }));
    at("told-none").hidden = told.length > 0;
    at("seen").hidden = !told.length;
    at("last").replaceChildren(...last.map(one => {
      const item = document.createElement("li"), box = document.createElement("div");
      box.append([one.hour, one.name, one.words].filter(Boolean).join(" · "), " ", element(["span", "mute nw", "(" + (one.sent ? words.sent : words.wait) + ")"]));
      item.append(box);
      return item;
    }));
  }

  // ---- a badge is read ----
  function uuid() {
    if (crypto.randomUUID) return crypto.randomUUID();
    return [...crypto.getRandomValues(new Uint8Array(16))].map(b => b.toString(16).padStart(2, "0")).join("");
  }
  function put(given, name, said, large) {
    const moment = now(), cut = half.value.lastIndexOf("-");
    const row = { key: uuid(), at: moment.toISOString(), door: where.value.trim(), day: half.value.slice(0, cut), half: half.value.slice(cut + 1), ...given, name, thought: said };
    store.set("q." + row.key, row);
    const last = store.get("last") || [];
    last.unshift({ key: row.key, hour: hour(moment), name, said, words: large, sent: false });
    store.set("last", last.slice(0, KEPT_LAST));
    shown = row.key;
    state();
    lines();
    later(SOON);
    return row;
  }
  const word = said => words[said.replace(/_(\w)/g, (all, one) => one.toUpperCase())];
  const todo = said => words[said.replace(/_(\w)/g, (all, one) => one.toUpperCase()) + "Todo"];
  function read(given) {
    const one = whose(given), former = !one && given.code ? byWhose.get(given.code.slice(0, WHOSE)) : null;
    const person = one || former, before = one && one.there[half.value];
    const said = former ? "replaced" : !one ? "unknown" : before ? "again" : one.expected ? "in" : "not_confirmed";
    let more = todo(said);
    if (said === "unknown") more = roster ? filled(words.notListed, { h: roster.hour }) : words.noList;
    if (before) more = before[1] ? filled(words.before, { h: before[0], d: before[1] }) : filled(words.beforeHere, { h: before[0] });
    if (said === "not_confirmed" || said === "replaced") more = [one ? one.word + "." : "", todo(said), filled(words.unsure, { h: roster.hour })].join(" ");
    const row = put(given, person ? person.name : "", said, word(said));
    show(said, person ? person.name : "", word(said), person ? person.of : "", more);
    if (said === "in") { mark(one, row); keepRoster(); }
    if (navigator.vibrate) navigator.vibrate(said === "in" ? 60 : [80, 60, 80]);
  }
  function scanned(text) {
    const code = text.trim().toUpperCase();
    if (CODE.test(code)) read({ code });
    else { shown = ""; show("unknown", "", words.unknown, "", words.unknownTodo); }
  }
  function clear() {
    field.value = "";
    at("found").replaceChildren();
    field.focus();
  }

  // ---- by a part of the name ----
  function matches(text) {
    const parts = plain(text).split(/\s+/).filter(Boolean);
    return roster && parts.length ? roster.people.filter(one => parts.every(part => one.plain.includes(part))) : [];
  }
  function choices(people) {
    return people.slice(0, SHOWN).map(one => {
      const item = document.createElement("li"), button = document.createElement("button");
      button.type = "button";
      button.append(element(["b", "", one.name]), one.of ? ", " + one.of : "");
      if (!one.expected) button.append(" · ", element(["span", "st late", one.word]));
      button.addEventListener("click", () => { read({ uid: one.uid }); at("alike").hidden = true; clear(); });
      item.append(button);
      return item;
    });
  }
  const search = () => at("found").replaceChildren(...(field.value.trim().length > 1 && !CODE.test(field.value.trim().toUpperCase()) ? choices(matches(field.value)) : []));
  field.addEventListener("input", search);
  form.addEventListener("submit", event => {
    event.preventDefault();
    const text = field.value.trim();
    if (!text) return field.focus();
    if (CODE.test(text.toUpperCase())) { scanned(text); return clear(); }
    search();
    const first = at("found").querySelector("button");
    if (first) return first.focus();
    shown = "";
    show("unknown", "", words.nobody, "", "");
  });
  // A scanner types wherever the focus is.
  document.addEventListener("keydown", event => {
    if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey && !event.target.closest("input, textarea, select, button, a, summary")) field.focus();
  });

  // ---- somebody who has not registered ----
  const walkIn = at("walk-in").querySelector("form"), alike = at("alike");
  function welcome(event, sure) {
    if (event) event.preventDefault();
    const given = Object.fromEntries(["name", "function", "of", "email"].map(n => [n, walkIn.elements[n].value.trim()]));
    given.listed = walkIn.elements.listed.checked;
    given.state = walkIn.elements.state.value;
    if (!given.name || !walkIn.reportValidity()) return;
    const sorted = text => plain(text).split(/\s+/).sort().join(" ");
    const same = roster ? roster.people.filter(one => sorted(one.name) === sorted(given.name) && (!given.of || plain(one.of) === plain(given.of))) : [];
    if (same.length && !sure) {
      alike.querySelector("ul").replaceChildren(...choices(same));
      alike.hidden = false;
      return alike.querySelector("button").focus();
    }
    const said = given.state === "confirmed" ? "in" : "waits";
    put({ walk_in: given }, given.name, said, word(said));
    show(said, given.name, word(said), given.of, words.registered);
    walkIn.reset();
    alike.hidden = true;
    at("walk-in").open = false;
    field.focus();
  }
  walkIn.addEventListener("submit", welcome);
  at("somebody-else").addEventListener("click", () => welcome(null, true));

  // ---- the camera ----
  const film = at("film"), camera = at("camera");
  let stream = null, before = ["", 0];
  async function look(detector) {
    if (!stream) return;
    try {
      const [found] = await detector.detect(film);
      const text = found ? found.rawValue : "";
      if (text && (text !== before[0] || Date.now() - before[1] > TWICE)) scanned(text);
      if (text) before = [text, Date.now()];
    } catch { /* no picture yet */ }
    setTimeout(() => look(detector), 150);
  }
  async function start() {
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      film.srcObject = stream;
      film.hidden = false;
      await film.play();
      camera.textContent = words.stop;
      look(new BarcodeDetector({ formats: ["qr_code"] }));
    } catch { stop(); shown = ""; show("refused", "", words.noCamera, "", ""); }
  }
  function stop() {
    if (stream) stream.getTracks().forEach(track => track.stop());
    stream = null;
    film.hidden = true;
    camera.textContent = words.start;
  }
  if ("BarcodeDetector" in window && navigator.mediaDevices) {
    BarcodeDetector.getSupportedFormats().then(formats => { camera.hidden = !formats.includes("qr_code"); });
    camera.addEventListener("click", () => { if (stream) stop(); else start(); });
  }

  // ---- this device ----
  async function empty() {
    if (queue().length) { shown = ""; return show("refused", "", words.notEmpty, "", ""); }
    store.names().forEach(store.remove);
    if ("caches" in window) await caches.delete("intersession-door-" + words.slug);
    if (navigator.serviceWorker) {
      const all = await navigator.serviceWorker.getRegistrations();
      await Promise.all(all.filter(one => one.scope.endsWith(words.page)).map(one => one.unregister()));
    }
    location.assign(words.home);
  }
  at("empty").addEventListener("click", empty);
  document.querySelector("form.who-am-i")?.addEventListener("submit", event => {
    if (queue().length) { event.preventDefault(); shown = ""; show("refused", "", words.notEmpty, "", ""); }
  });
  at("seen").addEventListener("click", () => { store.remove("told"); lines(); });
  where.value = where.value || store.get("door") || "";
  where.addEventListener("change", () => store.set("door", where.value.trim()));
  half.addEventListener("change", () => { chosen = true; });
  addEventListener("online", () => { failed = 0; refresh(); });
  addEventListener("offline", () => { missed(new Trouble("cut")); state(); });
  addEventListener("storage", event => { if ((event.key || "").startsWith(PREFIX)) { state(); lines(); } });
  addEventListener("beforeunload", event => { if (!keeps && queue().length) event.preventDefault(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(); });
  setInterval(() => { follow(); if (!document.hidden) refresh(); }, FRESH);
  at("beside").hidden = false;
  if (navigator.storage && navigator.storage.persist) navigator.storage.persist().catch(() => {});
  if (navigator.serviceWorker) navigator.serviceWorker.register(words.worker).catch(() => {});
  if (Date.parse((store.get("roster") || {}).now) + WEEK < now() && !queue().length) store.names().forEach(store.remove);
  take(store.get("roster"));
  follow();
  state();
  lines();
  refresh();
})();
