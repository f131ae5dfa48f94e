// A table's frame takes the keyboard focus only while there is something to scroll to.
export function keepScrollable(scope) {
  // the review keeps it always: its shortcuts work only while the focus lies in it
  const frames = [...scope.querySelectorAll(".up-scroll[role=region]:not([data-up-review])")];
  if (!frames.length || !window.ResizeObserver) return;
  const look = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }
  });
  frames.forEach((frame) => look.observe(frame));
}
