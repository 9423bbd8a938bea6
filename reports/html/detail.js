// One scenario in full: why it did not pass, how to run it again, and each
// attempt with its steps and what they left behind.

const NOT_BAD = new Set(["passed", "flaky", "quarantined", "skipped", "not-run", "", undefined]);

// attemptOf sorts the records of one attempt.
function attemptOf(records) {
  const a = { verdict: "not-run", steps: [], exchanges: [], journeys: [], notifications: [],
    artifacts: [] };
  for (const r of records) {
    if (r.type === "step") a.steps.push(r);
    else if (r.type === "exchange") a.exchanges.push(r);
    else if (r.type === "journey") a.journeys.push(r);
    else if (r.type === "notification") a.notifications.push(r);
    else if (r.type === "artifact") a.artifacts.push(r);
    else if (r.type === "attempt-start") Object.assign(a, { at: r.at, again: r.again });
    else if (r.type === "attempt-end") Object.assign(a, { verdict: r.verdict, cause: r.cause, us: r.durationMicros });
  }
  a.bad = !NOT_BAD.has(a.verdict);
  a.failing = a.steps.find((s) => !NOT_BAD.has(s.status));
  return a;
}

function renderDetail(run, s, data) {
  const attempts = data.attempts.map(attemptOf);
  const place = s.file ? s.file + (s.line ? ":" + s.line : "") : "";
  return [
    el("p", { class: "back" }, el("a", { href: "#list" }, "Back to the list")),
    el("h2", { tabindex: "-1" }, badge(s.verdict), " ", el("code", {}, visible(s.id)), " ",
      el("span", { dir: "auto" }, visible(s.name))),
    el("p", { class: "soft" }, [s.feature, s.rule].filter(Boolean).map(visible).join(" › ")),
    el("p", { class: "soft" }, el("code", {}, visible(place)), s.source ? " · source: " + visible(s.source) : "",
      s.us ? " · " + took(s.us) : ""),
    s.tags.length ? el("p", { class: "tags" }, s.tags.map((t) => el("button", { type: "button", "data-tag": t,
      title: "Show scenarios with this tag" }, visible(t)))) : "",
    why(s, attempts),
    again(run, s),
    ...attempts.map((a, i) => renderAttempt(a, i, attempts.length, data.images)),
    attempts.length ? "" : el("p", { class: "hint" }, "There was no attempt at this scenario."),
  ];
}

// why puts the failing step and what it said where they are seen first.
function why(s, attempts) {
  if (s.verdict === "passed") return s.cause ? el("p", { class: "hint" }, visible(s.cause)) : "";
  const a = attempts.find((x) => x.verdict === s.verdict) || attempts.find((x) => x.bad);
  const step = a && a.failing;
  const cause = (s.verdict !== "quarantined" && a && a.cause) || s.cause;
  const words = {
    failed: "What did not hold", flaky: "Passed at last; before that", skipped: "Why it was skipped",
    "not-run": "Why it was not run", unavailable: "Why there is no verdict", quarantined: "Known not to pass",
  };
  return el("section", { class: "why " + verdictClass(s.verdict), "aria-label": "Cause" },
    el("h3", {}, words[s.verdict] || "What went wrong"),
    step ? el("p", { class: "step-text", dir: "auto" }, el("b", {}, visible((step.keyword || "").trim()) + " "),
      visible(step.text)) : "",
    el("pre", { dir: "auto" }, visible(cause || "no cause was given")),
    step && step.error && step.error !== cause ? el("pre", { dir: "auto" }, visible(step.error)) : "");
}

// again is the command that runs this scenario and no other.
function again(run, s) {
  const which = s.file ? quoted(s.file + (s.line ? ":" + s.line : "")) : quoted(s.id);
  const command = run.again + " " + which;
  return el("p", { class: "again" }, "Run it again: ", el("code", {}, visible(command)), " ",
    el("button", { type: "button", onclick: (e) => navigator.clipboard?.writeText(command).then(() => {
      e.target.textContent = "Copied";
    }) }, "Copy"), " ", el("a", { href: "#facts" }, "About this run"));
}

function renderAttempt(a, i, of, images) {
  const title = of > 1 ? "Attempt " + (i + 1) + " of " + of + (a.again ? " (" + a.again + ")" : "") : "Steps";
  const about = [clock(a.at), took(a.us)].filter(Boolean).join(" · ");
  const isPage = (x) => typeof images[x.path] === "string";
  const known = new Set(a.steps.map((s) => s.n));
  const last = a.bad ? a.exchanges.at(-1) : null;
  const extras = (fits) => [
    ...a.exchanges.filter((x) => fits(x.step)).map((x) => renderExchange(x, x === last)),
    renderJourneys(a.journeys.filter((x) => fits(x.step))),
    ...a.notifications.filter((x) => fits(x.step)).map(renderNotification),
    ...a.artifacts.filter((x) => fits(x.step) && !isPage(x)).map((x) => renderArtifact(x, images)),
  ];
  return el("section", { class: "attempt" },
    el("h3", {}, title, " ", of > 1 ? badge(a.verdict) : "", " ", el("small", {}, about)),
    ...a.artifacts.filter(isPage).map((x) => renderArtifact(x, images)),
    of > 1 && a.cause && a.cause !== a.failing?.error ? el("pre", { dir: "auto" }, visible(a.cause)) : "",
    el("ol", { class: "steps" }, a.steps.map((s) => renderStep(s, extras((n) => n === s.n)))),
    extras((n) => !known.has(n)));
}

function renderStep(s, extras) {
  const bad = !NOT_BAD.has(s.status);
  return el("li", { class: verdictClass(s.status || "not-run") + (bad ? " bad" : "") },
    el("div", { class: "line" },
      el("span", { class: "mark", role: "img", "aria-label": s.status || "not run" }, MARKS[s.status] || "✗"),
      el("span", { class: "step-text", dir: "auto" }, el("b", {}, visible((s.keyword || "").trim()) + " "),
        visible(s.text), bad ? el("em", {}, " " + visible(s.status)) : ""),
      el("span", { class: "time" }, took(s.durationMicros))),
    s.table ? el("div", { class: "scroll" }, el("table", {}, s.table.map((row) =>
      el("tr", {}, row.map((cell) => el("td", { dir: "auto" }, visible(cell))))))) : "",
    s.doc ? el("pre", { dir: "auto" }, visible(s.doc)) : "",
    s.error ? el("pre", { class: "error", dir: "auto" }, visible(s.error)) : "",
    extras);
}
