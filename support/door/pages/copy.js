// Puts a button beside each text that is to be copied: without a script there is
// none that would do nothing.
"use strict";
for (const text of document.querySelectorAll("details > pre")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "second";
  button.textContent = "Copy";
  button.setAttribute("aria-label", "Copy: " + text.getAttribute("aria-label"));
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  said.className = "soft";
  button.addEventListener("click", async () => {
    said.textContent = "";
    try {
      await navigator.clipboard.writeText(text.textContent);
      said.textContent = "Copied.";
    } catch {
      getSelection().selectAllChildren(text); // the browser does not allow it: at least it is selected
      said.textContent = "Selected: copy it with the keyboard.";
    }
  });
  const line = document.createElement("p");
  line.append(button, " ", said);
  text.before(line);
}
