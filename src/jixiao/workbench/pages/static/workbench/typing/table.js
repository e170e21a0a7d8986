// The table as people see it: which cell is beside which, whatever spans rows or columns; and blocks pasted from Excel.

export const CONTROL = "input[name*='/'], textarea[name*='/']";

export class Grid {
  constructor(table) {
    this.table = table;
    this.spots = [];
    this.where = new Map();
    for (const [r, row] of [...table.rows].entries()) this.#lay(row, r);
  }

  #lay(row, r) {
    let c = 0;
    for (const cell of row.cells) {
      while (this.at(r, c)) c += 1;
      this.where.set(cell, [r, c]);
      for (let dr = 0; dr < cell.rowSpan; dr += 1)
        for (let dc = 0; dc < cell.colSpan; dc += 1) (this.spots[r + dr] ??= [])[c + dc] = cell;
      c += cell.colSpan;
    }
  }

  at(r, c) {
    return this.spots[r]?.[c];
  }

  // The next cell with an input in a direction (rows, columns), in the same row or column.
  next(control, dr, dc) {
    const cell = control.closest("td, th");
    const inside = [...cell.querySelectorAll(CONTROL)];
    const beside = inside[inside.indexOf(control) + dc];
    if (dc && beside) return beside;
    let [r, c] = this.where.get(cell);
    for (let steps = 0; steps < 400; steps += 1) {
      const now = this.at(r, c);
      r += dr > 0 ? now.rowSpan - (r - this.where.get(now)[0]) : dr;
      c += dc > 0 ? now.colSpan - (c - this.where.get(now)[1]) : dc;
      const found = this.at(r, c);
      if (!found) return null;
      const controls = found.querySelectorAll(CONTROL);
      if (controls.length) return dc < 0 ? controls[controls.length - 1] : controls[0];
    }
    return null;
  }

  // The cells of a row from one on, to the right, each once.
  *rightwards(r, c) {
    for (let cell = this.at(r, c); cell; cell = this.at(r, c)) {
      yield cell;
      c = this.where.get(cell)[1] + cell.colSpan;
    }
  }
}

// Rows and columns of a text copied from Excel: tabs between cells, quotes around cells with line breaks in them.
export function parsed(text) {
  const rows = [[""]];
  let quoted = false;
  const body = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (let at = 0; at < body.length; at += 1) {
    const sign = body[at];
    const row = rows[rows.length - 1];
    if (quoted && sign === '"' && body[at + 1] === '"') row[row.length - 1] += body[++at];
    else if (quoted ? sign === '"' : sign === '"' && row[row.length - 1] === "" && closes(body, at)) quoted = !quoted;
    else if (!quoted && sign === "\t") row.push("");
    else if (!quoted && sign === "\n") rows.push([""]);
    else row[row.length - 1] += sign;
  }
  return rows;
}

// A quote opens a cell only where it is closed before a tab, a line or the end.
function closes(body, at) {
  return /^"(?:[^"]|"")*"(?=[\t\n]|$)/.test(body.slice(at));
}
