// Says so when what was filled in could not be saved; saving itself is htmx's, a field at a time.
const form = document.getElementById("evaluation-form");

function tell(words) {
  const state = document.getElementById("evaluation-state");
  let line = state.querySelector(".unsaved");
  if (!line) {
    line = document.createElement("p");
    line.className = "notice error unsaved";
    state.append(line);
  }
  line.textContent = words;
}

form.addEventListener("htmx:sendError", () => tell("没有连上服务器，刚才填的还没有保存；请不要关闭这一页，连上后再按“保存”。"));
form.addEventListener("htmx:responseError", (event) => {
  const { status, responseText } = event.detail.xhr;
  if (status === 401) tell("登录已失效，刚才填的还没有保存；请在另一个窗口登录后，回到这一页按“保存”。");
  else if (status === 409) tell(responseText);
  else tell("刚才填的没有保存成功，请按“保存”再试。");
});
