// Talking to the server: JSON there and back; each failure is one of: offline, expired, moved, refused.

const EXPIRED = "登录已失效，内容留在本机";

export class Trouble extends Error {
  constructor(kind, message, answer = {}) {
    super(message);
    this.kind = kind;
    this.answer = answer;
  }
}

// The token stands in the cookie: that of the page is too old once one has logged in again elsewhere.
function token() {
  const cookie = document.cookie.split("; ").find((each) => each.startsWith("csrftoken="));
  return cookie ? cookie.slice("csrftoken=".length) : document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
}

export function post(url, body, keepalive = false) {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token() };
  return ask(url, { method: "POST", headers, body: JSON.stringify(body), keepalive: keepalive && body.edits?.length < 50 });
}

export function look(url) {
  return ask(url, { headers: { "X-Background": "1" } });
}

async function ask(url, options) {
  const headers = { Accept: "application/json", ...options.headers };
  let response;
  try {
    response = await fetch(url, { ...options, headers, redirect: "manual", signal: AbortSignal.timeout(20000) });
  } catch {
    throw new Trouble("offline", "没有连上，内容留在本机");
  }
  const answer = await response.json().catch(() => ({}));
  if (response.ok && response.headers.get("Content-Type")?.startsWith("application/json")) return answer;
  throw trouble(response, answer);
}

function trouble(response, answer) {
  if (response.type === "opaqueredirect" || [401, 403].includes(response.status))
    return new Trouble("expired", response.status === 401 ? answer.error ?? EXPIRED : EXPIRED, answer);
  if (response.status >= 500) return new Trouble("offline", `${answer.error ?? "服务器没有回应"}，内容留在本机`);
  if (answer.moved) return new Trouble("moved", answer.error, answer);
  return new Trouble("refused", answer.error ?? "没有保存：这一页已不能填写，请刷新", answer);
}
