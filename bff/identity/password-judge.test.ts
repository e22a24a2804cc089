import { expect, test } from "vitest";
import { isDerived } from "./derived-passwords.ts";
import { askRange, PasswordJudge, weighInWorker } from "./password-judge.ts";

test("ACC-002 ASVS-6.2.12 ASVS-6.1.2 ASVS-6.2.4 ASVS-6.2.11 leaked passwords are refused dressed up too, strong ones are not, and the refusal says what helps", async () => {
  const judge = new PasswordJudge(weighInWorker(), askRange(null));
  const refusal = (password: string) => judge.refusal(password, "ada.lovelace@example.com");
  expect(await refusal("correct horse battery")).toBeNull();
  expect(await refusal("PasswordPassword1!")).toContain("have leaked");
  expect(await refusal("lovelace_lovelace")).toContain("have leaked");
  expect(await refusal("abababababababababab")).not.toBeNull();
});

const LEAKED = new Set(["password", "dragon", "iloveyou", "trustno1"]);

test.each([
  ["p4ssw0rdp4ssw0rd", true],
  ["DragonILoveYou!!", true],
  ["dragon-dragon-dragon", true],
  ["fairmarkdragon2020", true],
  ["qwertyuiopasdfghjkl", true],
  ["1234567890123456", true],
  ["ada.ada.ada.ada.ada", true],
  ["a long enough password", false],
  ["seven quiet harbours", false],
  ["dragon of the north sea", false],
])("ACC-002 %j is made of leaked ones: %s", (password, expected) => {
  expect(isDerived(password, LEAKED, ["ada"])).toBe(expected);
});

test("ACC-002 a service of leaked passwords learns five characters of a hash, and one that fails keeps nobody out", async () => {
  const asked: string[] = [];
  const answering = (text: string, ok = true) =>
    (async (url: string) => {
      asked.push(url);
      return { ok, text: async () => text };
    }) as unknown as typeof fetch;
  const suffix = "1E4C9B93F3F0682250B6CF8331B7EE68FD8";
  expect(await askRange("https://leaks.example/range/", answering(`00000:1\r\n${suffix}:3861493`))("password")).toBe(true);
  expect(asked).toEqual(["https://leaks.example/range/5BAA6"]);
  expect(await askRange("https://leaks.example/range/", answering(`${suffix}:0`))("password")).toBe(false);
  expect(await askRange("https://leaks.example/range/", answering("", false))("password")).toBeNull();
  const broken = (async () => Promise.reject(new Error("away"))) as unknown as typeof fetch;
  expect(
    await new PasswordJudge(async () => null, askRange("https://leaks.example/", broken)).refusal("correct horse battery", "a@b.c"),
  ).toBeNull();
});
