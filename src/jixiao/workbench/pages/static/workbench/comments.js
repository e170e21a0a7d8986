// Comments beside their cells: a mark in each cell that has one, and where one may comment a link in the cell at hand.
// Without this script the list of comments leads to the cells, and a page of its own takes a comment on a cell.
const panel = document.getElementById("comments");
const cellOf = (pointer) => document.getElementById(`f${pointer}`)?.closest("td, th");

function mark() {
  document.querySelectorAll(".comment-mark").forEach((old) => old.remove());
  for (const comment of panel.querySelectorAll("[data-pointer]")) {
    const cell = cellOf(comment.dataset.pointer);
    if (!cell) continue;
    const link = document.createElement("a");
    link.className = `comment-mark ${comment.classList.contains("resolved") ? "resolved" : "open"}`;
    link.href = `#${comment.id}`;
    link.title = comment.querySelector(".said").textContent;
    link.textContent = "意见";
    cell.append(link);
  }
}

function offer(grid, address) {
  const link = document.createElement("a");
  link.className = "comment-here";
  link.textContent = "提意见";
  const show = (event) => {
    const cell = event.target.closest?.("td, th");
    const field = cell?.querySelector('[id^="f/"]');
    if (!field || cell.contains(link)) return;
    link.href = `${address}?pointer=${encodeURIComponent(field.id.slice(1))}`;
    cell.append(link);
  };
  grid.addEventListener("mouseover", show);
  grid.addEventListener("focusin", show);
}

const grid = document.querySelector(".sheet .grid");
if (panel && grid) {
  mark();
  new MutationObserver(() => { if (!grid.querySelector(".comment-mark")) mark(); }).observe(grid, { childList: true });
  if (panel.dataset.address) offer(grid, panel.dataset.address);
}
