// One form on the page: what its cells say, what is not saved yet, and its way to the server, one request at a time.

import { look, post, Trouble } from "./server.js";
import { Store } from "./store.js";
import { followed } from "./moves.js";
import { CONTROL } from "./table.js";

const PAUSE = 800; // milliseconds after the last keystroke
const AGAIN = [3000, 6000, 12000, 24000]; // after an answer that did not come
const GIVEN = (text) => text.replace(/\r\n?/g, "\n");

export class Sheet extends EventTarget {
  constructor(root) {
    super();
    const { filing, user, shape, version, structure } = root.dataset;
    Object.assign(this, { root, filing, user: Number(user), shape: Number(shape), version: Number(version), structure });
    this.url = `/filings/${filing}/typing/`;
    this.store = new Store(user, filing);
    this.left = this.store.left();
    this.known = new Map(Object.entries(JSON.parse(root.querySelector("[name$=seen]").value))); // what the server says
    this.pending = new Map(); // what it does not know yet: pointer → { old, new, name }
    this.refused = new Map();
    this.undecided = new Map(); // mine where somebody else changed the cell meanwhile
    this.marks = new Set(); // own moves of rows
    this.busy = null;
    this.stopped = false;
    this.tries = 0;
  }

  controls() {
    return [...this.root.querySelectorAll(CONTROL)];
  }

  control(pointer) {
    return this.root.querySelector(`[name="${CSS.escape((this.root.dataset.prefix ?? "") + pointer)}"]`);
  }

  text(pointer) {
    return this.pending.get(pointer)?.new ?? this.known.get(pointer) ?? "";
  }

  // A cell says something else now, typed or pasted or taken back.
  set(pointer, text, { soon = false } = {}) {
    const control = this.control(pointer);
    const old = this.pending.get(pointer)?.old ?? this.known.get(pointer) ?? "";
    this.refused.delete(pointer);
    const sent = this.sending?.has(pointer);
    if (text === old && !sent) this.pending.delete(pointer);
    else this.pending.set(pointer, { old, new: text, name: control?.getAttribute("aria-label") ?? "" });
    show(control, text);
    this.mark(control);
    this.keep();
    this.plan(soon ? 0 : PAUSE);
  }

  mark(control) {
    if (!control) return;
    control.classList.toggle("unsaved-cell", this.pending.has(pointerOf(control)));
    control.classList.toggle("refused-cell", this.refused.has(pointerOf(control)));
  }

  edits() {
    return [...this.pending].map(([pointer, edit]) => ({ pointer, ...edit }));
  }

  keep() {
    const undecided = [...this.undecided].map(([pointer, edit]) => ({ pointer, ...edit }));
    if (!this.store.keep(this.shape, [...this.edits(), ...undecided])) this.tell("full", "本机存不下未保存的内容，请不要关闭页面");
  }

  decide(conflict, mine) {
    this.undecided.delete(conflict.pointer);
    if (mine) this.set(conflict.pointer, conflict.mine, { soon: true });
    else this.keep();
  }

  plan(wait) {
    clearTimeout(this.timer);
    if (this.stopped) return;
    this.timer = setTimeout(() => this.flush(), wait);
    this.tell("busy");
  }

  tell(state, message = "") {
    this.dispatchEvent(new CustomEvent("state", { detail: { state, message } }));
  }

  // Send what is not saved yet; resolves when the server knows all of it, or has failed to answer.
  async flush({ leaving = false } = {}) {
    clearTimeout(this.timer);
    if (this.busy) await this.busy;
    if (!this.pending.size || this.stopped) return !this.pending.size;
    this.busy = this.#send(this.edits(), this.shape, leaving);
    const saved = await this.busy;
    this.busy = null;
    return saved && this.pending.size && !leaving ? this.flush() : saved;
  }

