// Making elements and texts. What a gateway or a feature says is hostile
// until shown otherwise: it enters the page as text nodes and in no other way.

// el makes an element. Attributes that are null or false are left out, and
// strings among the children become text.
function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((c) => c !== null && c !== undefined && c !== ""));
  return node;
}

// visible shows characters that would otherwise act on the text around them:
// control characters, and those that turn the direction of writing.
function visible(text) {
  return String(text ?? "").replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g,
    (c) => "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0"));
}

// pretty indents JSON without touching its numbers and strings; other text is
// returned as it is.
function pretty(text) {
  try {
    JSON.parse(text);
  } catch {
    return text;
  }
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s[\]{},:"]+/g) || [];
  let out = "", depth = 0;
  const line = () => "\n" + "  ".repeat(depth);
  tokens.forEach((token, i) => {
    if (token === "{" || token === "[") {
      depth++;
      out += token + (/[\]}]/.test(tokens[i + 1]) && tokens[i + 1].length === 1 ? "" : line());
    } else if (token === "}" || token === "]") {
      depth--;
      out += (/^[[{]$/.test(tokens[i - 1]) ? "" : line()) + token;
    } else if (token === ",") out += token + line();
    else if (token === ":") out += ": ";
    else out += token;
  });
  return out;
}

// took writes a duration given in microseconds.
function took(us) {
  if (!us) return "";
  if (us < 1e3) return us + " µs";
  if (us < 1e6) return (us / 1e3).toFixed(us < 1e4 ? 1 : 0) + " ms";
  if (us < 60e6) return (us / 1e6).toFixed(1) + " s";
  return Math.floor(us / 60e6) + " min " + Math.round((us % 60e6) / 1e6) + " s";
}

// clock writes the time of day of a moment in the log.
function clock(at) {
  return at ? at.slice(11, 23) + " UTC" : "";
}

const MARKS = {
  passed: "✓", flaky: "≈", failed: "✗", broken: "!", unavailable: "?", quarantined: "⊘", skipped: "–", "not-run": "○",
};

// verdictClass is the class for the colour of a verdict or of a step's status.
function verdictClass(verdict) {
  return "v-" + (verdict in MARKS ? verdict : "failed");
}

// badge says a verdict by sign, word and colour.
function badge(verdict) {
  return el("span", { class: "badge " + verdictClass(verdict) },
    el("span", { class: "mark", "aria-hidden": "true" }, MARKS[verdict] || "✗"), " " + visible(verdict));
}

// quoted is a word for a shell.
function quoted(word) {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : "'" + word.replaceAll("'", "'\\''") + "'";
}
