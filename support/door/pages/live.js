// Asks for the page again every two seconds and takes over what is new in its
// live parts. A page that nobody looks at, or in which somebody has selected
// something, is left alone; forms are, always.
"use strict";
const pause = 2000;
const parts = (page) => [...page.querySelectorAll("[data-live]")];
const name = (element) => element.getAttribute("href") || element.getAttribute("aria-label");

function takeOver(next) {
  const fresh = parts(next);
  if (document.querySelectorAll("main form").length !== next.querySelectorAll("main form").length) {
    location.reload(); // what may be done has changed
    return;
  }
  parts(document).forEach((part, i) => {
    if (!fresh[i] || part.innerHTML === fresh[i].innerHTML) return;
    const focused = part.contains(document.activeElement) && name(document.activeElement);
    const scrolled = [...part.querySelectorAll(".wide, pre")].map((box) => [box.scrollLeft, box.scrollTop]);
    part.innerHTML = fresh[i].innerHTML;
    part.querySelectorAll(".wide, pre").forEach((box, j) => box.scrollTo(...(scrolled[j] || [0, 0])));
    const again = focused && [...part.querySelectorAll("a, [tabindex]")].find((element) => name(element) === focused);
    if (again) again.focus({ preventScroll: true });
  });
}

async function refresh() {
  const typing = document.activeElement && document.activeElement.matches("input, select, textarea");
  if (!document.hidden && !typing && String(getSelection()) === "") {
    try {
      const answer = await fetch(location.href, { cache: "no-store" });
      const next = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (answer.ok) takeOver(next);
    } catch {
      // The simulator has ended, or is about to be back: what is shown stays.
    }
  }
  setTimeout(refresh, pause);
}
setTimeout(refresh, pause);
