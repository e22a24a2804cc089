import { OperatorError, type OperatorServices, type Run, readWords } from "./operator-command.ts";

const OPTION = { type: "string" } as const;
const MOST_TITLE = 200;
const MOST_BODY = 10_000;
const MOST_LINK = 500;
/** Line breaks and tabs are text, other control characters are none. */
const CONTROL_CHARACTERS = /[\p{Cc}--[\n\t]]/v;

/** What the operator says to everybody on the site and by the API. Letters are another matter: `mail announce`. */
export const NOTICE_COMMANDS: Readonly<Record<string, { readonly usage: string; readonly run: Run }>> = {
  "announce list": { usage: "announce list", run: async (_words, { notices }) => notices.announcements() },
  "announce withdraw": { usage: "announce withdraw 3", run: withdraw },
  announce: { usage: 'announce --title "…" --body "…" [--link https://…] [--urgent yes]', run: announce },
};

async function announce(words: readonly string[], { notices }: OperatorServices): Promise<object> {
  const { options } = readWords(words, { title: OPTION, body: OPTION, link: OPTION, urgent: OPTION }, false);
  const title = readText("--title", options["title"], MOST_TITLE);
  const content = readText("--body", options["body"], MOST_BODY);
  const urgent = options["urgent"] ?? "no";
  if (urgent !== "yes" && urgent !== "no") throw new OperatorError(`--urgent ${urgent} is neither yes nor no.`);
  return notices.announce({ title, content, link: readLink(options["link"]), isUrgent: urgent === "yes" });
}

async function withdraw(words: readonly string[], { notices }: OperatorServices): Promise<object> {
  const [id = ""] = words;
  if (words.length !== 1 || !(await notices.withdraw(Number(id)))) throw new OperatorError(`There is no announcement ${id}.`);
  return { withdrawn: Number(id) };
}

function readText(name: string, given: string | undefined, most: number): string {
  const text = given?.trim() ?? "";
  if (text === "") throw new OperatorError(`${name} is missing.`);
  if (text.length > most) throw new OperatorError(`${name} is longer than ${most} characters.`);
  if (CONTROL_CHARACTERS.test(text)) throw new OperatorError(`${name} holds characters that are no text.`);
  return text;
}

/** Only to pages: a browser would run other kinds of links. */
function readLink(given = ""): string {
  if (given === "") return "";
  const url = URL.parse(given);
  if (url === null || !["http:", "https:"].includes(url.protocol) || given.length > MOST_LINK)
    throw new OperatorError(`--link ${given} is no address of a page.`);
  return url.href;
}
