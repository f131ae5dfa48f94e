// Beside the times of an agenda: what the clock on the wall says of them, on the day itself.
const MINUTE = 60_000;

export function agendaClock(scope) {
  for (const place of scope.querySelectorAll("[data-up-clock]")) {
    const until = new Date(place.dataset.upClock);
    const show = () => {
      const now = new Date();
      if (now.toDateString() !== until.toDateString()) return;
      const left = Math.round((until - now) / MINUTE);
      const hours = now.getHours();
      const time = `${hours}:${String(now.getMinutes()).padStart(2, "0")}`;
      const said = left >= 0 ? `${left} minutes left for it` : `${-left} minutes over`;
      place.textContent = `It is ${time}: ${said}.`;
      place.classList.toggle("up-late", left < 0);
    };
    show();
    window.setInterval(show, MINUTE / 4);
  }
}
