// The scripts of Upstander. Every page works without them; they only save steps.
import { ButtonMenu, SortableTable } from "@ministryofjustice/frontend";
import { createAll, initAll as startGovuk } from "govuk-frontend";

import { copyableCode } from "./scripts/copy.js";
import { foldFilters, submitOnChange } from "./scripts/filter.js";
import { keepScrollable } from "./scripts/scroll.js";

function start(scope) {
  startGovuk({ scope });
  createAll(ButtonMenu, undefined, scope);
  createAll(SortableTable, undefined, scope);
  copyableCode(scope);
  foldFilters(scope);
  submitOnChange(scope);
  keepScrollable(scope);
}

start(document);

// a part of the page that htmx has just exchanged needs the same start as a whole page
document.addEventListener("htmx:afterSwap", (event) => start(event.detail.target));
