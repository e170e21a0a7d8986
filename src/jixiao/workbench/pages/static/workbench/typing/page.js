// The page of a form that is typed: ties cells, saving, undo, rows and what others do together.

import { draw, fit, grow } from "./draw.js";
import { listen, spread } from "./keys.js";
import { inverse, pressed } from "./moves.js";
import { offer, onConflict, onLost, onRefused } from "./notices.js";
import { pointerOf, Sheet } from "./sheet.js";
import { CONTROL } from "./table.js";
import { Undo } from "./undo.js";

const LOOK = 20000; // milliseconds between looks at what others do

class Page {
  constructor(root) {
    this.root = root;
    this.sheets = [...root.querySelectorAll("[data-filing]")].map((each) => new Sheet(each));
    if (root.matches("[data-filing]")) this.sheets.push(new Sheet(root));
    this.undo = new Undo(() => this.tools());
    for (const sheet of this.sheets) this.#join(sheet);
    this.#listen();
    listen(root, this);
    grow(root);
  }

  sheet(control) {
    const filing = control.closest("[data-filing]").dataset.filing;
    return this.sheets.find((sheet) => sheet.filing === filing);
  }

  #join(sheet) {
    const notices = this.root.querySelector(".unsaved");
    sheet.addEventListener("state", ({ detail }) => this.state(detail));
    sheet.addEventListener("answer", ({ detail }) => draw(sheet, detail, this.sheets.length === 1 ? document.querySelector(".found") : null));
    sheet.addEventListener("moved", ({ detail }) => this.undo.moved(sheet, detail));
    sheet.addEventListener("people", ({ detail }) => this.others(detail));
    sheet.addEventListener("conflict", ({ detail }) => onConflict(notices, sheet, detail));
    sheet.addEventListener("refused", ({ detail }) => onRefused(notices, sheet, detail));
    sheet.addEventListener("lost", ({ detail }) => onLost(notices, detail));
    for (const kept of sheet.left) offer(notices, sheet, kept);
  }

  #listen() {
    this.root.addEventListener("input", (event) => event.isComposing || this.typed(event.target));
    this.root.addEventListener("compositionend", (event) => this.typed(event.target));
    this.root.addEventListener("focusout", (event) => event.target.matches(CONTROL) && this.leave(event.target));
    this.root.addEventListener("click", (event) => event.target.matches("td") && event.target.querySelector(CONTROL)?.focus());
    this.root.addEventListener("submit", (event) => this.submit(event));
    this.root.addEventListener("click", (event) => event.target.dataset.do && this.turn(event.target.dataset.do === "undo"));
    document.addEventListener("click", closeMenus);
    document.addEventListener("keydown", (event) => event.key === "Escape" && closeMenus(event));
    document.addEventListener("click", follow);
    window.addEventListener("online", () => this.flush());
    window.addEventListener("focus", () => this.flush());
    window.addEventListener("pagehide", () => this.flush({ leaving: true }));
    setInterval(() => document.visibilityState === "visible" && this.watch(), LOOK);
    for (const each of document.querySelectorAll(".tools, .keys")) each.hidden = false; // of no use without script
  }

  flush(options) {
    return Promise.all(this.sheets.map((sheet) => sheet.flush(options)));
  }

  async watch() {
    if (this.sheets.length === 1) await this.sheets[0].watch();
  }

  typed(control) {
    if (!control.matches(CONTROL)) return;
    const sheet = this.sheet(control);
    const pointer = pointerOf(control);
    this.undo.typed(sheet, pointer, sheet.text(pointer), control.value);
    sheet.set(pointer, control.value);
    fit(control);
  }

  leave(control) {
    this.undo.left();
    const sheet = this.sheet(control);
    if (sheet.pending.size) sheet.plan(0);
    else if (!sheet.refused.has(pointerOf(control))) control.value = sheet.text(pointerOf(control));
  }

  // Undo (back) or redo.
  async turn(back) {
    if (document.activeElement.matches(CONTROL)) this.undo.left();
    await this.undo.turn(back, (step, backwards) => this.#act(step, backwards));
  }

  async #act(step, back) {
    const { sheet } = step;
    if (step.moves) {
      const removed = await sheet.move(back ? step.back : step.moves);
      if (removed && !back) step.back = inverse(step.moves, removed);
      return;
    }
    for (const cell of step.cells) sheet.set(cell.pointer, back ? cell.before : cell.after, { soon: true });
    sheet.control(step.cells.at(-1)?.pointer)?.focus();
  }

  // The buttons of the form: save now, or move a row.
  submit(event) {
    const button = event.submitter;
    event.preventDefault();
    if (button?.name === "row") this.row(button);
    else this.flush();
  }

  async row(button) {
    const sheet = this.sheet(button);
    const own = button.closest("[data-row]").dataset.row;
    closeMenus({});
    const move = pressed(button.value, sheet.text(`/indicators/${own}/level1`) || this.#above(button, "level1"));
    if (await this.#move(sheet, [move])) this.#enter(sheet, move);
  }

  // What a level says that spans the row from above.
  #above(button, name) {
    for (let row = button.closest("tr"); row?.matches("[data-row]"); row = row.previousElementSibling) {
      const control = [...row.querySelectorAll(CONTROL)].find((each) => each.name.endsWith(`/${name}`));
      if (control) return control.value;
    }
    return "";
  }

  async #move(sheet, moves, steps = []) {
    const removed = await sheet.move(moves);
    if (!removed) return false;
    this.undo.add([{ sheet, moves, back: inverse(moves, removed) }, ...steps]);
    return true;
  }

  #enter(sheet, move) {
    const row = move.op === "move" ? move.to : Math.max(0, move.op === "remove" ? move.row - 1 : move.row);
    const cells = [...this.root.querySelectorAll(`[data-row="${row}"] :is(input, textarea)`)];
    (cells.find((cell) => !cell.value) ?? cells[0])?.focus();
  }

  // A block from Excel: rows that are missing are added below the last, then the cells are set; one entry to undo.
  async paste(control, block) {
    const sheet = this.sheet(control);
    const pointer = pointerOf(control);
    const { missing } = spread(control, block, this);
    const count = Math.max(...[...this.root.querySelectorAll("[data-row]")].map((row) => Number(row.dataset.row))) + 1;
    const blank = pointer.includes("/level") ? { values: {} } : {};
    const moves = Array.from({ length: missing }, () => ({ op: "add", row: count, ...blank }));
    const removed = missing ? await sheet.move(moves) : [];
    if (!removed) return;
    const again = sheet.control(pointer) ?? control;
    const { cells } = spread(again, block, this);
    const steps = missing ? [{ sheet, moves, back: inverse(moves, removed) }] : [];
    this.undo.add([...steps, ...this.#set(cells)]);
    again.focus();
  }

  #set(cells) {
    const changed = cells.map((cell) => ({ ...cell, before: cell.sheet.text(cell.pointer), after: cell.text }));
    const steps = changed.filter((cell) => cell.before !== cell.after).map(({ sheet, ...cell }) => ({ sheet, cells: [cell] }));
    for (const { sheet, cells: [cell] } of steps) sheet.set(cell.pointer, cell.after, { soon: true });
    return steps;
  }

  tools() {
    const [undo, redo] = ["undo", "redo"].map((name) => this.root.querySelector(`[data-do="${name}"]`));
    undo.disabled = !this.undo.done.length;
    redo.disabled = !this.undo.undone.length;
  }

  state({ state, message }) {
    const place = this.root.querySelector(".save-state");
    const bad = ["offline", "expired"].includes(place.dataset.state);
    if (state === "busy" ? bad : state === "well" && !bad) return;
    if (state === "saved" && this.sheets.some((sheet) => sheet.pending.size)) return;
    place.dataset.state = state;
    place.textContent = state === "busy" ? "正在保存…" : message ?? "";
    if (state === "expired") place.append(" ", login());
  }

  others(people) {
    const told = people.map((each) => `${each.name} ${each.at} 改过${each.cell}`);
    this.root.querySelector(".others").textContent = told.join("；");
  }
}

function login() {
  const link = document.createElement("a");
  link.href = "/login/";
  link.target = "_blank";
  link.textContent = "在新窗口重新登录，这里的内容会接着保存";
  return link;
}

function closeMenus(event) {
  for (const open of document.querySelectorAll(".row-menu[open], .why[open]"))
    if (!event.target || event.key || !open.contains(event.target)) open.open = false;
}

// From a finding to its cell and back: the place itself gets the focus.
function follow(event) {
  const link = event.target.closest?.("a[href^='#f']");
  const place = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!place) return;
  event.preventDefault();
  place.scrollIntoView({ block: "center" });
  place.focus({ preventScroll: true });
}

const root = document.querySelector(".sheet[data-filing], .sheet.many");
if (root) new Page(root);
