// Undo and redo (撤销、重做) across cells and rows: what was done, step by step, with what takes each step back.
// A step is { sheet, cells: [{ pointer, before, after }] } or { sheet, moves, back }; an entry is steps done together.

import { followed } from "./moves.js";

const MOST = 200;

export class Undo {
  constructor(changed) {
    this.done = [];
    this.undone = [];
    this.changed = changed;
  }

  // Note that a cell is being typed into: one entry until it is left.
  typed(sheet, pointer, before, after) {
    const last = this.done.at(-1);
    const cell = last?.open && last.steps[0].sheet === sheet ? last.steps[0].cells[0] : null;
    if (cell?.pointer === pointer) cell.after = after;
    else this.add([{ sheet, cells: [{ pointer, before, after }] }], true);
  }

  left() {
    const last = this.done.at(-1);
    if (last) last.open = false;
  }

  add(steps, open = false) {
    this.left();
    this.done.push({ steps, open });
    if (this.done.length > MOST) this.done.shift();
    this.undone = [];
    this.changed(this);
  }

  // Take back the last entry, or do the last one again: `act` is given each step with its direction.
  async turn(back, act) {
    const [from, to] = back ? [this.done, this.undone] : [this.undone, this.done];
    const entry = from.pop();
    if (!entry) return;
    entry.open = false;
    const steps = back ? [...entry.steps].reverse() : entry.steps;
    for (const step of steps) await act(step, back);
    to.push(entry);
    this.changed(this);
  }

  // Others moved rows of a sheet: cells move along; own moves of rows and what lies below them hold no more, and
  // nothing of the sheet does where it is not known what was moved (null). Own moves need nothing: each entry is taken
  // back in the very state that it was made in.
  moved(sheet, moves) {
    const stale = (entry) => entry.steps.some((step) => step.sheet === sheet && (!moves || step.moves));
    this.done = this.done.slice(this.done.findLastIndex(stale) + 1);
    if (this.undone.some(stale)) this.undone = [];
    for (const entry of [...this.done, ...this.undone])
      for (const step of entry.steps) if (step.sheet === sheet) follow(step, moves);
    this.changed(this);
  }
}

function follow(step, moves) {
  const cells = step.cells.map((cell) => ({ ...cell, pointer: followed(cell.pointer, moves) }));
  step.cells = cells.filter((cell) => cell.pointer !== null);
}
