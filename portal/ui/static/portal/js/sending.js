// Shows how far a form with files has been sent. Without it, or where it fails, the form is sent as any other.
"use strict";

function send(form, submitter) {
  const box = form.querySelector("[data-sent]");
  const bar = box.querySelector("progress");
  const request = new XMLHttpRequest();
  const buttons = form.querySelectorAll("button");
  const free = (are) => buttons.forEach((button) => (button.disabled = !are));
  const failed = () => {
    free(true);
    box.hidden = true;
    form.submit();
  };
  request.open("POST", form.action);
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) bar.value = (100 * event.loaded) / event.total;
  });
  request.addEventListener("load", () => {
    const page = new DOMParser().parseFromString(request.responseText, "text/html");
    const main = page.querySelector("main");
    if (!main) return failed();
    // The answer of a form is a page of our own: the one it leads to, or itself with what needs another look.
    document.querySelector("main").replaceWith(main);
    document.title = page.title;
    if (request.responseURL) history.replaceState(null, "", request.responseURL);
    if (window.htmx) window.htmx.process(main);
    (main.querySelector(".error-summary") || main).focus();
    watch();
  });
  request.addEventListener("error", failed);
  const data = new FormData(form);
  if (submitter && submitter.name) data.append(submitter.name, submitter.value);
  box.hidden = false;
  free(false);
  request.send(data);
}

function watch() {
  for (const form of document.querySelectorAll("form[data-sending]")) {
    form.addEventListener("submit", (event) => {
      const picked = [...form.querySelectorAll("input[type=file]")].some((field) => field.files.length);
      if (!picked || !form.querySelector("[data-sent]")) return;
      event.preventDefault();
      send(form, event.submitter);
    });
  }
}
watch();
