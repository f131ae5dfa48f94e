// A form marked data-up-stay leads back to the page that it stands on: the page stays where it was.
const KEY = "up-stay";

export function stay(scope) {
  for (const form of scope.querySelectorAll("form[data-up-stay]")) {
    form.addEventListener("submit", () => {
      const kept = { path: window.location.pathname, top: window.scrollY };
      window.sessionStorage.setItem(KEY, JSON.stringify(kept));
    });
  }
}

export function comeBack() {
  const kept = JSON.parse(window.sessionStorage.getItem(KEY));
  window.sessionStorage.removeItem(KEY);
  if (kept?.path === window.location.pathname) window.scrollTo(0, kept.top);
}
