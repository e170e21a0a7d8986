// What could not be saved, above the form: conflicts to be decided, refused texts, and what an earlier page left behind.

function element(name, text = "", className = "") {
  const made = document.createElement(name);
  made.textContent = text;
  made.className = className;
  return made;
}

function button(words, act) {
  const made = element("button", words);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

function add(place, ...parts) {
  const notice = element("div", "", "notice-part");
  notice.append(...parts);
  place.append(notice);
  place.hidden = false;
  return () => {
    notice.remove();
    place.hidden = !place.children.length;
  };
}

// Somebody else changed a cell meanwhile: theirs stands in it, mine is kept here until it is decided.
export function onConflict(place, sheet, conflicts) {
  for (const each of conflicts) {
    const lines = element("p", `“${each.name}”刚刚被${each.by || "别人"}改过。`);
    const theirs = element("p", `现在是：${each.theirs || "（空白）"}`);
    const mine = element("p", `我填的：${each.mine || "（空白）"}`);
    const close = add(place, lines, theirs, mine, ...choice(sheet, each, () => close()));
  }
}

function choice(sheet, conflict, close) {
  if (!conflict.pointer) return [button("知道了", close)];
  const decide = (mine) => () => {
    sheet.decide(conflict, mine);
    close();
  };
  return [button("用我的", decide(true)), " ", button("用现在的", decide(false))];
}

export function onRefused(place, sheet, refused) {
  const close = add(place, element("p", `${refused.why}没有保存：${refused.mine}`), button("知道了", () => close()));
}

// What has no place any more is shown to be copied.
export function onLost(place, { message, edits }) {
  const close = add(place, element("p", message), list(edits), button("知道了", () => close()));
}

export function offer(place, sheet, kept) {
  const at = new Date(kept.at).toLocaleString("zh-CN", { dateStyle: "short", timeStyle: "short" });
  const words = element("p", `本机上有 ${kept.edits.length} 处 ${at} 填写的内容没有保存：`);
  const back = async () => {
    await sheet.restore(kept);
    close();
  };
  const drop = () => {
    sheet.store.drop(kept.key);
    close();
  };
  const close = add(place, words, list(kept.edits), button("放回并保存", back), " ", button("放弃", drop));
}

function list(edits) {
  const made = element("ul");
  made.append(...edits.map((edit) => element("li", `${edit.name || edit.pointer}：${edit.new || "（清空）"}`)));
  return made;
}
