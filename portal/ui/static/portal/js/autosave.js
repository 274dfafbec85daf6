// Keeps a draft on the server while somebody types, and says so in the form's [data-autosave] line.
// Comfort only: the form's buttons do the same without it, and keep.js holds the words until they have arrived.
"use strict";

for (const line of document.querySelectorAll("[data-autosave]")) {
  const form = line.closest("form");
  const PAUSE = 2000;
  const AGAIN = 10000;
  const PATIENCE = 20000;
  const BEFORE_SENDING = 3000;
  let waiting = 0;
  let sending = null;
  let isDirty = false;
  let isOver = false;

  const say = (words) => {
    if (line.textContent !== words) line.textContent = words;
  };
  const field = (name) => form.querySelector(`input[type=hidden][name=${name}]`);
  const hasWords = () => [...form.querySelectorAll("input[type=text], textarea")].some((one) => one.value.trim());
  const later = (pause) => {
    clearTimeout(waiting);
    waiting = setTimeout(save, pause);
  };

  function body() {
    const data = new FormData(form);
    data.set("written_by", data.get("typed_by"));
    data.delete("typed_by");
    for (const name of ["draft", "section", "as"]) if (line.dataset[name]) data.set(name, line.dataset[name]);
    return data;
  }

  function arrived(kept) {
    form.dispatchEvent(new Event("saved"));
    field("seen").value = kept.version;
    if (!line.dataset.draft) {
      // The form goes on as that of its draft; nothing on the page moves, so the cursor stays where it is.
      line.dataset.draft = kept.draft;
      form.setAttribute("action", kept.url);
      history.replaceState(history.state, "", kept.url);
    }
    // Typed since it was sent: the window keeps it until the next time.
    if (isDirty) form.dispatchEvent(new Event("input"));
  }

  async function send() {
    isDirty = false;
    try {
      const answer = await fetch(line.dataset.autosave, {
        method: "POST",
        body: body(),
        redirect: "manual",
        signal: AbortSignal.timeout(PATIENCE),
      });
      if (answer.type === "opaqueredirect" || answer.status === 403) {
        isOver = true;
        say(line.dataset.ended);
        return;
      }
      const known = [200, 409, 422].includes(answer.status);
      const told = known ? await answer.json() : { said: line.dataset.lost };
      if (answer.ok) arrived(told);
      else if (answer.status === 409) isOver = true;
      if (!known) {
        isDirty = true;
        later(AGAIN);
      }
      say(told.said);
    } catch {
      isDirty = true;
      say(line.dataset.lost);
      later(AGAIN);
    }
  }

  async function save() {
    if (isOver || sending || !isDirty || !(line.dataset.draft || hasWords())) return;
    sending = send();
    await sending;
    sending = null;
    if (isDirty) later(PAUSE);
  }

  form.addEventListener("input", () => {
    isDirty = true;
    later(PAUSE);
  });
  window.addEventListener("online", () => later(0));
  // A form that is sent while the last words are on their way waits for them: it must not overtake itself.
  form.addEventListener("submit", async (event) => {
    clearTimeout(waiting);
    isDirty = false;
    if (!sending) {
      isOver = true;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    await Promise.race([sending, new Promise((done) => setTimeout(done, BEFORE_SENDING))]);
    isOver = true;
    clearTimeout(waiting);
    form.requestSubmit(event.submitter);
  });
}
