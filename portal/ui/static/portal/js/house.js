// Comfort only: every page works without it.
"use strict";

// Menus close when somebody clicks elsewhere or presses Escape.
function closeMenus(except) {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (menu !== except) menu.open = false;
  }
}
document.addEventListener("click", (event) => closeMenus(event.target.closest("details[data-menu]")));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeMenus(null);
});

// How many letters there are, under every text that has a limit.
for (const field of document.querySelectorAll("textarea[maxlength]")) {
  const counter = document.createElement("p");
  counter.className = "counter";
  const count = () => {
    counter.textContent = `${field.value.length} / ${field.maxLength}`;
  };
  field.after(counter);
  field.addEventListener("input", count);
  count();
}

// What needs another look is read out first.
document.querySelector(".error-summary")?.focus();
