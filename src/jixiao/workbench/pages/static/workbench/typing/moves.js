// Moves of indicator rows: where a pointer made before them leads now (the same rule as cycle/moves.py), and undoing them.

const BLOCK = "/indicators/";

export function followed(pointer, moves) {
  if (!pointer.startsWith(BLOCK)) return pointer;
  const parts = pointer.split("/");
  let row = Number(parts[2]);
  for (const [op, at, to] of moves) {
    if (op === "add") row += row >= at ? 1 : 0;
    else if (op === "remove") {
      if (row === at) return null;
      row -= row > at ? 1 : 0;
    } else if (row === at) row = to;
    else {
      row -= row > at ? 1 : 0;
      row += row >= to ? 1 : 0;
    }
  }
  parts[2] = String(row);
  return parts.join("/");
}

// What takes moves back, the last first; `removed` are the values of the rows that were taken out, in their order.
export function inverse(moves, removed) {
  const rows = [...removed];
  const back = moves.map((move) => {
    if (move.op === "add") return { op: "remove", row: move.row };
    if (move.op === "remove") return { op: "add", row: move.row, values: rows.shift() ?? {} };
    return { op: "move", row: move.to, to: move.row };
  });
  return back.reverse();
}

// What a button in a row means: add:3, level2:3, level1:3, up:3, down:3, remove:3.
export function pressed(button, level1) {
  const [what, number] = button.split(":");
  const row = Number(number);
  if (what === "add") return { op: "add", row: row + 1 };
  if (what === "level2") return { op: "add", row: row + 1, values: { level1 } };
  if (what === "level1") return { op: "add", row: row + 1, values: {} };
  if (what === "remove") return { op: "remove", row };
  return { op: "move", row, to: row + (what === "down" ? 1 : -1) };
}
