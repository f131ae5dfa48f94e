// A part that asks the server for news must not take anything out of somebody's hands: while the
// focus lies in it, or something in it is unfolded, the news waits for the next time of asking.
export function newsWaits() {
  document.addEventListener("htmx:beforeSwap", (event) => {
    const part = event.detail.target;
    if (!part?.matches?.("[data-up-news]")) return;
    const held = part.contains(document.activeElement) || part.querySelector("details[open]");
    if (held) event.detail.shouldSwap = false;
  });
}
