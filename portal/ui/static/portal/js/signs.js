// Puts a sign around what is marked in a text. Without it the same buttons send the form and get an example back.
"use strict";

const AROUND = { bold: ["**", "**"], link: ["[", "](https://example.org)"] };
const BEFORE = { list: "- ", quote: "> " };

for (const button of document.querySelectorAll("button[name=sign]")) {
  const field = button.form.querySelector("textarea[name=body]");
  const before = BEFORE[button.value];
  button.addEventListener("click", (event) => {
    event.preventDefault();
    const { selectionStart: from, selectionEnd: to, value } = field;
    const marked = value.slice(from, to);
    let put = before ? marked.replace(/^/gm, before) : AROUND[button.value].join(marked);
    if (!marked) put = button.dataset.example;
    // A list or a quotation begins after an empty line.
    if (before && value.slice(0, from).trim()) put = `\n\n${put}`;
    field.focus();
    // So that the browser's own "undo" takes it back.
    if (!document.execCommand("insertText", false, put)) field.setRangeText(put, from, to, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
