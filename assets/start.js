// Runs before the page is drawn, so that nothing jumps once the other scripts arrive.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}
