// Reading the data blocks of the page: the index at the start, the details of
// a chunk of scenarios when one of them is opened, an image when it is shown.

const CHUNKS_KEPT = 8;
const chunks = new Map();

// inflate turns a block of base64 and gzip into what it was.
async function inflate(block) {
  const binary = atob(block.textContent.trim());
  const bytes = Uint8Array.from(binary, (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream);
}

// parsed resolves when the whole file has been read.
const parsed = new Promise((resolve) => {
  if (document.readyState !== "loading") resolve();
  else document.addEventListener("DOMContentLoaded", resolve);
});

// block finds a data block. The blocks stand behind the script, so that the
// list is there before the file has been read to its end.
async function block(id) {
  if (!document.getElementById(id)) await parsed;
  const found = document.getElementById(id);
  if (!found) throw new Error("the file is incomplete: " + id + " is missing");
  return found;
}

// loadIndex returns the run and its scenarios as objects.
async function loadIndex() {
  const raw = await (await inflate(await block("index"))).json();
  raw.scenarios = raw.rows.map((row, i) => {
    const [id, name, verdict, file, line, feature, rule, tags, source, us, cause, attempts] = row;
    const s = {
      i, id, name, line, us, cause, attempts,
      verdict: raw.verdicts[verdict], file: raw.texts[file], feature: raw.texts[feature],
      rule: raw.texts[rule], source: raw.texts[source], tags: tags.map((t) => raw.texts[t]),
    };
    s.text = [id, name, s.file, s.feature, s.rule, cause, ...s.tags].join("\n").toLowerCase();
    return s;
  });
  delete raw.rows;
  return raw;
}

// details reads a chunk: the log's own lines. An empty line ends an attempt, one
// that begins with "=" a scenario. A damaged line is left out.
function details(text) {
  const scenarios = [];
  let attempts = [], records = [];
  for (const line of text.split("\n")) {
    if (line === "") {
      attempts.push(records);
      records = [];
    } else if (line.startsWith("=")) {
      scenarios.push({ attempts, images: JSON.parse(line.slice(1)) });
      attempts = [];
    } else {
      try {
        records.push(JSON.parse(line));
      } catch { /* torn when the run was killed */ }
    }
  }
  return scenarios;
}

// loadDetail returns the attempts of a scenario, each a list of records of
// the log, and the numbers of its images and the addresses of its pages by path.
async function loadDetail(i, size) {
  const n = Math.floor(i / size);
  if (!chunks.has(n)) {
    chunks.set(n, inflate(await block("chunk-" + n)).then((r) => r.text()).then(details));
    if (chunks.size > CHUNKS_KEPT) chunks.delete(chunks.keys().next().value);
  }
  return (await chunks.get(n))[i % size];
}

// loadImage returns the address of an image that is part of this file.
async function loadImage(n) {
  const found = await block("image-" + n);
  return "data:" + found.dataset.type + ";base64," + found.textContent.trim();
}
