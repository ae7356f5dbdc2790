/* Moves items of a draft: by dragging their button, or by keys on it. The server says what stands
   then, and sends the days anew. Without this script the form beside each item does the same. */
(() => {
  "use strict";
  const STEP = 5, PATIENCE = 900, EDGE = 70;
  const LENGTHS = [1, 1440];
  const said = document.getElementById("said");
  const days = () => document.getElementById("days");
  const words = () => days().dataset;
  let moving = null;   // {grip, before, now}: what is being moved, and is not sent yet
  let kept = null;     // what was sent last, so that Escape takes it back
  let waiting = 0, busy = false, drag = null;
  const queue = [];

  // ---- an item as it stands, and in words ----
  const form = grip => grip.closest(".move").querySelector("form");
  const number = text => text === "" ? null : Number(text);
  const placeOf = grip => ({ at: number(grip.dataset.from), minutes: number(grip.dataset.minutes), room: grip.dataset.room });
  const rooms = grip => [...form(grip).elements.room.options];
  const same = (a, b) => a.at === b.at && a.minutes === b.minutes && a.room === b.room;
  const say = text => { said.textContent = text; };

  function clock(at, parts) {
    const shown = { timeZone: words().zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23", ...parts };
    const found = new Intl.DateTimeFormat(document.documentElement.lang, shown).formatToParts(new Date(at * 60000));
    const part = type => (found.find(p => p.type === type) || { value: "" }).value;
    return (part("weekday") + " " + part("hour") + words().mark + part("minute")).trim();
  }
  function told(grip, place) {
    const name = rooms(grip).find(o => o.value === place.room);
    const ends = place.minutes ? "–" + clock(place.at + place.minutes, {}) : "";
    const room = place.room && name ? name.textContent : words().noRoom;
    return clock(place.at, { weekday: "long" }) + ends + " · " + room;
  }

  // ---- sending ----
  async function send(grip, place, before) {
    const id = grip.id, asked = new FormData(form(grip));
    ["day", "hour"].forEach(name => asked.delete(name));
    asked.set("at", place.at);
    asked.set("minutes", place.minutes || "");
    asked.set("room", place.room);
    busy = true;
    try {
      const answer = await fetch(form(grip).action, { method: "POST", body: asked, headers: { "HX-Request": "true" } });
      const part = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("days");
      if (!part) throw new Error(answer.status);
      kept = answer.ok ? { id, place: before } : null;
      swap(part, id);
    } catch {
      settle(grip);
      say(words().lost);
    } finally { busy = false; }
    replay(id);
  }
  function swap(part, id) {
    const old = days(), within = old.contains(document.activeElement);
    const focus = within ? document.activeElement.id || id : document.activeElement === document.body ? id : "";
    old.replaceWith(part);
    if (window.htmx) window.htmx.process(part);
    ready();
    const found = focus && document.getElementById(focus);
    if (found) { found.focus({ preventScroll: true }); found.scrollIntoView({ block: "nearest" }); }
    const clash = part.querySelector(".clash");
    say(part.dataset.said);
    if (clash) clash.scrollIntoView({ block: "nearest" });
    setTimeout(() => { if (!moving && said.textContent === part.dataset.said) say(""); }, 6000);
  }
  function replay(id) {
    const grip = document.getElementById(id);
    while (grip && !busy && queue.length) press(grip, queue.shift());
  }

  // ---- what is not sent yet ----
  function preview(grip, now) {
    const hint = moving ? "" : ". " + words().keep;
    moving = moving || { grip, before: placeOf(grip) };
    moving.now = now;
    grip.closest(".item").classList.add("lifted");
    say(told(grip, now) + hint);
  }
  function settle(grip) {
    clearTimeout(waiting);
    const item = grip.closest(".item");
    item.classList.remove("lifted");
    item.style.transform = "";
    moving = null;
  }
  function commit() {
    if (!moving || busy) return;
    const { grip, before, now } = moving;
    settle(grip);
    if (same(before, now)) say(""); else send(grip, now, before);
  }
  function takeBack(grip) {
    if (moving) {
      settle(grip);
      say(words().back);
    } else if (kept && kept.id === grip.id) {
      send(grip, kept.place, placeOf(grip));
    }
  }

  // ---- keys ----
  function press(grip, { key, shift }) {
    if (key === "Escape") return takeBack(grip);
    if (key === "Enter") return commit();
    const now = { ...(moving ? moving.now : placeOf(grip)) };
    if (now.at === null) return say(words().noHour);
    const down = { ArrowUp: -STEP, ArrowDown: STEP }[key];
    if (down && shift) now.minutes = Math.max(LENGTHS[0], Math.min(LENGTHS[1], (now.minutes || 0) + down));
    else if (down) now.at += down;
    else now.room = beside(grip, now.room, key === "ArrowRight" ? 1 : -1);
    preview(grip, now);
    clearTimeout(waiting);
    waiting = setTimeout(commit, PATIENCE);
  }
  function beside(grip, room, along) {
    const all = rooms(grip).map(o => o.value);
    const ahead = document.documentElement.dir === "rtl" ? -along : along;
    return all[Math.max(0, Math.min(all.length - 1, all.indexOf(room) + ahead))];
  }
  const KEYS = ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Escape", "Enter"];
  document.addEventListener("keydown", event => {
    if (drag && event.key === "Escape") { event.preventDefault(); return drop(false); }
    const grip = event.target.closest(".grip");
    if (!grip || !KEYS.includes(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const pressed = { key: event.key, shift: event.shiftKey };
    if (busy) queue.push(pressed); else press(grip, pressed);
  });
  document.addEventListener("focusout", event => { if (event.target.closest(".grip") && !drag) commit(); });

  // ---- dragging: where the pointer stands among the rows is the hour ----
  const rows = () => [...days().querySelectorAll("tr[data-from]")].filter(r => r.dataset.from).map(row => {
    const box = row.getBoundingClientRect();
    return { top: box.top, bottom: box.bottom, from: Number(row.dataset.from), to: Number(row.dataset.to), row };
  });
  function hourAt(y) {
    const all = rows();
    const within = all.find(r => y >= r.top && y < r.bottom);
    if (within) return within.from + (y - within.top) / (within.bottom - within.top) * (within.to - within.from);
    const above = all.filter(r => r.bottom <= y).pop(), below = all.find(r => r.top > y);
    if (above && (!below || y - above.bottom <= below.top - y)) return above.to + Math.min(240, below ? 0 : y - above.bottom);
    return below ? below.from - (above ? 0 : Math.min(240, below.top - y)) : null;
  }
  function heightOf(at) {
    const r = rows().find(one => at >= one.from && (at < one.to || one.to === one.from));
    return r ? r.top + (at - r.from) / (r.to - r.from || 1) * (r.bottom - r.top) : null;
  }
  function snapped(y) {
    const at = hourAt(y);
    if (at === null) return null;
    const edges = rows().flatMap(r => [[r.top, r.from], [r.bottom, r.to]]);
    const near = edges.find(([height]) => Math.abs(height - y) < 7);
    return near ? near[1] : Math.round(at / STEP) * STEP;
  }
  function roomAt(x, y) {
    const row = rows().find(r => y >= r.top && y < r.bottom) || rows()[0];
    const heads = row ? [...row.row.closest("table").querySelectorAll("th[data-room]")] : [];
    const head = heads.find(h => { const b = h.getBoundingClientRect(); return b.width > 2 && x >= b.left && x < b.right; });
    if (head) return head.dataset.room;
    // Where no rooms stand side by side, each hand's breadth is one room further.
    const wide = Math.min(120, innerWidth / 4), along = Math.trunc((x - drag.x) / wide);
    return along && !heads.length ? beside(drag.grip, drag.before.room, along) : drag.before.room;
  }
  function follow() {
    const { grip, x, y, px, py, scrolled } = drag;
    if (!drag.lifted && Math.hypot(px - x, py - y) < 5) return;
    drag.lifted = true;
    grip.closest(".item").style.transform = `translate(${px - x}px, ${py - y + scrollY - scrolled}px)`;
    const at = snapped(py - drag.hold);
    preview(grip, { ...drag.before, at: at === null ? drag.before.at : at, room: roomAt(px, py) });
  }
  function creep() {
    if (!drag) return;
    const { y, py } = drag;
    const down = py > Math.max(innerHeight - EDGE, y) ? 1 : py < Math.min(EDGE, y) ? -1 : 0;
    if (drag.lifted && down) { scrollBy(0, down * 9); follow(); }
    requestAnimationFrame(creep);
  }
  function drop(keep) {
    const { grip, lifted } = drag;
    drag = null;
    if (!lifted) return;
    if (keep) commit(); else takeBack(grip);
  }
  document.addEventListener("pointerdown", event => {
    const grip = event.target.closest(".grip");
    if (!grip || busy || drag || event.button || !event.isPrimary) return;
    commit();
    const before = placeOf(grip), top = before.at === null ? null : heightOf(before.at);
    const hold = event.clientY - (top === null ? grip.closest(".item").getBoundingClientRect().top : top);
    drag = { grip, before, hold, x: event.clientX, y: event.clientY, px: event.clientX, py: event.clientY, scrolled: scrollY, pointer: event.pointerId };
    grip.setPointerCapture(event.pointerId);
    grip.focus({ preventScroll: true });
    requestAnimationFrame(creep);
  });
  document.addEventListener("pointermove", event => {
    if (!drag || event.pointerId !== drag.pointer) return;
    drag.px = event.clientX;
    drag.py = event.clientY;
    follow();
  });
  document.addEventListener("pointerup", event => { if (drag && event.pointerId === drag.pointer) drop(true); });
  document.addEventListener("pointercancel", event => { if (drag && event.pointerId === drag.pointer) drop(false); });

  function ready() {
    const grips = days().querySelectorAll(".grip");
    grips.forEach(grip => { grip.hidden = false; });
    document.getElementById("keys").hidden = !grips.length;
  }
  ready();
})();
