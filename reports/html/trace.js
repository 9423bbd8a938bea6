// The page of a trace: the time line on one side, what was chosen on the other.

const NOT_BAD = new Set(["passed", "flaky", "skipped", "not-run", "", undefined]);
const data = JSON.parse(document.getElementById("data").textContent);
const views = data.views || [];
const entries = entriesOf(data);
const line = document.getElementById("line");
const detail = document.getElementById("detail");
const narrow = matchMedia("(max-width: 60rem)");
const hidden = new Set();
let active = -1;

const shown = () => entries.filter((e) => !hidden.has(e.kind));
const start = micros(data.start);

function renderLine() {
  line.replaceChildren(...shown().map((e) => el("li", {
    role: "option", id: "entry-" + entries.indexOf(e), "aria-selected": String(entries[active] === e),
    class: ["entry", "of-" + e.kind, e.bad ? "bad" : "", e.tone || ""].join(" "),
    onclick: () => choose(e, true),
  },
  el("span", { class: "mark", role: "img", "aria-label": NAMES[e.kind] }, e.mark),
  el("span", { class: "what", dir: "auto" }, e.title[0] ? el("b", {}, visible(e.title[0]) + " ") : "",
    visible(e.title[1]), e.says ? el("span", { class: e.bad ? "says odd" : "says" }, " " + visible(e.says)) : ""),
  el("span", { class: "time" }, "+" + (took(Math.max(0, e.from - start)) || "0 ms")))));
  pointAt(document.getElementById("entry-" + active));
}

// pointAt says which row is the active one; none when that is hidden.
function pointAt(row) {
  if (row) line.setAttribute("aria-activedescendant", row.id);
  else line.removeAttribute("aria-activedescendant");
}

function choose(e, open) {
  document.getElementById("entry-" + active)?.setAttribute("aria-selected", "false");
  active = entries.indexOf(e);
  const row = document.getElementById("entry-" + active);
  row?.setAttribute("aria-selected", "true");
  // In one column the page itself would scroll, which only a reader on the line wants.
  if (!narrow.matches || document.activeElement === line) row?.scrollIntoView({ block: "nearest" });
  pointAt(row);
  detail.replaceChildren(...renderEntry(e).flat().filter(Boolean));
  detail.scrollTop = 0;
  // Not while the page loads: the browser would begin to count its tab stops there.
  if (document.documentElement.dataset.ready) history.replaceState(null, "", "#entry-" + active);
  if (open && narrow.matches) {
    document.body.classList.add("opened");
    detail.focus();
    scrollTo(0, 0);
  }
}

function renderEntry(e) {
  const { it } = e;
  const head = [
    el("p", { class: "back" }, el("a", { href: "#line", onclick: back }, "Back to the time line")),
    el("h2", { dir: "auto" }, visible(e.title.filter(Boolean).join(" "))),
    el("p", { class: "soft" }, [NAMES[e.kind], clock(it.at), took(it.durationMicros), e.says].filter(Boolean)
      .map(visible).join(" · ")),
    it.error ? el("pre", { class: "error", dir: "auto" }, visible(it.error)) : "",
  ];
  switch (e.kind) {
    case "step":
      return [...head, answerOf(e), it.doc ? el("pre", {}, visible(it.doc)) : "", it.table ? grid(it.table) : "",
        renderViews(e)];
    case "exchange":
      return [...head.slice(0, 3), renderExchange(it, true)];
    case "notification": {
      const n = renderNotification(it);
      n.open = true;
      return [...head.slice(0, 3), n];
    }
    case "journey":
      return [...head, it.url ? el("p", { class: "url soft" }, visible(it.url)) : "", renderViews(e)];
    case "request":
      return [...head, el("p", { class: "url soft" }, visible(it.url)),
        it.form || it.body ? el("h3", {}, "Sent") : "", it.form ? grid(it.form.map((f) => [f.name, f.value])) : "",
        it.body ? el("pre", { class: "body" }, visible(pretty(it.body))) : "",
        el("h3", {}, "Headers sent"), grid((it.header || []).map((f) => [f.name, f.value])),
        el("h3", {}, "Headers of the answer"), grid((it.responseHeader || []).map((f) => [f.name, f.value])),
        el("p", { class: "soft" }, [it.kind, it.protocol, it.mediaType, it.size ? it.size + " bytes" : ""]
          .filter(Boolean).map(visible).join(" · "))];
    default:
      return [head[0], el("h2", {}, "Console: ", visible(it.level)), el("p", { class: "soft" }, clock(it.at)),
        el("pre", { dir: "auto" }, visible(it.text)),
        it.url ? el("p", { class: "url soft" }, visible(it.url) + (it.line ? ":" + it.line : "")) : ""];
  }
}

