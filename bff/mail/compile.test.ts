import fc from "fast-check";
import { expect, test } from "vitest";
import { checkFinished, compile, messageId, UnsafeMessageError } from "./compile.ts";
import { writeLetter } from "./letter.ts";
import { TEMPLATES, type TemplateId } from "./templates.ts";

const FROM = "no-reply@exchange.example";
const ID = messageId({ id: 1, person: 2, created_at_ms: 3 }, "exchange.example");
const frame = { origin: "https://exchange.example", phrase: "blue heron" };
const build = (address: string, params: Readonly<Record<string, string>>) =>
  compile(
    writeLetter("announcement", { title: "Hello", body: "Text", ...params }, frame),
    { address, phrase: null },
    FROM,
    ID,
    new Date(0),
  );

test("MAIL-001 ASVS-1.3.11 whatever stands in a letter, its finished bytes name one recipient and one sender", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ maxLength: 60, unit: "grapheme" }),
      fc.constantFrom("\r\nBcc: b@x.test\r\n", "\nTo: c@x.test", "", "\r\n\r\n"),
      async (text, trick) => {
        const built = await build("ada@example.test", { title: text + trick + text, body: trick + text }).catch((error: Error) => error);
        // A subject that reads as an address is refused whole: better no letter than one that leaks.
        if (built instanceof UnsafeMessageError) return;
        if (built instanceof Error) throw built;
        const { bytes, to } = built;
        const headers = (bytes.toString("utf8").split("\r\n\r\n")[0] as string).split("\r\n").filter((line) => !/^[ \t]/.test(line));
        expect(headers.filter((line) => /^(to|cc|bcc):/i.test(line))).toEqual(["To: ada@example.test"]);
        expect(to).toBe("ada@example.test");
      },
    ),
    { numRuns: 60 },
  );
});

test.each([
  "a@x.test, b@x.test",
  "a@x.test;b@x.test",
  "a@x.test b@x.test",
  "a@x.test\r\nBcc: b@x.test",
  "A <a@x.test>",
  '"a@x.test,b"@x.test',
  "a@x.test\u2028b@x.test",
  "@x.test",
  "a@",
  "",
])("MAIL-001 %j is not one address, and nothing is sent to it", async (address) => {
  await expect(build(address, {})).rejects.toThrow(UnsafeMessageError);
});

test.each([
  ["two To headers", "To: a@x.test\r\nTo: b@x.test"],
  ["two names in one", "To: a@x.test, b@x.test"],
  ["a copy", "To: a@x.test\r\nCc: b@x.test"],
  ["a blind copy", "To: a@x.test\r\nbcc: b@x.test"],
  ["a folded second name", "To: a@x.test,\r\n b@x.test"],
  ["another address elsewhere", "To: a@x.test\r\nX-Note: for b@x.test"],
  ["no recipient", "Subject: hi"],
])("MAIL-001 finished bytes with %s are refused", (_what, headers) => {
  const bytes = Buffer.from(`From: ${FROM}\r\n${headers}\r\n\r\nText`);
  expect(() => checkFinished(bytes, { from: FROM, to: "a@x.test", id: ID })).toThrow(UnsafeMessageError);
});

test("MAIL-002 ACC-008 ASVS-1.2.1 every letter has a text and an HTML part that say the same, the reader's phrase, and no markup from values", async () => {
  for (const id of Object.keys(TEMPLATES) as TemplateId[]) {
    if (id === "nobody") continue;
    const params = { ...TEMPLATES[id].sample, freeze: "1.abc" };
    const { subject, text, html } = writeLetter(id, { ...params, ...("what" in params ? { what: "<b>x</b>" } : {}) }, frame);
    expect(subject).not.toMatch(/[{}\n]/);
    for (const part of [text, html]) {
      expect(part).toContain("blue heron");
      expect(part).toContain("https://exchange.example/freeze#t=1.abc");
      expect(part).not.toContain("{");
    }
    expect(html).not.toContain("<b>x");
  }
});
