// Keeps what somebody types in a form with {% keep_typing %} until it is sent: in this window only, gone when it closes.
document.querySelectorAll("[data-keep]").forEach((mark) => {
  const form = mark.form;
  // By the address it is sent to: a draft that got one meanwhile finds its words there.
  const shelf = () =>
    `keep:${mark.dataset.keep}:${new URL(form.getAttribute("action") || "", location.href).pathname}`;
  const offer = form.querySelector("[data-keep-offer]");
  const fields = () =>
    [...form.elements].filter((f) => f.name && !["hidden", "password", "file", "submit", "button"].includes(f.type));
  const words = () =>
    fields().map((f) => [f.name, f.value, ["checkbox", "radio"].includes(f.type) ? f.checked : null]);
  const save = () => {
    try {
      sessionStorage.setItem(shelf(), JSON.stringify(words()));
    } catch {
      // a full or closed store keeps nothing; the form works as ever
    }
  };
  const putBack = (kept) => {
    fields().forEach((f) => {
      const found = kept.find(([name, value, on]) => name === f.name && (on === null || value === f.value));
      if (!found) return;
      if (found[2] === null) f.value = found[1];
      else f.checked = found[2];
    });
    offer.hidden = true;
  };
  let kept = null;
  try {
    kept = JSON.parse(sessionStorage.getItem(shelf()));
  } catch {
    kept = null;
  }
  if (kept && offer && JSON.stringify(kept) !== JSON.stringify(words())) {
    offer.hidden = false;
    offer.querySelector("[data-keep-back]").addEventListener("click", () => putBack(kept));
  }
  let waiting = 0;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(save, 400);
  });
  const forget = () => {
    clearTimeout(waiting);
    sessionStorage.removeItem(shelf());
  };
  // Without a connection nothing is sent and nothing forgotten: the browser's own error page would take the words along.
  const away = form.querySelector("[data-keep-away]");
  form.addEventListener("submit", (event) => {
    if (away) away.hidden = navigator.onLine;
    if (navigator.onLine) return forget();
    event.preventDefault();
    save();
    away?.focus();
  });
  form.addEventListener("saved", forget);
});