function grid(rows) {
  if (!rows.length) return el("p", { class: "hint" }, "none");
  return el("div", { class: "scroll" }, el("table", {}, rows.map((row) =>
    el("tr", {}, row.map((cell, i) => el(i ? "td" : "th", i ? { dir: "auto" } : { scope: "row" }, visible(cell)))))));
}

// answerOf is the exchange that a step is about: its own last one, or for a step
// that did not hold the one before it.
function answerOf(e) {
  const asked = (data.exchanges || []).filter((x) => (e.bad ? x.step <= e.it.n : x.step === e.it.n));
  return asked.length ? renderExchange(asked.at(-1), e.bad) : "";
}

// renderViews shows the page before and after an entry, as far as it is known.
function renderViews(e) {
  const { before, after } = around(views, e);
  // Before the first page was opened there was nothing to see.
  const seen = before >= 0 || (data.journeys || []).some((j) => j.step === e.it.n);
  const list = e.kind === "step" ? [["At the end of the step", seen && after >= 0 ? after : before]]
    : [["Before", before], ["After", after]];
  return el("div", { class: "views" }, list.filter(([, i]) => i >= 0).map(([title, i]) => renderView(title, views[i])));
}

function renderView(title, v) {
  const box = el("div", { class: "view" });
  const picture = () => el("img", { src: "data:" + kindOf(v.picture) + ";base64," + v.picture,
    alt: "The page “" + visible(v.title || "without a title") + "”" + (v.live ? "" : ", drawn from its document") });
  const page = () => el("iframe", { sandbox: "", title: "The document " + visible(v.title),
    srcdoc: data.documents[v.document], loading: "lazy" });
  const show = (what) => box.replaceChildren(what());
  const choices = [v.picture ? ["Picture", picture] : null, v.document >= 0 ? ["Document", page] : null,
    v.document >= 0 ? ["Source", () => el("pre", { class: "body" }, visible(data.documents[v.document]))] : null]
    .filter(Boolean);
  const buttons = choices.map(([name, what], n) => el("button", { type: "button", "aria-pressed": String(n === 0),
    onclick: (event) => {
      for (const b of event.target.parentNode.children) b.setAttribute("aria-pressed", String(b === event.target));
      show(what);
    } }, name));
  if (choices.length) show(choices[0][1]);
  return el("figure", {},
    el("figcaption", {}, el("b", {}, title), " ", el("span", { dir: "auto" }, visible(v.title)), " ",
      el("span", { class: "url soft" }, visible(v.url)), v.cut ? " (too long, cut)" : "",
      el("span", { class: "choices", role: "group", "aria-label": title + ", shown as" }, buttons)),
    box);
}

// kindOf tells the media type of a picture from its first bytes.
function kindOf(base64) {
  return base64.startsWith("iVBOR") ? "image/png" : "image/webp";
}

function back(event) {
  event.preventDefault();
  document.body.classList.remove("opened");
  line.focus();
}

function keys(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") {
    back(event);
    return;
  }
  if (event.key === "f") {
    const bad = failure();
    if (bad) choose(bad, true);
    return;
  }
  if (document.activeElement !== line) return;
  const list = shown(), at = list.indexOf(entries[active]);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: list.length - 1, PageDown: at + 10,
    PageUp: at - 10, Enter: at }[event.key];
  if (to === undefined || !list.length) return;
  event.preventDefault();
  choose(list[Math.min(Math.max(to, 0), list.length - 1)], event.key === "Enter");
  if (event.key === "Enter") detail.focus();
}

// failure is what explains most: what the shopper could not do, or else the
// step that did not hold.
function failure() {
  return entries.find((e) => e.kind === "journey" && e.bad) || entries.find((e) => e.kind === "step" && e.bad);
}

function kinds() {
  for (const [kind, name] of Object.entries(KINDS)) {
    const n = entries.filter((e) => e.kind === kind).length;
    if (!n) continue;
    document.getElementById("kinds").append(el("button", { type: "button", "aria-pressed": "true",
      onclick: (event) => {
        if (!hidden.delete(kind)) hidden.add(kind);
        event.target.closest("button").setAttribute("aria-pressed", String(!hidden.has(kind)));
        renderLine();
      } }, name + " ", el("b", {}, String(n))));
  }
}

const save = document.getElementById("save");
save.addEventListener("click", () => {
  const har = document.getElementById("har").textContent;
  save.href = URL.createObjectURL(new Blob([har], { type: "application/json" }));
});
if (entries.filter((e) => e.kind === "request").length > 12) hidden.add("request");
kinds();
for (const b of document.querySelectorAll("#kinds button")) {
  if (hidden.has("request") && b.textContent.startsWith(KINDS.request)) b.setAttribute("aria-pressed", "false");
}
renderLine();
addEventListener("keydown", keys);
const chosen = /^#entry-(\d+)$/.exec(location.hash);
const first = (chosen && entries[Number(chosen[1])]) || failure() || shown()[0];
if (first) choose(first, !!chosen);
document.documentElement.dataset.ready = "true";
