import { expect, test } from "vitest";
import { textsIn } from "./check-texts.ts";

/** @param code with `#{` for what opens an expression in a template, which a plain string may not hold */
const textsOf = (code: string, path: string) => textsIn(path, code.replaceAll("#{", "$".concat("{")));
const wordsIn = (code: string, path = "src/features/trade/ticket.tsx") => textsOf(code, path).map(({ words }) => words);

test("WSP-007 words of the page outside the catalogue are found by the syntax tree: in mark-up, in what is shown or read out, in sentences", () => {
  for (const [code, words] of [
    ["<p>Nothing yet.</p>", "Nothing yet."],
    ["<td>{isOpen ? now : <b>closed</b>}</td>", "closed"],
    ["<td>{isOpen ? 'open' : date}</td>", "open"],
    ["<td>{name ?? `account #{id}`}</td>", "account $"],
    ['<button aria-label="close" />', "close"],
    ["<Field label={isNew ? `key #{id}` : id} />", "key $"],
    ['<Line name="Largest order" />', "Largest order"],
    ['const tabs = [{ value: "all", label: "all" }];', "all"],
    ['const what = () => "of the book";', "of the book"],
    ['const state = isOpen ? "Live" : "Gone";', "Live"],
    ["tell(`#{size} #{symbol} are gone.`);", "$ $ are gone."],
    ['setSaid("A letter is on its way.");', "A letter is on its way."],
  ] as const) {
    expect({ code, found: wordsIn(code)[0] }).toEqual({ code, found: words });
  }
});

test("WSP-007 they are found in the words that painters and stores make as well, each with its line", () => {
  expect(textsOf("const a = 1;\ndraw(`Spread #{value}`);\n", "src/paint/book-painter.ts")).toEqual([{ line: 2, words: "Spread $" }]);
  expect(wordsIn('export const nothing = "No order waits.";', "src/stores/orders.ts")).toEqual(["No order waits."]);
});

test("WSP-007 data, units, addresses, styles and what programmers read are no texts; nor is the catalogue itself, or a test", () => {
  for (const code of [
    'const order = { side: "Buy", ordType: "LimitIfTouched", execInst: "ReduceOnly,MarkPrice" };',
    'if (status === "part filled") go("/account/keys#new key");',
    "<span>{price} XBT · {ms} ms</span>",
    '<p className="large quiet" id={`Row #{id}`} />',
    'throw new Error("nobody sees this");',
    'console.info("nor this one");',
    'const wide = matchMedia("(min-width: 40em) and (hover: hover)");',
    'type Way = "up and away";',
    'const isShort = text.startsWith("Account has insufficient Available Balance");',
    'const start = "Account has insufficient Available Balance";',
    "<p>{texts.nothing}</p>",
  ]) {
    expect({ code, found: wordsIn(code) }).toEqual({ code, found: [] });
  }
  expect(wordsIn('export const nothing = "Nothing yet.";', "src/texts/tables.ts")).toEqual([]);
  expect(wordsIn('find("Nothing yet.");', "src/app/app.test.ts")).toEqual([]);
  expect(wordsIn('export const refused = "Not in this page.";', "bff/mail/letters.ts")).toEqual([]);
});
