// "Copy" beside a code or a link: the button only appears where the browser can copy.
export function copyableCode(scope) {
  if (!navigator.clipboard) return;
  for (const button of scope.querySelectorAll("[data-up-copy][hidden]")) {
    const code = document.getElementById(button.dataset.upCopy);
    const said = button.parentElement.querySelector("[role=status]");
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(code.textContent.trim());
      said.textContent = button.dataset.upCopied;
      window.setTimeout(() => (said.textContent = ""), 4000);
    });
  }
}
