import { expect, test } from "vitest";
import { findBrowser, type Machine, type OwnBrowser } from "./browser.ts";

const OWN: OwnBrowser = { path: "/cache/playwright/chrome", install: ["node", "cli.js", "install", "chromium"] };

interface Given {
  /** Programs that answer. */
  readonly there?: readonly string[];
  /** What a command brings when it succeeds; commands that are not listed fail. */
  readonly brings?: Readonly<Record<string, readonly string[]>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly platform?: NodeJS.Platform;
  readonly isRoot?: boolean;
}

/** A machine on paper, which notes the commands that were run on it. */
function aMachine({ there = [], brings = {}, env = { PATH: "/usr/local/bin:/usr/bin" }, platform = "linux", isRoot = true }: Given) {
  const programs = new Set(there);
  const commands: string[] = [];
  const said: string[] = [];
  const machine: Machine = {
    env,
    platform,
    isRoot,
    works: (path) => programs.has(path),
    run: (command, args) => {
      const line = [command, ...args].join(" ");
      commands.push(line);
      const [brought] = Object.entries(brings).filter(([start]) => line.startsWith(start));
      for (const path of brought?.[1] ?? []) programs.add(path);
      return brought !== undefined;
    },
    say: (line) => void said.push(line),
  };
  return { find: () => findBrowser(machine, OWN), commands, said };
}

test("HOME-002 the system's browser is taken, in the order in which the path names it, and nothing is installed", () => {
  const { find, commands } = aMachine({ there: ["/usr/bin/google-chrome", "/usr/bin/chromium", OWN.path] });
  expect(find()).toBe("/usr/bin/chromium");
  expect(commands).toEqual([]);
});

test("HOME-002 a named browser is taken before all others, and a wrong name is not passed over", () => {
  expect(aMachine({ there: ["/usr/bin/chromium", "/opt/mine"], env: { FAIRMARK_CHROMIUM: "/opt/mine" } }).find()).toBe("/opt/mine");
  expect(aMachine({ there: ["/usr/bin/chromium"], env: { FAIRMARK_CHROMIUM: "/opt/gone", PATH: "/usr/bin" } }).find()).toBeNull();
});

test("HOME-002 browsers of macOS and Windows are found where they are installed", () => {
  const chrome = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
  expect(aMachine({ there: [chrome], platform: "darwin", env: { PATH: "/usr/bin" } }).find()).toBe(chrome);
  const machine = aMachine({
    there: ["C:/Programs/Google/Chrome/Application/chrome.exe"],
    platform: "win32",
    env: { PROGRAMFILES: "C:/Programs" },
  });
  expect(machine.find()).toBe("C:/Programs/Google/Chrome/Application/chrome.exe");
});

test("HOME-002 without a browser of the system Playwright's own is taken, and downloaded when it is missing", () => {
  expect(aMachine({ there: [OWN.path] }).find()).toBe(OWN.path);
  const { find, commands, said } = aMachine({ brings: { "node cli.js install chromium": [OWN.path] } });
  expect(find()).toBe(OWN.path);
  expect(said).toEqual(["No Chromium on this machine: Playwright downloads its own …"]);
  expect(commands).toEqual(["node cli.js install chromium"]);
});

test("HOME-002 where Playwright brings nothing that runs, root on a Debian gets its package", () => {
  const apt = { "apt-get --version": [], "apt-get -qq update": [], "apt-get -qq install": ["/usr/bin/chromium"] };
  expect(aMachine({ brings: apt }).find()).toBe("/usr/bin/chromium");
  // The download succeeds, but the browser does not run for want of libraries.
  expect(aMachine({ brings: { ...apt, "node cli.js": [] } }).find()).toBe("/usr/bin/chromium");
});

test("HOME-002 where nothing helps there is none: not for others than root, nor without apt-get", () => {
  const someone = aMachine({ isRoot: false, brings: { "apt-get": ["/usr/bin/chromium"] } });
  expect(someone.find()).toBeNull();
  expect(someone.commands.some((command) => command.startsWith("apt-get"))).toBe(false);
  expect(aMachine({}).find()).toBeNull();
  expect(aMachine({ brings: { "apt-get --version": [], "apt-get -qq install": [] } }).find()).toBeNull();
});
