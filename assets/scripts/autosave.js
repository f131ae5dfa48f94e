// A form marked data-up-autosave saves its box named "words" as one types. What is not saved yet
// waits in this tab and is tried again, so a lost connection or a closed page loses nothing; what
// somebody else wrote meanwhile is shown beside it and never overwritten.
const PAUSE = 900;
const AGAIN = 5000;

export function autosave(scope) {
  for (const form of scope.querySelectorAll("form[data-up-autosave]")) new Saved(form);
}

class Saved {
  constructor(form) {
    this.form = form;
    this.box = form.elements.words;
    this.said = form.querySelector("[role=status]");
    this.saved = this.box.value;
    this.key = `up-typed-${form.action}`;
    form.querySelector("[data-up-autosave-button]").hidden = true;
    this.restore();
    this.box.addEventListener("input", () => this.wait(PAUSE));
    this.box.addEventListener("change", () => this.send());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    // a tab that is closed or left takes no answer, but the words still go
    window.addEventListener("pagehide", () => this.send());
    document.addEventListener("visibilitychange", () => document.hidden && this.send());
  }

  restore() {
    const kept = remembered(this.key);
    if (!kept) return;
    if (kept.words === this.saved) {
      // it went out as the page was left
      forget(this.key);
      this.say("Saved");
      return;
    }
    this.box.value = kept.words;
    this.form.elements.seen.value = kept.seen;
    this.send();
  }

  wait(time) {
    window.clearTimeout(this.timer);
    remember(this.key, { words: this.box.value, seen: this.form.elements.seen.value });
    this.say("Typing…");
    this.timer = window.setTimeout(() => this.send(), time);
  }

  async send() {
    window.clearTimeout(this.timer);
    const words = this.box.value;
    if (words === this.saved || this.conflict) return;
    if (this.busy) {
      this.more = true;
      return;
    }
    this.busy = true;
    this.say("Saving…");
    try {
      const answer = await fetch(this.form.action, {
        method: "POST",
        body: new URLSearchParams(new FormData(this.form)),
        headers: { Accept: "application/json" },
        keepalive: words.length < 20_000,
        redirect: "error",
      });
      if (answer.status === 409) this.clash(await answer.json());
      else if (answer.ok) this.keep(words, await answer.json());
      else throw new Error(String(answer.status));
    } catch {
      this.say("Not saved yet. Your words are kept in this tab and tried again.", true);
      this.timer = window.setTimeout(() => this.send(), AGAIN);
    }
    this.busy = false;
    if (this.more) {
      this.more = false;
      this.send();
    }
  }

  keep(words, answer) {
    this.saved = words;
    this.form.elements.seen.value = answer.seen;
    if (this.box.value === words) forget(this.key);
    const now = new Date();
    const minute = String(now.getMinutes()).padStart(2, "0");
    this.say(`Saved at ${now.getHours()}:${minute}`);
  }

  // their words are shown below; saving again puts these in their place, and only a person decides
  clash(answer) {
    this.conflict = true;
    const shown = this.form.querySelector("[data-up-autosave-clash]");
    shown.querySelector("[data-up-autosave-why]").textContent = answer.why;
    shown.querySelector("[data-up-autosave-stands]").textContent = answer.stands;
    shown.hidden = false;
    this.say("Not saved", true);
    const end = (words) => {
      this.conflict = false;
      shown.hidden = true;
      this.form.elements.seen.value = answer.seen;
      this.saved = answer.stands;
      this.box.value = words;
      forget(this.key);
      this.box.focus();
      if (words === answer.stands) this.say("As it stands");
      else this.send();
    };
    const [both, theirs] = shown.querySelectorAll("button");
    both.onclick = () => end(`${answer.stands}\n\n${this.box.value}`.trim());
    theirs.onclick = () => end(answer.stands);
  }

  say(words, wrong = false) {
    this.said.textContent = words;
    this.said.classList.toggle("up-late", wrong);
  }
}

function remembered(key) {
  try {
    return JSON.parse(window.sessionStorage.getItem(key));
  } catch {
    return null;
  }
}

function remember(key, value) {
  try {
    window.sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // a browser that keeps nothing still has the words in their box
  }
}

function forget(key) {
  try {
    window.sessionStorage.removeItem(key);
  } catch {
    // nothing was kept
  }
}
