// Single keys in the review of a quarter. They work only while the focus lies in the table and never
// in a box, and can be turned off (WCAG 2.1.4); the browser remembers that. Tab alone does it all.
const OFF = "up-review-keys-off";
const BOXES = "input, textarea, select";

export function reviewKeys(scope) {
  const table = scope.querySelector?.("[data-up-review]");
  if (!table) return;
  const keys = new Keys(table);
  showSwitch(document.querySelector("[data-up-keys-said]"), keys);
}

function showSwitch(said, keys) {
  const button = said.querySelector("[data-up-keys-switch]");
  const show = () => {
    button.textContent = keys.on ? "Turn shortcuts off" : "Turn shortcuts on";
    said.classList.toggle("is-off", !keys.on);
  };
  button.addEventListener("click", () => {
    keys.on = !keys.on;
    show();
  });
  said.hidden = false;
  show();
}

class Keys {
  constructor(table) {
    this.table = table;
    this.then = "stand"; // where to go once the row that was asked for is there
    table.addEventListener("keydown", (event) => this.hear(event));
    table.addEventListener("focusin", (event) => this.follow(event));
    table.addEventListener("submit", (event) => this.sending(event));
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
    if (event.key === "Escape") return this.close(event);
    if (!this.on || event.target.matches(BOXES)) return;
    const does = {
      j: () => this.step(1),
      k: () => this.step(-1),
      n: () => this.next(),
      d: () => this.decide("keep"),
      s: () => this.decide("suggested"),
      u: () => this.decide("undo"),
      r: () => this.write(),
      e: () => this.current?.querySelector("[data-up-evidence]").click(),
    }[event.key.toLowerCase()];
    if (!does) return;
    event.preventDefault();
    does();
  }

  // the row in which Tab or a click put the focus is the current one too
  follow(event) {
    const row = event.target.closest("[data-up-row]");
    if (row && row !== this.current) this.mark(row);
  }

  step(by) {
    const { rows } = this;
    const at = rows.indexOf(this.current);
    this.stand(rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))]);
  }

  next() {
    const { rows } = this;
    const at = rows.indexOf(this.current);
    const order = [...rows.slice(at + 1), ...rows.slice(0, at + 1)];
    this.stand(order.find((row) => row.dataset.upRow !== "nothing"));
  }

  stand(row) {
    if (!row) return;
    this.mark(row);
    row.querySelector("[data-up-open]").focus({ preventScroll: true });
    row.scrollIntoView({ block: "center" });
  }

  mark(row) {
    for (const each of this.rows) {
      each.removeAttribute("aria-current");
      each.querySelector("tr").classList.remove("is-on");
    }
    row.setAttribute("aria-current", "true");
    row.querySelector("tr").classList.add("is-on");
  }

  decide(what) {
    const row = this.current;
    if (!row) return;
    this.then = "stand";
    window.htmx.ajax("POST", row.dataset.url, {
      values: { do: what, seen: row.dataset.seen },
      target: row,
      swap: "outerHTML",
    });
  }

  write() {
    const row = this.current;
    const box = row?.querySelector("[data-up-words]");
    if (box) return box.focus();
    this.then = "write";
    row?.querySelector("[data-up-open]").click();
  }

  // Enter in the box of the reason sends it, and then the next row that needs somebody is wanted
  sending(event) {
    const typed = event.target.querySelector("[data-up-words]");
    this.then = typed && document.activeElement === typed ? "next" : "stand";
  }

  close(event) {
    const row = event.target.closest("[data-up-row]");
    const way = row?.querySelector("[data-up-close]");
    if (!way) return;
    event.preventDefault();
    this.then = "stand";
    // what was typed stays in the row for as long as the page does
    const box = row.querySelector("[data-up-words]");
    if (box?.value) kept.set(row.id, box.value);
    way.click();
  }

  landed(event) {
    const row = document.getElementById(event.detail.target.id);
    if (!row?.matches("[data-up-row]")) return;
    const box = row.querySelector("[data-up-words]");
    if (box && !box.value) box.value = kept.get(row.id) ?? "";
    const wrong = row.querySelector("[role=alert]");
    if (box && (this.then === "write" || wrong)) {
      this.mark(row);
      const told = wrong?.parentElement.querySelector("details[open] textarea");
      (told ?? box).focus();
      row.scrollIntoView({ block: "center" });
    } else if (this.then === "next") {
      kept.delete(row.id);
      this.mark(row);
      this.next();
    } else {
      this.stand(row);
    }
    this.then = "stand";
  }
}

// sentences begun in rows that were closed again
const kept = new Map();

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
