// Returns to the shop once the payment has ended elsewhere: the gateway answers
// the question only then, or says after a while that it has to be asked again.
"use strict";

const second = 1000;

// A form of the page itself that ends the payment leads away already: turning to
// the payment's end on top of it would break that off.
let leaving = false;
addEventListener("submit", () => { leaving = true; });

async function watch() {
  for (;;) {
    try {
      const answer = await fetch("state", { cache: "no-store" });
      if (leaving) return;
      if (answer.status !== 204) {
        location.replace(location.href);
        return;
      }
    } catch {
      await new Promise((resolve) => setTimeout(resolve, second));
    }
  }
}

watch();
