import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type ESTree, parseSync } from "vite";
import { ROOT } from "./root.ts";
import { filesBelow } from "./source-files.ts";

/**
 * Finds what a person would read or hear and that stands in the code of the page instead of its catalogue, `src/texts`.
 * It goes by the syntax tree: words in mark-up, in what is given to a component to be shown, and sentences anywhere.
 */

/** Files that speak to people. What the catalogue itself says is where it belongs. */
const SPEAKS = /^src\/(?!texts\/).*\.tsx?$/;
const SILENT = /\.test\.tsx?$|\/(testing|test-support)(\/|\.tsx?$)/;
/** Code that is shown as code. */
const SHOWN_CODE = /^src\/rest\/call-snippets\.ts$/;

/** Attributes and properties whose value somebody reads or hears, a single word of it too. */
const SPOKEN =
  /^(aria-(label|description|roledescription|placeholder|valuetext)|title|placeholder|alt|label|head|heading|hint|caption|statement|act|busyAct|unit|what|where|words|says|note|rule|formula|done|why|valueText|passwordHint|againstName|againstShort)$/;
/** Attributes that no person sees. */
const UNSEEN =
  /^(className|style|id|key|href|htmlFor|to|path|d|viewBox|transform|type|rel|src|data-.*|aria-(labelledby|describedby|controls|live))$/;
/** Calls whose words a browser or a programmer reads. */
const TECHNICAL =
  /(^|\.)(matchMedia|querySelector|querySelectorAll|closest|matches|createPolicy|info|warn|error|debug|getItem|setItem|test|replace|replaceAll|startsWith|endsWith|includes|get)$/;

