// Single keys in the review of a quarter. They work only while the table has the focus and never in
// a box, and can be turned off (WCAG 2.1.4); the browser remembers that. Tab alone does everything.
const OFF = "up-review-keys-off";

export function reviewKeys(scope) {
  const table = scope.querySelector?.("[data-up-review]");
  if (!table) return;
  const said = document.querySelector("[data-up-keys-said]");
  const keys = new Keys(table);
  said.hidden = false;
  const button = said.querySelector("[data-up-keys-switch]");
  const show = () => {
    button.textContent = keys.on ? "Turn shortcuts off" : "Turn shortcuts on";
    said.classList.toggle("is-off", !keys.on);
  };
  button.addEventListener("click", () => {
    keys.on = !keys.on;
    show();
  });
  show();
}

class Keys {
  constructor(table) {
    this.table = table;
    table.addEventListener("keydown", (event) => this.hear(event));
    // the row that was swapped is the one the keyboard stood on
    table.addEventListener("htmx:afterSwap", (event) => this.landed(event));
  }

  get on() {
    return !remembered();
  }

  set on(value) {
    remember(!value);
  }

  get rows() {
    return [...this.table.querySelectorAll("[data-up-row]")];
  }

  get current() {
    return this.table.querySelector('[aria-current="true"]');
  }

  hear(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("input, textarea, select")) {
      if (event.key === "Escape") this.close(event);
      return;
    }
    if (!this.on) return;
    const does = {
      j: () => this.step(1),
      k: () => this.step(-1),
      n: () => this.next(),
      d: () => this.decide("keep"),
      s: () => this.decide("suggested"),
      u: () => this.decide("undo"),
      r: () => this.open(),
      e: () => this.current?.querySelector("[data-up-evidence]")?.click(),
    }[event.key.toLowerCase()];
    if (!does) return;
    event.preventDefault();
    does();
  }

  step(by) {
    const rows = this.rows;
    const at = rows.indexOf(this.current);
    this.stand(rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))]);
  }

  next() {
    const rows = this.rows;
    const at = rows.indexOf(this.current);
    const order = [...rows.slice(at + 1), ...rows.slice(0, at + 1)];
    this.stand(order.find((row) => row.dataset.upRow !== "nothing"));
  }

  stand(row) {
    if (!row) return;
    for (const each of this.rows) {
      each.removeAttribute("aria-current");
      each.querySelector("tr").classList.remove("is-on");
    }
    row.setAttribute("aria-current", "true");
    row.querySelector("tr").classList.add("is-on");
    const link = row.querySelector("[data-up-evidence]");
    link.focus({ preventScroll: true });
    row.scrollIntoView({ block: "center" });
  }

  decide(what) {
    const row = this.current;
    if (!row?.dataset.url) return;
    this.after = "stand";
    window.htmx.ajax("POST", row.dataset.url, {
      values: { do: what },
      target: row,
      swap: "outerHTML",
    });
  }

  open() {
    const row = this.current;
    const box = row?.querySelector("[data-up-words]");
    if (box) {
      box.focus();
      return;
    }
    this.after = "write";
    row?.querySelector("[data-up-open]")?.click();
  }

  close(event) {
    const row = event.target.closest("[data-up-row]");
    row?.querySelector("[data-up-evidence]")?.focus();
  }

  landed(event) {
    const row = document.getElementById(event.detail.target.id);
    if (!row?.matches("[data-up-row]")) return;
    this.stand(row);
    // a row that came back open wants words; one that is settled leads on to the next
    const box = row.querySelector("[data-up-words]");
    if (box) box.focus();
    this.after = "";
  }
}

function remembered() {
  try {
    return window.localStorage.getItem(OFF) === "1";
  } catch {
    return false;
  }
}

function remember(off) {
  try {
    window.localStorage.setItem(OFF, off ? "1" : "0");
  } catch {
    // a browser that keeps nothing starts with shortcuts each time
  }
}
