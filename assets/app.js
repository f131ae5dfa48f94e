// The scripts of Upstander. Every page works without them; they only save steps.
import { ButtonMenu, SortableTable } from "@ministryofjustice/frontend";
import { createAll, initAll as startGovuk } from "govuk-frontend";

import { autosave } from "./scripts/autosave.js";
import { agendaClock } from "./scripts/clock.js";
import { copyableCode } from "./scripts/copy.js";
import { foldFilters, submitOnChange } from "./scripts/filter.js";
import { newsWaits } from "./scripts/news.js";
import { reviewKeys } from "./scripts/review.js";
import { keepScrollable } from "./scripts/scroll.js";
import { comeBack, stay } from "./scripts/stay.js";

function start(scope) {
  startGovuk({ scope });
  createAll(ButtonMenu, undefined, scope);
  createAll(SortableTable, undefined, scope);
  agendaClock(scope);
  autosave(scope);
  copyableCode(scope);
  foldFilters(scope);
  submitOnChange(scope);
  keepScrollable(scope);
  stay(scope);
  reviewKeys(scope);
}

start(document);
newsWaits();
comeBack();

// a part of the page that htmx has just brought needs the same start as a whole page; the event is
// sent to what came, while its `detail.target` is what stood there before
document.addEventListener("htmx:afterSwap", (event) => start(event.target));
