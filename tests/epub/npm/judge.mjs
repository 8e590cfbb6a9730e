// Lets Ace judge e-books, all in one Chromium of the system, and tells, as JSON, what it finds in each, whatever it calls
// minor: node judge.mjs FOLDER BOOK.epub… Its reports go into the folder. A book in which nothing is found passes.
import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { started, tabOf } from "./chromium.mjs";

const ace = createRequire(import.meta.url)("@daisy/ace-core");
const browser = await started();
const idle = [];
const judged = new Map();

// How Ace runs its rules on a page. Its own runner starts a browser for each book and a tab for each page.
const runner = {
  concurrency: 2,
  async launch() {},
  async close() {},
  // A page that an earlier book has letter by letter is judged once: books for several readers differ in few.
  async run(url, scripts, contents) {
    const page = await readFile(new URL(url), "utf8");
    if (!judged.has(page)) judged.set(page, this.judge(url, scripts, contents));
    return structuredClone(await judged.get(page)); // what Ace is given, it takes apart
  },
  async judge(url, scripts, contents) {
    const tab = idle.pop() ?? (await tabOf(browser));
    await tab.goto(url);
    for (const content of contents) await tab.addScriptTag({ content });
    // Named, they are read by Chromium, which keeps what it has made of them; as words they cost a third of all time.
    for (const path of scripts) await tab.addScriptTag({ url: pathToFileURL(path).href });
    const told = await tab.evaluate(() => new Promise((done, failed) => {
      window.daisy.ace.run((error, result) => (error ? failed(error) : done(result)));
    }));
    idle.push(tab);
    return told;
  },
};

const found = {};
for (const book of process.argv.slice(3)) {
  const name = basename(book, ".epub");
  const outdir = join(resolve(process.argv[2]), name);
  const [, report] = await ace(book, { cwd: process.cwd(), outdir, initLogger: true, silent: true }, runner);
  found[name] = report.assertions.flatMap((page) => page.assertions.map((fault) =>
    `${page["earl:testSubject"].url}: ${fault["earl:test"]["dct:title"]} (${fault["earl:test"]["earl:impact"]})`));
  if (report["earl:result"]["earl:outcome"] !== "pass" && !found[name].length) found[name].push("it does not pass");
}
await browser.close();
console.log(JSON.stringify(found));
