// The scripts of Upstander. Every page works without them; they only save steps.
import { ButtonMenu, SortableTable } from "@ministryofjustice/frontend";
import { createAll, initAll as startGovuk } from "govuk-frontend";

import { copyableCode } from "./scripts/copy.js";
import { foldFilters, submitOnChange } from "./scripts/filter.js";
import { newsWaits } from "./scripts/news.js";
import { reviewKeys } from "./scripts/review.js";
import { keepScrollable } from "./scripts/scroll.js";

function start(scope) {
  startGovuk({ scope });
  createAll(ButtonMenu, undefined, scope);
  createAll(SortableTable, undefined, scope);
  copyableCode(scope);
  foldFilters(scope);
  submitOnChange(scope);
  keepScrollable(scope);
  reviewKeys(scope);
}

start(document);
newsWaits();

// a part of the page that htmx has just brought needs the same start as a whole page; the event is
// sent to what came, while its `detail.target` is what stood there before
document.addEventListener("htmx:afterSwap", (event) => start(event.target));
