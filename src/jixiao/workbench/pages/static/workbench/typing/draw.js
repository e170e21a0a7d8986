// What an answer of the server changes on the page: texts, scores with their explanations, findings, the whole grid.

import { pointerOf, show } from "./sheet.js";

// Bring the form up to date; `side` is the list of findings beside it, null where there is none (many forms at once).
export function draw(sheet, answer, side) {
  if (answer.grid) redraw(sheet, answer);
  for (const [pointer, text] of Object.entries(answer.cells)) write(sheet, pointer, text);
  for (const control of sheet.controls()) {
    sheet.mark(control);
    owe(control, answer.owed[pointerOf(control)]);
  }
  explain(sheet.root, answer.why);
  mark(sheet.root, answer.marks);
  if (!side) return;
  side.innerHTML = answer.side;
  const lights = document.getElementById("lights");
  if (lights && answer.lights) lights.outerHTML = answer.lights;
}

// Draw the grid anew; who is typing goes on in the same cell.
function redraw(sheet, answer) {
  const grid = sheet.root.querySelector(".grid");
  const at = document.activeElement;
  const place = grid.contains(at) && at.name ? [pointerOf(at), at.selectionStart, at.selectionEnd] : null;
  const [left, top] = [grid.scrollLeft, window.scrollY];
  grid.innerHTML = answer.grid;
  for (const [pointer, edit] of sheet.pending) show(sheet.control(pointer), edit.new);
  for (const [pointer, each] of sheet.refused) show(sheet.control(pointer), each.mine);
  grow(sheet.root);
  const again = place && sheet.control(place[0]);
  if (again) {
    again.focus({ preventScroll: true });
    again.setSelectionRange(place[1], place[2]);
  }
  grid.scrollLeft = left;
  window.scrollTo(window.scrollX, top);
}

function write(sheet, pointer, text) {
  for (const echo of sheet.root.querySelectorAll(`[data-echo="${CSS.escape(pointer)}"]`)) if (text) echo.textContent = text;
  const control = sheet.control(pointer);
  if (!control) {
    const output = part(sheet.root, pointer);
    if (output && output.textContent !== text && output.matches(".figure")) output.textContent = text;
  } else if (!sheet.pending.has(pointer) && !sheet.refused.has(pointer) && control !== document.activeElement) {
    show(control, text);
    fit(control);
  }
}

function part(root, pointer) {
  return root.querySelector(`[id="f${CSS.escape(pointer)}"], [id$=":f${CSS.escape(pointer)}"]`);
}

function owe(control, why) {
  if (control.classList.contains("owed") === Boolean(why)) return;
  control.classList.toggle("owed", Boolean(why));
  control.placeholder = why ? "请说明原因" : "";
  if (why) control.setAttribute("aria-required", "true");
  else control.removeAttribute("aria-required");
}

function explain(root, why) {
  for (const [pointer, sentence] of Object.entries(why)) {
    const box = part(root, pointer)?.parentElement.closest("td, p")?.querySelector(".why p");
    if (box) box.textContent = sentence;
  }
}

function mark(root, marks) {
  for (const old of root.querySelectorAll(".mark")) old.remove();
  for (const [pointer, found] of Object.entries(marks)) {
    const place = part(root, pointer)?.closest("td, p, h2");
    for (const each of place ? found : []) place.append(link(root.dataset.link ?? "", ...each));
  }
}

function link(page, severity, number, message) {
  const made = document.createElement("a");
  made.className = `mark ${severity}`;
  made.href = `${page}#finding-${number}`;
  made.title = message;
  const words = document.createElement("span");
  words.className = "unseen";
  words.textContent = "核对结果";
  made.append(words, String(number));
  return made;
}

// Texts are as high as what is in them, in browsers that do not do so themselves too.
export function fit(control) {
  if (CSS.supports("field-sizing", "content") || control.tagName !== "TEXTAREA") return;
  control.style.height = "auto";
  control.style.height = `${control.scrollHeight}px`;
}

export function grow(root) {
  for (const control of root.querySelectorAll("textarea")) fit(control);
}