  async #send(edits, shape, leaving = false) {
    this.tell("busy");
    this.sending = new Map(edits.map((edit) => [edit.pointer, edit]));
    try {
      const answer = await post(`${this.url}save/`, this.body({ edits, shape }), leaving);
      this.acknowledge(edits, answer);
      return true;
    } catch (trouble) {
      this.fail(trouble);
      return false;
    } finally {
      this.sending = null;
    }
  }

  body(what) {
    return { user: this.user, structure: this.structure, shape: this.shape, ...what };
  }

  // What was sent is saved, save what somebody else changed or no cell takes; what was typed since waits for its turn.
  acknowledge(edits, answer) {
    this.tries = 0;
    for (const { pointer, new: text } of edits) {
      const waiting = this.pending.get(pointer);
      if (waiting?.new === text) this.pending.delete(pointer);
      else if (waiting) waiting.old = answer.cells[followed(pointer, answer.moves)] ?? text;
    }
    this.follow(answer.moves);
    for (const each of answer.refused) this.refused.set(each.pointer, each);
    for (const { pointer, name, theirs, mine } of answer.conflicts)
      if (pointer) this.undecided.set(pointer, { old: theirs, new: mine, name });
    this.take({ ...answer, moves: [] });
    if (answer.conflicts.length) this.dispatchEvent(new CustomEvent("conflict", { detail: answer.conflicts }));
    for (const each of answer.refused) this.dispatchEvent(new CustomEvent("refused", { detail: each }));
    this.tell(this.pending.size ? "busy" : "saved", `已保存 ${answer.saved}`);
  }

  // The form as the server has it now.
  take(answer) {
    if (answer.version < this.version) return;
    this.follow(answer.moves);
    Object.assign(this, { shape: answer.shape, version: answer.version });
    if (this.structure !== undefined) this.structure = answer.structure; // in the grid of several projects nothing is drawn anew
    this.known = new Map(Object.entries(answer.cells));
    this.dispatchEvent(new CustomEvent("answer", { detail: answer }));
    this.keep();
  }

  // Rows moved under what is not saved yet; null: nobody knows how.
  follow(moves) {
    if (moves === null) this.dispatchEvent(new CustomEvent("moved", { detail: null }));
    if (!moves?.length) return;
    const moved = (map) => new Map([...map].map(([p, v]) => [followed(p, moves), v]).filter(([p]) => p !== null));
    for (const name of ["pending", "refused", "undecided"]) this[name] = moved(this[name]);
    const others = moves.filter((move) => !this.marks.has(move[3]));
    if (others.length) this.dispatchEvent(new CustomEvent("moved", { detail: others }));
  }

  // Add, take out or move rows; gives the values of rows taken out, null where it could not be done.
  async move(moves) {
    if (!(await this.flush())) return null;
    const marked = moves.map((move) => ({ ...move, mark: move.mark ?? crypto.getRandomValues(new Uint32Array(2)).join("") }));
    for (const move of marked) this.marks.add(move.mark);
    this.tell("busy");
    const asked = this.#ask(marked);
    this.busy = asked.then(() => true);
    const answer = await asked;
    this.busy = null;
    if (answer) this.tell("saved", `已保存 ${answer.saved}`);
    return answer ? answer.removed : null;
  }

  async #ask(moves, again = true) {
    try {
      const answer = await post(`${this.url}rows/`, this.body({ moves }));
      this.take(answer);
      return answer;
    } catch (trouble) {
      if (trouble.kind === "offline" && again) return this.#ask(moves, false);
      this.fail(trouble);
      return null;
    }
  }

  fail(trouble) {
    if (!(trouble instanceof Trouble)) throw trouble;
    const { kind, message, answer } = trouble;
    if (kind === "moved") return this.replaced(message, answer);
    this.tell(kind, message);
    if (kind === "refused") this.stop(message);
    else this.timer = setTimeout(() => this.flush(), AGAIN[Math.min(this.tries++, AGAIN.length - 1)]);
  }

  // The whole form was replaced: what is not saved has no cell any more and is shown to be copied.
  replaced(message, answer) {
    const lost = this.edits();
    this.pending.clear();
    this.store.keep(this.shape, []);
    this.take({ ...answer, moves: null });
    this.dispatchEvent(new CustomEvent("lost", { detail: { message, edits: lost } }));
    this.tell("refused", message);
  }

  stop(message) {
    this.stopped = true;
    this.dispatchEvent(new CustomEvent("lost", { detail: { message, edits: this.edits() } }));
  }

  // Put back what an earlier page could not save: it is sent for the shape of the form that it was typed in.
  async restore({ key, shape, edits }) {
    await this.flush();
    if (await this.#send(edits, shape)) this.store.drop(key);
  }

  // Ask who else is typing, and take over what they changed; nothing of it prolongs the session.
  async watch() {
    if (this.busy || this.pending.size || this.stopped) return;
    const query = new URLSearchParams({ version: this.version, shape: this.shape, structure: this.structure });
    try {
      const answer = await look(`${this.url}state/?${query}`);
      if (answer.cells && !this.busy && !this.pending.size) this.take(answer);
      this.dispatchEvent(new CustomEvent("people", { detail: answer.people }));
      this.tell("well");
    } catch (trouble) {
      if (!(trouble instanceof Trouble)) throw trouble;
      if (trouble.kind === "expired") this.tell("expired", trouble.message);
    }
  }
}

export function pointerOf(control) {
  return control.name.slice(control.name.indexOf("/"));
}

export function show(control, text) {
  if (control && GIVEN(control.value) !== text) control.value = text;
}
