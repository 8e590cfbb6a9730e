// The Chromium of the system. It may take as long as it needs: a machine that is busy fails no test.
import puppeteer from "puppeteer-core";

export function started(...more) {
  const executablePath = process.env.PUPPETEER_EXECUTABLE_PATH;
  return puppeteer.launch({ executablePath, args: ["--no-sandbox", ...more], timeout: 0, protocolTimeout: 0 });
}

export async function tabOf(browser) {
  const tab = await browser.newPage();
  tab.setDefaultTimeout(0);
  return tab;
}
