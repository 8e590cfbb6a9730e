// The Chromium of the system. A busy machine may take minutes to start it; one that hangs fails.
import puppeteer from "puppeteer-core";

const PATIENCE = 180_000; // ms

export function started(...more) {
  const executablePath = process.env.PUPPETEER_EXECUTABLE_PATH;
  return puppeteer.launch({ executablePath, args: ["--no-sandbox", ...more], timeout: PATIENCE, protocolTimeout: PATIENCE });
}

export async function tabOf(browser) {
  const tab = await browser.newPage();
  tab.setDefaultTimeout(PATIENCE);
  return tab;
}
