// The keyboard on the table: Enter and arrows from cell to cell, undo and redo; blocks pasted from Excel.

import { CONTROL, Grid, parsed } from "./table.js";
import { pointerOf } from "./sheet.js";

const MOST = 200; // rows of a block

// `page` gives the sheet of a control, and does undo (true) and redo (false), and pastes.
export function listen(root, page) {
  root.addEventListener("keydown", (event) => {
    if (event.isComposing || !event.target.matches(CONTROL)) return;
    if ((event.ctrlKey || event.metaKey) && !event.altKey) return turn(event, page);
    const way = direction(event);
    const table = event.target.closest("table");
    const next = way && table && new Grid(table).next(event.target, ...way);
    if (next) enter(event, next);
    else if (event.key === "Enter" && way) event.preventDefault();
  });
  root.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain");
    if (!event.target.matches(CONTROL) || !isBlock(event, text)) return;
    event.preventDefault();
    page.paste(event.target, parsed(text).slice(0, MOST));
  });
}

function turn(event, page) {
  const key = event.key.toLowerCase();
  if (key !== "z" && key !== "y") return;
  event.preventDefault();
  page.turn(key === "z" && !event.shiftKey);
}

// Where a key leads: rows and columns, null where it stays in the cell.
function direction(event) {
  const { target, key, shiftKey, altKey } = event;
  const long = target.classList.contains("long");
  if (key === "Enter") {
    if (altKey && long) return line(event);
    if (long && !target.closest("[data-row], [data-line]")) return null;
    return [shiftKey ? -1 : 1, 0];
  }
  if (shiftKey || altKey) return null;
  const { selectionStart: from, selectionEnd: to, value } = target;
  if (from !== to && !(from === 0 && to === value.length)) return null;
  if (key === "ArrowUp" && !value.slice(0, from).includes("\n") && first(target)) return [-1, 0];
  if (key === "ArrowDown" && !value.slice(to).includes("\n") && last(target)) return [1, 0];
  if (key === "ArrowLeft" && from === 0) return [0, -1];
  if (key === "ArrowRight" && to === value.length) return [0, 1];
  return null;
}

function line(event) {
  event.preventDefault();
  event.target.setRangeText("\n", event.target.selectionStart, event.target.selectionEnd, "end");
  event.target.dispatchEvent(new Event("input", { bubbles: true }));
  return null;
}

// A text that is broken into lines by its width is left only from its ends.
const lines = (target) => target.clientHeight > 1.9 * parseFloat(getComputedStyle(target).lineHeight);
const first = (target) => !lines(target) || target.selectionStart === 0;
const last = (target) => !lines(target) || target.selectionEnd === target.value.length;

function enter(event, next) {
  event.preventDefault();
  next.focus();
  next.select();
}

// A block of cells, not a text with several lines for one cell.
function isBlock(event, text) {
  if (text.includes("\t")) return true;
  if (!text.trim().includes("\n")) return false;
  return event.clipboardData.getData("text/html").includes("<table") || !event.target.classList.contains("long");
}

// What a block would change: cells by sheet, and how many rows are missing below the last indicator.
export function spread(control, block, page) {
  const grid = new Grid(control.closest("table"));
  const [top, left] = grid.where.get(control.closest("td, th"));
  const cells = [];
  let missing = 0;
  for (const [down, texts] of block.entries()) {
    const row = grid.table.rows[top + down];
    if (control.closest("[data-row]") && !row?.matches("[data-row]")) missing += 1;
    else if (row) cells.push(...across(grid, top + down, left, texts, page));
  }
  return { cells, missing };
}

function* across(grid, r, left, texts, page) {
  let number = 0;
  for (const cell of grid.rightwards(r, left)) {
    if (number >= texts.length) return;
    const text = texts[number++].trim();
    const control = cell.querySelector(CONTROL);
    const above = grid.where.get(cell)[0] < r;
    if (control && !(above && !text)) yield { sheet: page.sheet(control), pointer: below(control, grid.table.rows[r], above), text };
  }
}

// The cell of a level that spans several rows stands for each of them.
function below(control, row, above) {
  const pointer = pointerOf(control);
  return above ? pointer.replace(/^\/indicators\/\d+/, `/indicators/${row.dataset.row}`) : pointer;
}
