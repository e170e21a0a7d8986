// A box in the head of a list that chooses all its rows; without this script each row is chosen by itself.
for (const table of document.querySelectorAll("table[data-choose]")) {
  const boxes = [...table.querySelectorAll("tbody input[type=checkbox]")];
  const head = table.querySelector("thead .choose");
  if (boxes.length < 2 || !head) continue;
  const all = document.createElement("input");
  all.type = "checkbox";
  all.setAttribute("aria-label", "全选本组");
  head.replaceChildren(all);
  const show = () => {
    const chosen = boxes.filter((box) => box.checked).length;
    all.checked = chosen === boxes.length;
    all.indeterminate = chosen > 0 && !all.checked;
  };
  all.addEventListener("change", () => boxes.forEach((box) => { box.checked = all.checked; }));
  boxes.forEach((box) => box.addEventListener("change", show));
}
