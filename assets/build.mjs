// Builds the static files: styles in both writing directions, scripts, the mark.
import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";
import postcss from "postcss";
import rtlcss from "rtlcss";
import { compile } from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const target = join(root, "src/upstander/kernel/pages/static/upstander");

// The crest and the crown belong to GOV.UK: a council's own system shows neither.
const withoutCrown = {
  postcssPlugin: "without-crown",
  Rule(rule) {
    if (/crown|crest|copyright-logo/.test(rule.selector)) rule.remove();
  },
  Declaration(declaration) {
    if (/url\("?[^d"]/.test(declaration.value)) declaration.remove(); // a picture we do not serve
  },
};

const compiled = compile(join(here, "app.scss"), {
  loadPaths: [root],
  style: "compressed",
  quietDeps: true,
  logger: { warn() {} }, // MOJ Frontend uses what GOV.UK Frontend has renamed; nothing of ours does
});
const styles = postcss([withoutCrown]).process(compiled.css, { from: undefined }).css;
const foreign = styles.match(/GDS Transport|@font-face|crest|crown|url\((?!"?data:)[^)]*/i);
if (foreign) throw new Error(`the styles speak of ${foreign[0]}`);

mkdirSync(target, { recursive: true });
writeFileSync(join(target, "app.css"), styles);
writeFileSync(join(target, "app.rtl.css"), rtlcss.process(styles));
cpSync(join(here, "mark.svg"), join(target, "mark.svg"));
await build({
  entryPoints: [join(here, "app.js"), join(here, "start.js")],
  outdir: target,
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2019",
  legalComments: "none",
  logLevel: "warning",
});

// files of an older build go last, so that a running server never misses one
const built = ["app.css", "app.rtl.css", "app.js", "start.js", "mark.svg"];
for (const name of readdirSync(target)) {
  if (!built.includes(name)) rmSync(join(target, name), { recursive: true });
}
