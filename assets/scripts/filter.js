// On a small screen a filter starts folded, so that the list comes first.
const WIDE = "(min-width: 60rem)";

export function foldFilters(scope) {
  if (window.matchMedia(WIDE).matches) return;
  for (const filter of scope.querySelectorAll("details[data-up-fold]")) filter.open = false;
}

// A form marked data-up-submit-on-change sends itself when one of its boxes is ticked.
// Lists wait for the button: a mere arrow key must not send anybody away.
export function submitOnChange(scope) {
  for (const form of scope.querySelectorAll("form[data-up-submit-on-change]")) {
    form.addEventListener("change", (event) => {
      if (event.target.matches("input[type=checkbox], input[type=radio]")) form.requestSubmit();
    });
  }
}
