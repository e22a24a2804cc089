import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

interface Locked {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly devOptional?: boolean;
}

/** A package of others that the product runs on, and on what terms. */
export interface ThirdParty {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  /** The words of its licence and notice files; empty where it ships none. */
  readonly words: string;
}

const WORDS = /^(licen[cs]e|copying|notice)(\.|-|$)/i;
const RULE = "-".repeat(80);

/** Packages of the lock file that the product needs, as they are installed; builds for other machines are left out. */
export function thirdParties(root: string): readonly ThirdParty[] {
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as { readonly packages: Readonly<Record<string, Locked>> };
  return Object.entries(lock.packages)
    .filter(([path, { dev, devOptional }]) => path !== "" && !dev && !devOptional && existsSync(join(root, path, "package.json")))
    .map(([path]) => readPackage(join(root, path), path))
    .sort((a, b) => a.name.localeCompare(b.name, "en") || a.version.localeCompare(b.version, "en"));
}

function readPackage(folder: string, path: string): ThirdParty {
  const { version, license, licenses } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    readonly version: string;
    readonly license?: string | { readonly type: string };
    readonly licenses?: readonly { readonly type: string }[];
  };
  const named = typeof license === "string" ? license : (license?.type ?? licenses?.map(({ type }) => type).join(" OR "));
  const words = readdirSync(folder)
    .filter((name) => WORDS.test(basename(name)))
    .sort()
    .map((name) => readFileSync(join(folder, name), "utf8").trim());
  const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
  return { name, version, licence: named ?? "not stated", words: words.join("\n\n") };
}

/** The page that a licence asks for: every package with its terms, in plain text. */
export function licencesPage(root: string): string {
  const packages = thirdParties(root);
  const list = packages.map(({ name, version, licence }) => `${name} ${version} — ${licence}`);
  const texts = packages.filter(({ words }) => words !== "").map(({ name, version, words }) => `${RULE}\n${name} ${version}\n\n${words}`);
  return `Fairmark runs on the work of others. These are the packages and their terms.\n\n${list.join("\n")}\n\n${texts.join("\n\n")}\n`;
}
