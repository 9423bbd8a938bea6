// Uses the page as a person would and leaves what it saw on the root element.
(async () => {
  const saw = {};
  const root = document.documentElement;
  const $ = (selector) => document.querySelector(selector);
  const frame = () => new Promise((r) => setTimeout(r, 40));
  const until = async (fits) => {
    for (let i = 0; i < 100 && !fits(); i++) await frame();
    if (!fits()) throw new Error("waited in vain: " + fits);
  };
  const shown = () => $("#shown").textContent;
  const type = (text) => {
    $("#search").value = text;
    $("#search").dispatchEvent(new Event("input"));
  };
  const open = async (id) => {
    location.hash = "#s/" + encodeURIComponent(id);
    await until(() => $("#detail h2 code")?.textContent === id);
  };
  const press = (key) => $("#list").dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  try {
    await until(() => root.dataset.ready);
    saw.all = shown();
    saw.first = $(".row .badge").textContent.trim();
    $("#verdicts [data-verdict=flaky]").click();
    saw.flaky = shown() + " " + $(".row code").textContent + " " + $("#verdicts [data-verdict=flaky]").ariaPressed;
    $("#verdicts [data-verdict=flaky]").click();
    type("SHOPPER declines");
    saw.search = shown() + " " + $(".row code").textContent;
    type("");
    $("#tag").value = "@clock";
    $("#tag").dispatchEvent(new Event("change"));
    saw.tag = shown() + " " + $(".row code").textContent;
    $("#tag").value = "";
    $("#tag").dispatchEvent(new Event("change"));
    press("Home");
    press("ArrowDown");
    const active = document.getElementById($("#list").getAttribute("aria-activedescendant"));
    saw.keys = active.querySelector("code").textContent + " " + active.ariaSelected + " " + active.ariaPosInSet;
    press("Enter");
    await until(() => $("#detail h2 code")?.textContent === "PAY-002");
    saw.hostileNodes = document.querySelectorAll("#detail img, #detail script, #detail .body b, .row script").length;
    saw.hostileText = $("#detail .error").textContent.slice(0, 45);
    await open("PAY-001[db]");
    saw.why = $(".why").innerText.replace(/\s+/g, " ");
    saw.again = $(".again code").textContent;
    saw.code = $(".exchange summary code").textContent;
    await open("PAY-001[pa]");
    saw.pretty = $(".exchange .body").textContent.replace(/^[^]*"n"/, '"n"');
    await open("RDR-001");
    await until(() => $("#detail img")?.naturalWidth);
    saw.picture = $("#detail img").naturalWidth;
    saw.journey = $(".journey li:last-child").textContent.slice(0, 16);
    await open("RDR-007");
    saw.attempts = document.querySelectorAll(".attempt").length;
    dispatchEvent(new Event("beforeprint"));
    saw.printed = document.querySelectorAll("#print tr").length;
    saw.executed = String(window.pwned);
  } catch (error) {
    saw.error = String(error);
  }
  root.dataset.saw = JSON.stringify(saw);
})();