/** Currencies, units and signs that are written alike in every language, and the addresses of pages. */
const UNITS = /\b(XBT|USD|UTC|PnL|ROE|CSV|JSON|API|ms|min|px|rem|[smhdkM])\b/g;
const ADDRESS = /^(https?:\/\/|[./#@[(:*-])|:(not|is)\(/;
/** Keys of a keyboard and formats of Intl, as the browser names them, and fonts. */
const NAMED_BY_OTHERS =
  /^(Arrow\w+|Alt[\w+$]*|Enter|Escape|Tab|Home|End|Page\w+|Backspace|Delete|Shift|Control|Meta|CapsLock|Dead|Process|Unidentified|Canvas\w*|GrayText|Highlight|LinkText|\w+Error)$|"Inter Variable"/;

const HAS_WORD = /\p{L}{2}/u;
/** Two words beside each other. */
const IS_SENTENCE = /\p{L}{2,}[,;:.!?’')]*\s+(\p{L}|\$)|\$\s\p{L}{2,}|\p{L}{2,}[:,]?\s\$/u;
/** A word as it begins a sentence or stands in a head. */
const IS_TITLE = /^\p{Lu}\p{Ll}+/u;

type Node = ESTree.Node;
type Parent = Node | undefined;

/** The exchange's own sources: order types and states that the contract names, and texts that it answers, are data. */
const exchange: { words?: ReadonlySet<string>; texts?: string } = {};
const sourcesOf = (folder: string) =>
  filesBelow(ROOT, folder)
    .filter((path) => path.endsWith(".ts") && !SILENT.test(path))
    .map((path) => readFileSync(join(ROOT, path), "utf8"));

function isOfExchange(words: string): boolean {
  if (/\s/.test(words)) {
    exchange.texts ??= sourcesOf("bff").join("\n");
    return ['"', "`"].some((quote) => exchange.texts?.includes(quote + words));
  }
  exchange.words ??= new Set(
    sourcesOf("bff/contract").flatMap((source) =>
      [...source.matchAll(/"(\w+)"|\b([A-Z][a-z]\w*)(?=[:?])/g)].map(([, quoted, key]) => quoted ?? key ?? ""),
    ),
  );
  return words.split(",").every((word) => exchange.words?.has(word));
}

const children = (node: Node): Node[] =>
  Object.entries(node).flatMap(([key, value]) =>
    key === "parent" ? [] : (Array.isArray(value) ? value : [value]).filter((each): each is Node => typeof each?.type === "string"),
  );

const nameOf = (node: Node, text: string) => text.slice(node.start, node.end).replace(/^"|"$/g, "");

/** Literals of words with `$` for what stands in between; null for all else. */
function wordsOf(node: Node): string | null {
  if (node.type === "Literal") return typeof node.value === "string" ? node.value : null;
  if (node.type === "JSXText") return node.value;
  return node.type === "TemplateLiteral" ? node.quasis.map(({ value }) => value.cooked ?? "").join("$") : null;
}

function isText(words: string, isSpoken: boolean): boolean {
  const bare = words.trim();
  if (ADDRESS.test(bare) || NAMED_BY_OTHERS.test(bare)) return false;
  const said = bare.replace(UNITS, "").trim();
  if (!HAS_WORD.test(said)) return false;
  return isSpoken || ((IS_SENTENCE.test(said) || IS_TITLE.test(said)) && !isOfExchange(bare));
}

/** @returns what stands in a file and belongs to the catalogue: where, and the words */
export function textsIn(path: string, text: string): readonly { readonly line: number; readonly words: string }[] {
  if (!SPEAKS.test(path) || SILENT.test(path) || SHOWN_CODE.test(path)) return [];
  const { program, errors } = parseSync(path, text, { lang: path.endsWith("x") ? "tsx" : "ts" });
  const [error] = errors;
  if (error !== undefined) throw new SyntaxError(`${path}: ${error.message}`);
  const found: { line: number; words: string }[] = [];

  /** @param isSpoken whether a value here is shown or read out as it is */
  const visit = (node: Node, parent: Parent, isSpoken: boolean): void => {
    if (isNoSpeech(node, parent)) return;
    const words = wordsOf(node);
    if (words !== null && !isForHook(words, parent) && isText(words, isSpoken || node.type === "JSXText")) {
      found.push({ line: text.slice(0, node.start).split("\n").length, words: words.trim() });
    }
    for (const child of children(node)) visit(child, node, spokenBelow(node, child));
    function spokenBelow(above: Node, child: Node): boolean {
      if (above.type === "JSXAttribute") return SPOKEN.test(nameOf(above.name, text));
      if (above.type === "Property") return child === above.value && SPOKEN.test(nameOf(above.key, text));
      if (above.type === "JSXExpressionContainer") return parent?.type === "JSXAttribute" ? isSpoken : true;
      // What is chosen between is as spoken as the choice; what it is chosen by is not.
      if (above.type === "ConditionalExpression") return child !== above.test && isSpoken;
      return above.type === "LogicalExpression" && isSpoken;
    }
  };
  /** A single word that a hook is given names something. */
  const isForHook = (words: string, parent: Parent) =>
    parent?.type === "CallExpression" && /^use[A-Z]/.test(nameOf(parent.callee, text)) && !/\s/.test(words);
  const isNoSpeech = (node: Node, parent: Parent): boolean => {
    if (/^TS(?!As|Satisfies|NonNull)|^(Import|ExportAll)Declaration$|^(Import|TaggedTemplate)Expression$/.test(node.type)) return true;
    if (node.type === "JSXAttribute") return UNSEEN.test(nameOf(node.name, text));
    if (node.type === "BinaryExpression") return /^(in|[=!]==?)$/.test(node.operator);
    if (node.type === "CallExpression") return TECHNICAL.test(nameOf(node.callee, text));
    if (node.type === "NewExpression") return /Error$/.test(nameOf(node.callee, text));
    if (node.type === "SwitchCase") return false;
    if (parent?.type === "SwitchCase") return node === parent.test;
    return parent?.type === "Property" && node === parent.key && !parent.computed;
  };
  visit(program, undefined, false);
  return found;
}
