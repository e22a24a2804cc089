import { join } from "node:path";

/** What finding a browser needs of the machine; a test decides it. */
export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly isRoot: boolean;
  /** Whether a browser lies there that says its version. */
  readonly works: (path: string) => boolean;
  /** Runs a command in sight of the user; whether it succeeded. */
  readonly run: (command: string, args: readonly string[]) => boolean;
  readonly say: (line: string) => void;
}

/** Where Playwright keeps its own browser, whether it has one yet, and the command that brings it. */
export interface OwnBrowser {
  readonly path: string;
  readonly install: readonly [command: string, ...args: string[]];
}

const COMMANDS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

const MAC_PLACES = ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium"];

const WINDOWS_FOLDERS = ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"];

export const HOW_TO_GET_A_BROWSER =
  "No Chromium was found and none could be installed. Install Chromium or Chrome (on Debian: apt-get install chromium), " +
  "or name its program in FAIRMARK_CHROMIUM, and run the tests again.";

function placesOfTheSystem({ env, platform }: Machine): string[] {
  if (platform === "win32") {
    return WINDOWS_FOLDERS.flatMap((folder) => {
      const base = env[folder];
      return base === undefined ? [] : [join(base, "Google", "Chrome", "Application", "chrome.exe")];
    });
  }
  const folders = (env.PATH ?? "").split(":").filter((folder) => folder !== "");
  const onPath = COMMANDS.flatMap((command) => folders.map((folder) => join(folder, command)));
  return platform === "darwin" ? [...onPath, ...MAC_PLACES] : onPath;
}

/**
 * The program of a Chromium that works: the one named by FAIRMARK_CHROMIUM, else the system's, else Playwright's own,
 * which is downloaded when it is missing, else Debian's package, where it may be installed.
 *
 * @returns null when there is none to be had; {@link HOW_TO_GET_A_BROWSER} says what to do then
 */
export function findBrowser(machine: Machine, own: OwnBrowser): string | null {
  const { env, platform, works, run, say } = machine;
  const named = env.FAIRMARK_CHROMIUM;
  if (named !== undefined && named !== "") return works(named) ? named : null;
  const there = [...placesOfTheSystem(machine), own.path].find(works);
  if (there !== undefined) return there;

  say("No Chromium on this machine: Playwright downloads its own …");
  const [command, ...args] = own.install;
  // It may arrive and still not run, for want of the system's libraries; Debian's package brings them.
  if (run(command, args) && works(own.path)) return own.path;

  if (platform !== "linux" || !machine.isRoot || !run("apt-get", ["--version"])) return null;
  say("That did not work: apt-get installs Debian's chromium …");
  run("apt-get", ["-qq", "update"]);
  run("apt-get", ["-qq", "install", "-y", "--no-install-recommends", "chromium"]);
  return placesOfTheSystem(machine).find(works) ?? null;
}
