// Wiring: what is shown follows the address, so that a scenario can be
// bookmarked, and the way back is the browser's own.

const detail = document.getElementById("detail");
const narrow = matchMedia("(max-width: 60rem)");

async function main() {
  if (!("DecompressionStream" in window)) {
    throw new Error("this browser is too old for the report: it lacks DecompressionStream");
  }
  const index = await loadIndex();
  const byID = new Map(index.scenarios.map((s) => [s.id, s]));
  let latest = 0;
  let pending;

  async function show(s, focus) {
    const mine = ++latest;
    const data = await loadDetail(s.i, index.chunk);
    if (mine !== latest) return;
    detail.replaceChildren(...renderDetail(index.run, s, data).filter(Boolean));
    detail.scrollTop = 0;
    document.body.classList.add("opened");
    if (focus) detail.querySelector("h2").focus();
  }

  // open follows the list. Moving through it with the keys shows details
  // beside it, where there is room, as soon as the keys rest.
  const list = new List(index.scenarios, (s, focus) => {
    clearTimeout(pending);
    if (focus) go(s);
    else if (!narrow.matches) pending = setTimeout(() => show(s, false), 60);
  });
  const go = (s) => {
    const hash = "#s/" + encodeURIComponent(s.id);
    if (location.hash === hash) show(s, true);
    else location.hash = hash;
  };

  function follow(focus) {
    if (location.hash === "#facts") document.getElementById("facts").open = true;
    const id = location.hash.startsWith("#s/") ? decodeURIComponent(location.hash.slice(3)) : null;
    const s = byID.get(id);
    if (s) {
      list.select(s);
      show(s, focus).catch(report);
    } else if (location.hash === "#list" || location.hash === "") {
      document.body.classList.remove("opened");
      if (focus) list.box.focus();
    }
  }

  controls(index, list);
  list.apply();
  addEventListener("hashchange", () => follow(true));
  addEventListener("keydown", (e) => keys(e));
  addEventListener("beforeprint", () => printable(list.shown));
  detail.addEventListener("click", (e) => {
    const tag = e.target.dataset?.tag;
    if (tag === undefined) return;
    document.getElementById("tag").value = tag;
    document.getElementById("tag").dispatchEvent(new Event("change"));
    location.hash = "#list";
  });
  if (location.hash) follow(false);
  else if (!narrow.matches && index.scenarios.length) {
    list.move(0);
    await show(index.scenarios[0], false);
  }
  document.documentElement.dataset.ready = "true";
}

function keys(e) {
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement?.tagName);
  if (e.key === "/" && !typing && !e.ctrlKey && !e.metaKey) {
    e.preventDefault();
    document.getElementById("search").focus();
  } else if (e.key === "Escape") {
    if (location.hash.startsWith("#s/")) location.hash = "#list";
    else document.getElementById("list").focus();
  }
}

function controls(index, list) {
  for (const button of document.querySelectorAll("#verdicts button")) {
    button.addEventListener("click", () => {
      const { verdicts } = list.filter, v = button.dataset.verdict;
      if (!verdicts.delete(v)) verdicts.add(v);
      button.setAttribute("aria-pressed", String(verdicts.has(v)));
      list.apply();
    });
  }
  const search = document.getElementById("search");
  search.addEventListener("input", () => {
    list.filter.words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    list.apply();
  });
  choices("tag", index.scenarios.flatMap((s) => s.tags), (v) => { list.filter.tag = v; list.apply(); });
  choices("feature", index.scenarios.map((s) => s.file), (v) => { list.filter.feature = v; list.apply(); });
}

// choices fills a select with the values that occur, and how often.
function choices(id, values, then) {
  const select = document.getElementById(id);
  const count = new Map();
  for (const v of values) count.set(v, (count.get(v) || 0) + 1);
  for (const v of [...count.keys()].filter(Boolean).sort()) {
    select.append(el("option", { value: v }, visible(v) + " (" + count.get(v) + ")"));
  }
  select.addEventListener("change", () => then(select.value));
}

// printable makes the table that paper shows instead of the list.
function printable(shown) {
  const most = 500;
  const rows = shown.slice(0, most).map((s) => el("tr", {}, el("td", {}, badge(s.verdict)),
    el("td", {}, visible(s.id)), el("td", {}, visible(s.name)), el("td", {}, visible(s.cause))));
  document.getElementById("print").replaceChildren(el("table", {}, rows),
    shown.length > most ? el("p", {}, "... and " + (shown.length - most) + " more") : "");
}

function report(error) {
  document.getElementById("shown").textContent = "This report cannot be shown: " + error.message;
}

main().catch(report);
