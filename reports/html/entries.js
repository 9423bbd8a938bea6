// The time line: everything that happened in an attempt, in order, each entry
// with a word for its kind, a line that sums it up and a way to show it in full.

const KINDS = {
  step: "Steps", exchange: "Gateway", journey: "Shopper", notification: "Webhooks", request: "Page requests",
  message: "Console",
};

const NAMES = {
  step: "Step", exchange: "Merchant to gateway", journey: "Shopper", notification: "Gateway to merchant",
  request: "Request of the page", message: "Console",
};

const micros = (at) => (at ? Date.parse(at.slice(0, 19) + "Z") * 1000 + Number((at.slice(20).match(/^\d+/)?.[0] || "0")
  .padEnd(6, "0").slice(0, 6)) : 0);

// entriesOf makes the entries of a trace. A step opens a group; what belongs to
// it is what happened while it ran.
function entriesOf(data) {
  const entries = [];
  const add = (kind, list, make) => (list || []).forEach((it) => {
    const from = micros(it.at);
    entries.push({ kind, it, from, to: from + (it.durationMicros || 0), ...make(it) });
  });
  add("step", data.steps, (s) => ({ bad: !NOT_BAD.has(s.status), title: [(s.keyword || "").trim(), s.text],
    mark: MARKS[s.status] || "✗", tone: verdictClass(s.status || "not-run") }));
  add("exchange", data.exchanges, (x) => ({ mark: "⇄", bad: !x.status, title: [x.method, path(x.url)],
    says: (x.status ? "HTTP " + x.status : "no answer") + " " + resultCode(x.body) }));
  add("journey", data.journeys, (j) => ({ mark: "☞", bad: !!j.error, title: ["", j.action], says: path(j.url) }));
  add("notification", data.notifications, (n) => ({ mark: "↩", title: ["Webhook", [n.kind, n.action].join(" ")],
    says: "HTTP " + (n.status || "?"), bad: !!n.error }));
  add("request", data.requests, (r) => ({ mark: "→", bad: !!r.error || r.status >= 400,
    title: [r.method, path(r.url)], says: r.error || (r.status ? "HTTP " + r.status : "no answer") }));
  add("message", data.console, (m) => ({ mark: "❯", bad: m.level === "error", title: [m.level, m.text] }));
  const order = Object.keys(KINDS);
  // A step that never ran has no time of its own: it stays behind the others.
  let last = 0;
  for (const e of entries) {
    if (e.kind !== "step") continue;
    e.from = Math.max(e.from, last);
    last = e.from;
  }
  return entries.sort((a, b) => a.from - b.from || order.indexOf(a.kind) - order.indexOf(b.kind));
}

// path is the part of an address that tells one from another.
function path(address) {
  const m = /^https?:\/\/[^/]+(\/[^?#]*)/.exec(address || "");
  return m ? m[1] : address || "";
}

// around returns the views before and after an entry.
function around(views, entry) {
  let before = -1;
  views.forEach((v, i) => { if (micros(v.at) <= entry.to) before = i; });
  const after = before + 1 < views.length ? before + 1 : -1;
  return { before, after };
}
