import { readFileSync } from "node:fs";
import { join } from "node:path";
import { textsIn } from "./check-texts.ts";
import { ROOT } from "./root.ts";
import { filesBelow } from "./source-files.ts";

/** Rules on what a file may say, where no import gives it away. Part of `npm run boundaries`. */
interface Rule {
  /** Files that it is about. */
  readonly files: RegExp;
  readonly but?: RegExp;
  /** What must not stand in them. */
  readonly forbidden: RegExp;
  readonly why: string;
  /** Whether comments and strings count as well. */
  readonly everywhere: boolean;
}

/** In two pieces, or this file would break its own rule. */
const mark = (...pieces: string[]) => pieces.join("");
const TEXT = /\.(ts|tsx|mts|js|mjs|json|md|css|html|ya?ml|sh)$|^\.ci\//;
const CODE = /\.(ts|tsx|mts|mjs|js)$/;
const LOCK = /^package-lock\.json$/;

const RULES: readonly Rule[] = [
  {
    files: /^bff\/engine\//,
    but: /\.test\.ts$/,
    forbidden:
      /\b(?:Date|async|await|Promise|performance|process|crypto|console|setTimeout|setInterval|setImmediate|queueMicrotask|globalThis)\b|\bMath\.random\b/,
    why: "the engine has no clock, no chance, no waiting and no output: they come in with the command",
    everywhere: false,
  },
  {
    // Mark-up calls React without naming it.
    files: /^src\/(market|paint|stream)\/.*\.tsx$/,
    forbidden: /^/,
    why: "market, paint and stream know no React",
    everywhere: true,
  },
  {
    files: CODE,
    // The type that is every type is refused by the linter, which knows it from the word in prose.
    forbidden: new RegExp(`@ts-${mark("ig", "nore")}|@ts-${mark("no", "check")}|biome-${mark("ig", "nore")}.*noExplicitAny`),
    why: "the compiler is told the truth",
    everywhere: true,
  },
  {
    files: CODE,
    but: /^scripts\/check-sources\.test\.ts$/,
    // A comment that says why nothing is to be done makes the block more than empty.
    forbidden: /\bcatch(?:\s*\(\w*\))?\s*\{\s*\}|\.catch\(\(\w*\) => (?:\{\s*\}|undefined)\)/,
    why: "nothing is swallowed without a word",
    everywhere: true,
  },
  {
    files: TEXT,
    but: LOCK,
    forbidden: new RegExp(`\\b(?:${mark("TO", "DO")}|${mark("FIX", "ME")}|${mark("X", "XX")})\\b`),
    why: "what is left to do is not left in the code",
    everywhere: true,
  },
];

/** The text with its comments blanked and its strings emptied, line by line where it was. Templates stay: they hold code. */
export function codeAlone(text: string): string {
  return text.replace(/"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, (piece) => {
    const lines = "\n".repeat(piece.split("\n").length - 1);
    if (piece.startsWith("`")) return piece;
    return piece.startsWith("/") ? lines : `""${lines}`;
  });
}

/** @returns what is wrong with a file, one line each */
export function faultsOf(path: string, text: string): string[] {
  const strayTexts = textsIn(path, text).map(({ line, words }) => `${path}:${line}: ${words}: texts stand in src/texts`);
  const faults = RULES.filter(({ files, but }) => files.test(path) && but?.test(path) !== true).flatMap(
    ({ forbidden, why, everywhere }) => {
      const lines = (everywhere ? text : codeAlone(text)).split("\n");
      const line = lines.findIndex((each) => forbidden.test(each));
      return line < 0 ? [] : [`${path}:${line + 1}: ${forbidden.exec(lines[line] ?? "")?.[0]}: ${why}`];
    },
  );
  return [...faults, ...strayTexts];
}

if (import.meta.main) {
  const root = process.argv[2] ?? ROOT;
  const files = filesBelow(root).filter((path) => TEXT.test(path));
  const faults = files.flatMap((path) => faultsOf(path, readFileSync(join(root, path), "utf8")));
  for (const fault of faults) process.stdout.write(`${fault}\n`);
  process.stdout.write(`${files.length} files, ${faults.length} faults\n`);
  // A check that read nothing has proved nothing.
  process.exitCode = faults.length === 0 && files.length > 0 ? 0 : 1;
}
