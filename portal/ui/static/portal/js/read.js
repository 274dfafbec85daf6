// A conversation that stands open for three seconds is read; without this the button says so.
const read = document.querySelector("form[data-read]");
if (read) setTimeout(async () => {
  if (document.hidden) return;
  const answer = await fetch(read.action, { method: "POST", body: new FormData(read), redirect: "manual" });
  if (answer.type === "opaqueredirect") read.remove();
}, 3000);
