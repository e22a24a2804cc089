import { defineConfig } from "@playwright/test";

const executablePath = process.env.FAIRMARK_CHROMIUM;

/** What a person does, in a real Chromium in front of a real exchange. */
export default defineConfig({
  testDir: ".",
  outputDir: "../test-results",
  globalSetup: "./support/build-first.ts",
  // Each file has an exchange of its own. Most of the time is waiting for the page, so that two cores carry three files.
  workers: 3,
  // A limit says that something hangs; it is no measure of speed.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  use: {
    locale: "en-US",
    timezoneId: "UTC",
    launchOptions: {
      ...(executablePath === undefined || executablePath === "" ? {} : { executablePath }),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
