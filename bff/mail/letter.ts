import { type LetterParams, TEMPLATES, type Template, type TemplateId } from "./templates.ts";

/** A letter as its reader sees it, in both parts. */
export interface Letter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** What every letter has besides its own words. */
export interface LetterFrame {
  /** The site, as `https://exchange.example`. */
  readonly origin: string;
  readonly phrase: string | null;
}

/** Longest value that is written out; longer ones are cut, so that no parameter makes a letter of its own. */
const MAX_VALUE_LENGTH = 2_000;
/** The parameter with which 'this was not me' works in every letter that has it. */
const FREEZE = "freeze";
const PLACEHOLDER = /\{([a-zA-Z]+)\}/g;

/**
 * Writes a letter. Values are text: they can't make a header, a tag or a link.
 *
 * @throws Error for a parameter that the template names and nobody gave
 */
export function writeLetter(id: TemplateId, params: LetterParams, { origin, phrase }: LetterFrame): Letter {
  const template: Template = TEMPLATES[id];
  const fill = (sentence: string) =>
    sentence.replaceAll(PLACEHOLDER, (_whole, name: string) => {
      const value = params[name];
      if (value === undefined) throw new Error(`The letter ${id} lacks its ${name}.`);
      return plain(value);
    });
  const paragraphs = template.says.map(fill);
  const link =
    template.link === undefined ? null : { act: template.link.act, url: `${origin}${template.link.page}#t=${token(params["token"])}` };
  const freeze = params[FREEZE];
  const stop = freeze === undefined ? null : { act: "This was not me: freeze the account", url: `${origin}/freeze#t=${token(freeze)}` };
  const words =
    phrase === null
      ? "You have not set an anti-phishing phrase yet; with one you can tell our letters from a forger's."
      : `Your anti-phishing phrase: ${plain(phrase)}`;
  return {
    subject: fill(template.subject).replaceAll("\n", " "),
    text: [
      ...paragraphs,
      ...(link === null ? [] : [`${link.act}:\n${link.url}`]),
      ...(stop === null ? [] : [`${stop.act}:\n${stop.url}`]),
      words,
      `Fairmark\n${origin}`,
    ].join("\n\n"),
    html: page(
      [
        ...paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`),
        ...(link === null ? [] : [`<p>${anchor(link)}</p>`]),
        "<hr>",
        ...(stop === null ? [] : [`<p>${anchor(stop)}</p>`]),
        `<p>${escapeHtml(words)}</p>`,
        `<p>Fairmark, ${escapeHtml(origin)}</p>`,
      ].join("\n"),
    ),
  };
}

const page = (body: string) =>
  `<!doctype html>\n<html lang="en"><body style="font:15px/1.5 sans-serif;max-width:36em">\n${body}\n</body></html>\n`;
const anchor = ({ act, url }: { readonly act: string; readonly url: string }) => `<a href="${escapeHtml(url)}">${escapeHtml(act)}</a>`;

/** A value as text of one line or more: no control characters but line ends, and not without bound. */
const plain = (value: string) =>
  value
    .slice(0, MAX_VALUE_LENGTH)
    .replaceAll(/\r\n?/g, "\n")
    .replaceAll(/[^\P{C}\n]/gu, "");

/** Tokens are of our making; whatever else comes is no link. */
function token(value: string | undefined): string {
  if (value === undefined || !/^[A-Za-z0-9._-]{1,200}$/.test(value)) throw new Error("A letter's link has no token.");
  return value;
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escapeHtml = (text: string) => text.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] as string);
