import { expect, test } from "vitest";
import { strengthWords } from "./password-strength.ts";

test("ACC-002 what is typed is told how much is missing, and how soon it would be guessed with what would help", () => {
  expect(strengthWords("short", 15, null)).toEqual({ level: 0, words: "10 more characters." });
  expect(strengthWords("fourteen chars", 15, null).words).toBe("One more character.");
  expect(strengthWords("passwordpassword", 15, { score: 0, advice: ["This is a common password.", "Add words."] })).toEqual({
    level: 0,
    words: "Guessed at once. This is a common password. Add words.",
  });
  expect(strengthWords("four words that differ", 15, { score: 4, advice: ["not said"] })).toEqual({
    level: 4,
    words: "Very hard to guess.",
  });
});

test("ACC-002 what is strong but too short is not praised", () => {
  expect(strengthWords("xK9#vQ2!", 15, { score: 4, advice: [] })).toEqual({ level: 2, words: "7 more characters." });
});
