// What is not saved yet is kept in this browser (本机) until the server has acknowledged it, for each tab by itself.

const PREFIX = "jixiao-typing";

function tab() {
  let name = sessionStorage.getItem(PREFIX);
  if (!name) sessionStorage.setItem(PREFIX, (name = crypto.getRandomValues(new Uint32Array(2)).join("")));
  return name;
}

export class Store {
  constructor(user, filing) {
    this.prefix = `${PREFIX}-${user}-${filing}-`;
    this.key = this.prefix + tab();
    this.full = false;
  }

  // Keep edits made in a shape of the form; nothing is kept where there are none. Tells whether they could be kept.
  keep(shape, edits) {
    try {
      if (edits.length) localStorage.setItem(this.key, JSON.stringify({ shape, edits, at: new Date().toISOString() }));
      else localStorage.removeItem(this.key);
      this.full = false;
    } catch {
      this.full = true;
    }
    return !this.full;
  }

  // What was left by this tab before it was loaded anew, and by tabs that are closed: each with its key. What this tab
  // itself left gets a key of its own, so that what is typed now does not take its place.
  left() {
    const own = localStorage.getItem(this.key);
    if (own) localStorage.setItem(`${this.key}-left-${Date.now()}`, own);
    this.drop(this.key);
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(this.prefix));
    return keys.map((key) => ({ key, ...read(key) })).filter((kept) => kept.edits?.length);
  }

  drop(key) {
    localStorage.removeItem(key);
  }
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? {};
  } catch {
    return {};
  }
}
