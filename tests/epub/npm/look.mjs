// Opens every page of an unpacked e-book in the Chromium of the system and tells, as JSON, what a reader would see:
// node look.mjs FOLDER-OF-PAGES. A finding is {page, width, size, what}.
import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { started, tabOf } from "./chromium.mjs";

const folder = resolve(process.argv[2]);
const WIDTHS = [320, 400, 768]; // a phone, an e-ink reader, a tablet, in px
const SIZES = [100, 200]; // of type, in per cent
const GROUNDS = { light: ["#ffffff", "#000000"], sepia: ["#f4ecd8", "#5b4636"], dark: ["#000000", "#d0d0d0"] };

function tooWide() {
  const found = [];
  const edge = document.documentElement.clientWidth + 1;
  if (document.documentElement.scrollWidth > edge) found.push("the page can be pushed sideways");
  for (const element of document.body.querySelectorAll("*")) {
    let frame = element.parentElement;
    while (frame && !["auto", "scroll"].includes(getComputedStyle(frame).overflowX)) frame = frame.parentElement;
    if (!frame && element.getBoundingClientRect().right > edge) {
      found.push(`<${element.localName} class="${element.className}"> ends beyond the edge`);
    }
  }
  return found.slice(0, 5);
}

async function notLoaded() {
  await document.fonts.ready;
  const faces = await Promise.all([...document.fonts].map((face) => face.load().then(() => [], () => [face.family])));
  const images = [...document.images].filter((image) => !image.complete || !image.naturalWidth).map((image) => image.src);
  return [...faces.flat().map((name) => `the face ${name} does not load`), ...images.map((src) => `no picture: ${src}`)];
}

// Who copies code gets the code: all of it, and no number of a line.
function copiedOtherwise() {
  return [...document.querySelectorAll("pre")].filter((code) => {
    getSelection().selectAllChildren(code);
    return getSelection().toString().trimEnd() !== code.textContent.trimEnd();
  }).map((code) => `code is copied otherwise: ${code.textContent.slice(0, 40)}`);
}

// Chapters, sections and items with marks of their own have numbers: the lists that they stand in count nothing beside.
function countedTwice() {
  const counted = [...document.querySelectorAll("nav li, li.own-mark")].find((item) => getComputedStyle(item).listStyleType !== "none");
  return counted ? [`a list counts once more: ${counted.textContent.trim().slice(0, 40)}`] : [];
}

// The reader's colours must reach every word: whatever has a colour or a ground of its own escapes night mode.
function ownColours([ground, ink]) {
  document.documentElement.style.cssText = `background: ${ground}; color: ${ink}`;
  const wanted = getComputedStyle(document.documentElement).color;
  const clear = "rgba(0, 0, 0, 0)";
  const found = [];
  for (const element of document.body.querySelectorAll("*")) {
    const style = getComputedStyle(element);
    if (!element.closest("svg") && (style.color !== wanted || (style.backgroundColor !== clear && element.localName !== "img"))) {
      found.push(`<${element.localName} class="${element.className}"> keeps its own colours`);
    }
  }
  return found.slice(0, 5);
}

// Words that are paler than the others must still stand out from the ground (WCAG 2.1, 1.4.3).
function tooPale([ground, ink]) {
  const parts = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  const linear = (value) => (value <= 10 ? value / 3294 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  const light = ([red, green, blue]) => 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  const contrast = (strength) => {
    const seen = parts(ink).map((value, at) => strength * value + (1 - strength) * parts(ground)[at]);
    const [lower, higher] = [light(seen), light(parts(ground))].sort((one, other) => one - other);
    return (higher + 0.05) / (lower + 0.05);
  };
  const opacity = (element) => (element ? Number(getComputedStyle(element).opacity) * opacity(element.parentElement) : 1);
  const found = [];
  for (const element of document.body.querySelectorAll("*")) {
    const parts = [null, "::before", "::after"].map((part) => (part ? Number(getComputedStyle(element, part).opacity) : 1));
    const worst = contrast(opacity(element) * Math.min(...parts));
    if (worst < 4.5) found.push(`<${element.localName} class="${element.className}"> is too pale: ${worst.toFixed(1)}`);
  }
  return found.slice(0, 5);
}

const browser = await started("--allow-file-access-from-files");
const findings = [];
const page = await tabOf(browser);
for (const name of readdirSync(folder).filter((file) => file.endsWith(".xhtml")).sort()) {
  await page.setViewport({ width: 400, height: 800 });
  await page.goto(pathToFileURL(join(folder, name)).href, { waitUntil: "load" });
  const tell = (what, width = 400, size = 100) => findings.push({ page: name, width, size, what });
  for (const looked of [notLoaded, copiedOtherwise, countedTwice]) for (const what of await page.evaluate(looked)) tell(what);
  for (const width of WIDTHS) {
    for (const size of SIZES) {
      await page.setViewport({ width, height: 800 });
      await page.evaluate((percent) => { document.documentElement.style.fontSize = `${percent}%`; }, size);
      for (const what of await page.evaluate(tooWide)) tell(what, width, size);
    }
  }
  for (const [ground, colours] of Object.entries(GROUNDS)) {
    for (const what of await page.evaluate(ownColours, colours)) tell(`${ground}: ${what}`);
    for (const what of await page.evaluate(tooPale, colours)) tell(`${ground}: ${what}`);
  }
}
await browser.close();
console.log(JSON.stringify(findings));
