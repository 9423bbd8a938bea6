// What a step left behind: requests and answers, actions in the browser,
// files.

// resultCode finds the code of an answer, or of a member of it, for the line
// that sums it up.
function resultCode(body, member) {
  try {
    const whole = JSON.parse(body);
    const code = (member ? whole?.[member] : whole)?.result?.code;
    return typeof code === "string" ? code : "";
  } catch {
    return "";
  }
}

function renderExchange(x, open) {
  const answer = x.status ? "HTTP " + x.status : "no answer";
  const form = x.form || [];
  return el("details", { class: "exchange", open },
    el("summary", {}, el("b", {}, visible(x.method)), " ", el("span", { class: "url" }, visible(x.url)), " → ",
      el("b", { class: !x.status || x.status >= 400 ? "odd" : null }, answer), " ",
      el("code", {}, visible(resultCode(x.body))), " ", el("span", { class: "time" }, took(x.durationMicros))),
    form.length ? el("h4", {}, "Request") : "",
    form.length ? el("div", { class: "scroll" }, el("table", {}, form.map((f) => el("tr", {},
      el("th", { scope: "row" }, visible(f.name)), el("td", { dir: "auto" }, visible(f.value)))))) : "",
    el("h4", {}, "Answer ", el("small", {}, visible(x.contentType), " ", clock(x.at)),
      x.fidelity ? el("small", { class: "odd" }, " fidelity: " + visible(x.fidelity)) : ""),
    x.error ? el("pre", { class: "error", dir: "auto" }, visible(x.error)) : "",
    x.body ? el("pre", { class: "body" }, visible(pretty(x.body))) : "");
}

function renderJourneys(list) {
  if (!list.length) return "";
  return el("div", { class: "journey" }, el("h4", {}, "In the browser"),
    el("ol", {}, list.map((j) => el("li", {}, el("span", { dir: "auto" }, visible(j.action)), " ",
      el("span", { class: "url soft" }, visible(j.url)), " ", el("span", { class: "time" }, took(j.durationMicros)),
      j.error ? el("pre", { class: "error", dir: "auto" }, visible(j.error)) : ""))));
}

function renderNotification(n) {
  return el("details", { class: "exchange" },
    el("summary", {}, el("b", {}, "Webhook"), " ", visible([n.kind, n.action].filter(Boolean).join(" ")), " → ",
      el("b", { class: n.status >= 400 ? "odd" : null }, "HTTP " + (n.status || "?")), " ",
      el("code", {}, visible(resultCode(n.body, "payload"))), " ", el("span", { class: "time" }, clock(n.at))),
    el("p", { class: "url soft" }, visible(n.url), " ", visible(n.contentType)),
    n.error ? el("pre", { class: "error", dir: "auto" }, visible(n.error)) : "",
    n.body ? el("pre", { class: "body" }, visible(pretty(n.body))) : "");
}

function renderArtifact(file, images) {
  const n = images[file.path];
  if (typeof n === "string") {
    return el("p", { class: "trace-link" }, el("a", { href: n }, "Open the " + visible(file.name)),
      el("small", {}, " time line, pages, requests and console"));
  }
  const caption = el("figcaption", {}, visible(file.name), " ", el("code", { class: "soft" }, visible(file.path)));
  if (n === undefined) return el("figure", {}, caption);
  const img = el("img", { alt: "Picture: " + visible(file.name) });
  loadImage(n).then((address) => { img.src = address; }, (error) => img.replaceWith(String(error)));
  return el("figure", {}, caption, img);
}
