import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import { ServerProcess } from "./server-process.ts";

const ROOT = join(import.meta.dirname, "..");
const PLACES = [process.env["FAIRMARK_CHROMIUM"] ?? "", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const DESK = { width: 1440, height: 900 };

/** A Chromium of this machine, or the driver's own where there is none. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = PLACES.find((path) => path !== "" && existsSync(path));
  return chromium.launch({ ...(executablePath === undefined ? {} : { executablePath }), args: ["--no-sandbox", "--disable-gpu"] });
}

/** A browser in front of an exchange in which nobody trades: what moves on the page is what a bench makes move. */
export class BrowserBench {
  readonly origin: string;
  private readonly server: ServerProcess;
  private readonly browser: Browser;

  private constructor(server: ServerProcess, browser: Browser) {
    this.server = server;
    this.browser = browser;
    this.origin = `http://localhost:${server.port}`;
  }

  static async open(market = "none"): Promise<BrowserBench> {
    execFileSync(process.execPath, [join(ROOT, "scripts/build.ts")], { cwd: ROOT, stdio: "ignore" });
    const server = await ServerProcess.start("bff/main.ts", { MARKET: market });
    return new BrowserBench(server, await launchBrowser());
  }

  /** A page of somebody who has never been here. */
  async page(cpuSlowdown: number): Promise<{ readonly page: Page; readonly context: BrowserContext }> {
    const context = await this.browser.newContext({ viewport: DESK, locale: "en-US", serviceWorkers: "block" });
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    if (cpuSlowdown > 1) await devtools.send("Emulation.setCPUThrottlingRate", { rate: cpuSlowdown });
    return { page, context };
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.stop();
  }
}
