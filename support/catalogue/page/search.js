"use strict";
// Searching hides what does not have all the words, and the nouns that nothing
// is left of.

const search = document.getElementById("search");
const unused = document.getElementById("unused");
const sentences = [...document.querySelectorAll(".sentence")].map((node) => {
  const elsewhere = [...node.querySelectorAll('a[href^="#word-"]')].map((link) =>
    document.querySelector(link.getAttribute("href")).nextElementSibling);
  const texts = [node.closest("section").querySelector("h2"), node, ...elsewhere].map((from) => from.textContent);
  return { node, text: texts.join(" ").toLowerCase() };
});

function apply() {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const { node, text } of sentences) {
    node.hidden = !words.every((word) => text.includes(word)) ||
      unused.checked && !node.classList.contains("unused");
    if (!node.hidden) shown++;
  }
  for (const section of document.querySelectorAll("section:not(.words)")) {
    section.hidden = !section.querySelector(".sentence:not([hidden])");
  }
  document.getElementById("shown").textContent = shown + " of " + sentences.length;
}

document.getElementById("controls").hidden = false;
search.addEventListener("input", apply);
unused.addEventListener("change", apply);
addEventListener("keydown", (e) => {
  if (e.key === "/" && document.activeElement !== search && !e.ctrlKey && !e.metaKey) {
    e.preventDefault();
    search.focus();
  }
});
apply();
