// Asks for the page again every two seconds and takes over what is new. A page
// that nobody looks at, or in which somebody is choosing, is left alone.
"use strict";
const pause = 2000;
async function refresh() {
  const main = document.querySelector("main[data-live]");
  const busy = document.activeElement && main.contains(document.activeElement) &&
    document.activeElement.matches("input, select, textarea");
  if (!document.hidden && !busy && String(getSelection()) === "") {
    try {
      const answer = await fetch(location.href, { cache: "no-store" });
      const next = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
      if (answer.ok && next && next.innerHTML !== main.innerHTML) {
        const focused = document.activeElement.getAttribute("href");
        main.innerHTML = next.innerHTML;
        const again = focused && [...main.querySelectorAll("a")].find((a) => a.getAttribute("href") === focused);
        if (again) again.focus({ preventScroll: true });
      }
    } catch {
      // The simulator has ended, or is about to be back: what is shown stays.
    }
  }
  setTimeout(refresh, pause);
}
setTimeout(refresh, pause);
