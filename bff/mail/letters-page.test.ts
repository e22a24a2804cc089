import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { writeLetter } from "./letter.ts";
import { TEMPLATES, type TemplateId } from "./templates.ts";

const PAGE = join(import.meta.dirname, "../../docs/letters.md");
const FRAME = { origin: "https://exchange.example", phrase: "blue heron" };

/** Every letter with its sample, as its reader gets the text part. */
function preview(): string {
  const ids = (Object.keys(TEMPLATES) as TemplateId[]).filter((id) => id !== "nobody");
  const letters = ids.map((id) => {
    const { subject, text } = writeLetter(id, { ...TEMPLATES[id].sample, freeze: "sample-freeze" }, FRAME);
    return `## ${id}\n\n**${subject}**\n\n${text.replaceAll(/^/gm, "> ").replaceAll(/^> $/gm, ">")}\n`;
  });
  return `# Letters\n\nEvery letter that the exchange writes, made with sample values. Each also has an HTML part that says the same.\n\n${letters.join("\n")}`;
}

test("MAIL-002 the docs preview every letter as it is written", () => {
  if (process.env["UPDATE_LETTERS"] === "1") writeFileSync(PAGE, preview());
  expect(readFileSync(PAGE, "utf8")).toBe(preview());
});
