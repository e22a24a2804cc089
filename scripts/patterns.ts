/** After one of these a slash begins a pattern; after anything else it divides. */
const BEFORE_PATTERN = /(?:[=(,:[!&|?{};+>]|\breturn|\bcase|^)$/;

/** Patterns that are written out in a module, without their slashes and flags. */
export function patternsIn(source: string): string[] {
  const found: string[] = [];
  let before = "";
  for (let at = 0; at < source.length; ) {
    const char = source.charAt(at);
    const next = source.charAt(at + 1);
    if (char === "/" && next === "/") at = endOf(source, "\n", at);
    else if (char === "/" && next === "*") at = endOf(source, "*/", at + 2);
    else if (char === '"' || char === "'" || char === "`") {
      at = afterQuoted(source, at, char);
      before = char;
    } else if (char === "/" && BEFORE_PATTERN.test(before)) {
      const end = afterQuoted(source, at, "/");
      found.push(source.slice(at + 1, end - 1));
      at = end;
      before = "/";
    } else {
      if (!/\s/.test(char)) before = /\w/.test(char) && /\w$/.test(source.charAt(at - 1)) ? (before + char).slice(-8) : char;
      at += 1;
    }
  }
  return found;
}

function endOf(source: string, what: string, from: number): number {
  const at = source.indexOf(what, from);
  return at === -1 ? source.length : at + what.length;
}

/** Past the end of what begins here with a mark and ends with the same one; in a class a slash is no end. */
function afterQuoted(source: string, from: number, mark: string): number {
  let isInClass = false;
  for (let at = from + 1; at < source.length; at++) {
    const char = source.charAt(at);
    if (char === "\\") at += 1;
    else if (mark === "/" && char === "[") isInClass = true;
    else if (mark === "/" && char === "]") isInClass = false;
    else if (char === mark && !isInClass) return at + 1;
  }
  return source.length;
}

/**
 * Whether a pattern may go back and forth without end: a part that is repeated without bound, and that holds another such
 * repeat or a choice between two ways.
 */
export function mayRunAway(pattern: string): boolean {
  /** Groups that are open, the outermost first: whether a repeat or a choice is in them. */
  const open: boolean[] = [];
  let last = false;
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern.charAt(at);
    const isRepeat = char === "*" || char === "+" || (char === "{" && /^\{\d+,\}/.test(pattern.slice(at)));
    if (isRepeat) {
      if (last) return true;
      if (open.length > 0) open[open.length - 1] = true;
    }
    if (char === "\\") at += 1;
    else if (char === "[") at = endOfClass(pattern, at);
    else if (char === "(") {
      open.push(false);
      continue;
    }
    last = false;
    if (char === ")") {
      last = open.pop() ?? false;
      // What is in a group is in the one around it.
      if (last && open.length > 0) open[open.length - 1] = true;
    } else if (char === "|" && open.length > 0) open[open.length - 1] = true;
  }
  return false;
}

function endOfClass(pattern: string, from: number): number {
  for (let at = from + 1; at < pattern.length; at++) {
    if (pattern.charAt(at) === "\\") at += 1;
    else if (pattern.charAt(at) === "]") return at;
  }
  return pattern.length;
}
