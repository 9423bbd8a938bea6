// The list of scenarios: filtered in memory, and only the rows in sight are in
// the page, so 50,000 scenarios cost what fifty do.

const ROW = 76; // pixels, as in the style sheet
const SPARE = 6; // rows above and below the window

class List {
  constructor(scenarios, open) {
    this.all = scenarios;
    this.shown = scenarios;
    this.active = -1; // position in shown
    this.open = open;
    this.box = document.getElementById("list");
    this.rows = document.getElementById("rows");
    this.filter = { verdicts: new Set(), tag: "", feature: "", words: [] };
    this.box.addEventListener("scroll", () => this.later());
    this.box.addEventListener("keydown", (e) => this.key(e));
    new ResizeObserver(() => this.later()).observe(this.box);
  }

  later() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = undefined;
      this.draw();
    });
  }

  apply() {
    const { verdicts, tag, feature, words } = this.filter;
    const was = this.shown[this.active];
    this.shown = this.all.filter((s) =>
      (!verdicts.size || verdicts.has(s.verdict)) && (!tag || s.tags.includes(tag)) &&
      (!feature || s.file === feature) && words.every((w) => s.text.includes(w)));
    this.active = was ? this.shown.indexOf(was) : -1;
    const n = this.shown.length.toLocaleString("en"), of = this.all.length.toLocaleString("en");
    document.getElementById("shown").textContent =
      (n === of ? n : n + " of " + of) + (of === "1" ? " scenario" : " scenarios");
    this.rows.style.height = this.shown.length * ROW + "px";
    this.box.scrollTop = Math.max(0, this.active * ROW - 2 * ROW);
    this.draw();
  }

  draw() {
    const first = Math.max(0, Math.floor(this.box.scrollTop / ROW) - SPARE);
    const last = Math.min(this.shown.length, Math.ceil((this.box.scrollTop + this.box.clientHeight) / ROW) + SPARE);
    const rows = [];
    for (let p = first; p < last; p++) rows.push(this.row(this.shown[p], p));
    this.rows.replaceChildren(...rows);
    const active = this.active >= first && this.active < last ? "row-" + this.active : null;
    if (active) this.box.setAttribute("aria-activedescendant", active);
    else this.box.removeAttribute("aria-activedescendant");
  }

  row(s, p) {
    const node = el("div", {
      class: "row", role: "option", id: "row-" + p, "aria-selected": String(p === this.active),
      "aria-setsize": this.shown.length, "aria-posinset": p + 1,
      onclick: () => { this.move(p); this.open(s, true); },
    },
    el("div", { class: "head" }, badge(s.verdict), " ", el("code", {}, visible(s.id)),
      s.attempts > 1 ? el("span", { class: "soft" }, s.attempts + " attempts") : "",
      el("span", { class: "time" }, took(s.us))),
    el("div", { class: "name", dir: "auto" }, visible(s.name)),
    el("div", { class: "cause", dir: "auto" }, visible(s.cause || s.feature)));
    node.style.transform = "translateY(" + p * ROW + "px)";
    return node;
  }

  // select makes a scenario the active one, wherever it is in the list.
  select(s) {
    this.move(this.shown.indexOf(s));
  }

  move(p) {
    this.active = p;
    const top = p * ROW, room = this.box.clientHeight - ROW;
    if (p >= 0 && top < this.box.scrollTop) this.box.scrollTop = top;
    if (p >= 0 && top > this.box.scrollTop + room) this.box.scrollTop = top - room;
    this.draw();
  }

  key(e) {
    const page = Math.max(1, Math.floor(this.box.clientHeight / ROW) - 1);
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity }[e.key];
    if (step !== undefined && this.shown.length) {
      e.preventDefault();
      this.move(Math.min(this.shown.length - 1, Math.max(0, this.active + step)));
      this.open(this.shown[this.active], false);
    } else if (e.key === "Enter" && this.active >= 0) {
      e.preventDefault();
      this.open(this.shown[this.active], true);
    }
  }
}
