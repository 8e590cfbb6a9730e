// Opens an e-book in two readers of the web, foliate-js and epub.js, and tells, as JSON, what they make of it:
// node open.mjs BOOK.epub
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { dirname, extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { started, tabOf } from "./chromium.mjs";

const modules = join(dirname(fileURLToPath(import.meta.url)), "node_modules");
const book = readFileSync(process.argv[2]);
const types = { ".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css" };
const server = createServer((request, response) => {
  const path = normalize(new URL(request.url, "http://book").pathname);
  try {
    const data = path === "/" ? "<!DOCTYPE html><div id=shown></div>" : path === "/book.epub" ? book : readFileSync(join(modules, path));
    response.writeHead(200, { "Content-Type": path === "/" ? "text/html" : (types[extname(path)] ?? "application/octet-stream") });
    response.end(data);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((done) => server.listen(0, "127.0.0.1", done));
const address = `http://127.0.0.1:${server.address().port}/`;

async function inFoliate() {
  const { makeBook } = await import("/foliate-js/view.js");
  const { FootnoteHandler } = await import("/foliate-js/footnotes.js");
  const opened = await makeBook(new File([await (await fetch("/book.epub")).blob()], "book.epub"));
  const flat = (items, depth = 1) => (items ?? []).flatMap((item) => [[depth, item.label], ...flat(item.subitems, depth + 1)]);
  const popups = [];
  for (const section of opened.sections) {
    const page = await section.createDocument();
    for (const kind of ["doc-noteref", "doc-glossref"]) {
      const link = page.querySelector(`a[role=${kind}]`);
      if (!link || popups.filter(([found]) => found === kind).length > 1) continue;
      const handler = new FootnoteHandler();
      let shown = null;
      handler.addEventListener("before-render", (event) => document.body.append(event.detail.view));
      handler.addEventListener("render", (event) => { shown = event.detail.view.renderer.getContents()[0].doc.body.textContent; });
      const href = section.resolveHref(link.getAttribute("href"));
      await handler.handle(opened, { detail: { a: link, href }, preventDefault() {} });
      popups.push([kind, link.getAttribute("href").split("#")[1], shown]);
    }
  }
  return {
    title: opened.metadata.title, contents: flat(opened.toc), pages: (opened.pageList ?? []).map((item) => item.label),
    landmarks: (opened.landmarks ?? []).map((item) => item.type).flat(), documents: opened.sections.length, popups,
  };
}

async function inEpubJs() {
  for (const source of ["/jszip/dist/jszip.min.js", "/epubjs/dist/epub.min.js"]) {
    await new Promise((done, failed) => document.head.append(Object.assign(document.createElement("script"), { src: source, onload: done, onerror: failed })));
  }
  const opened = ePub(await (await fetch("/book.epub")).arrayBuffer());
  await opened.ready;
  const flat = (items, depth = 1) => items.flatMap((item) => [[depth, item.label.trim()], ...flat(item.subitems ?? [], depth + 1)]);
  const rendition = opened.renderTo("shown", { width: 400, height: 600, flow: "scrolled-doc" });
  const words = {};
  for (const item of opened.spine.spineItems) {
    await rendition.display(item.href);
    const { document: shown, window: frame } = rendition.getContents()[0];
    words[item.href] = [[...shown.body.textContent.replace(/\s+/g, "")].length, shown.documentElement.scrollWidth - frame.innerWidth];
  }
  return { contents: flat(opened.navigation.toc), landmarks: opened.navigation.landmarks.map((item) => item.type), words };
}

const browser = await started();
const page = await tabOf(browser);
const told = {};
for (const [name, look] of Object.entries({ foliate: inFoliate, epubjs: inEpubJs })) {
  await page.goto(address);
  told[name] = await page.evaluate(look);
}
await browser.close();
server.close();
console.log(JSON.stringify(told));
