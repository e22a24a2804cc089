import { expect, test } from "vitest";
import { textFrame } from "./frame.ts";

/** The texts in a run of unmasked frames, read as RFC 6455, section 5.2 has them. */
function read(bytes: Buffer): string[] {
  const texts: string[] = [];
  let at = 0;
  while (at < bytes.length) {
    // Final, no reserved bit, opcode 1; a server masks nothing.
    expect(bytes[at]).toBe(0x81);
    const short = bytes.readUInt8(at + 1);
    const [head, size] =
      short < 126 ? [2, short] : short === 126 ? [4, bytes.readUInt16BE(at + 2)] : [10, Number(bytes.readBigUInt64BE(at + 2))];
    texts.push(bytes.toString("utf8", at + head, at + head + size));
    at += head + size;
  }
  return texts;
}

test.each([0, 1, 125, 126, 127, 65_535, 65_536, 200_000])("API-004 a text of %d bytes is one frame, alone and before another", (size) => {
  const text = "x".repeat(size);
  expect(read(textFrame(text))).toEqual([text]);
  expect(read(Buffer.concat([textFrame(text), textFrame("next")]))).toEqual([text, "next"]);
});

test("API-004 letters of several bytes are counted as bytes", () => {
  const text = "€🦊".repeat(20);
  expect(text.length).toBeLessThan(126);
  expect(Buffer.byteLength(text)).toBeGreaterThan(125);
  expect(read(textFrame(text))).toEqual([text]);
});
