import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { IdentitySettingError } from "./errors.ts";
import { aFolder, House, PASSWORD } from "./testing.ts";

const KEY = (byte: number) => Buffer.alloc(32, byte).toString("base64");

async function aHouseWithKey() {
  const kekFile = join(aFolder(), "kek");
  writeFileSync(kekFile, `${KEY(7)}\n`, { mode: 0o600 });
  const house = new House();
  const identity = await house.open({ kekFile });
  const ada = await house.signUp(identity, "ada@example.com");
  const key = await identity.createKey(ada, { name: "bot", permissions: ["order"] });
  return { house, identity, ada, key, kekFile };
}

test("KEY-002 ASVS-13.3.4 a new key before the old one has everything sealed anew at the next start, after which the old one opens nothing", async () => {
  const { house, identity, ada, key, kekFile } = await aHouseWithKey();
  await identity.close();
  writeFileSync(kekFile, `${KEY(9)}\n${KEY(7)}\n`);
  const rotated = await house.open({ kekFile });
  expect(rotated.key(key.id)?.secret).toBe(key.secret);
  expect((await rotated.signIn("ada@example.com", PASSWORD))?.id).toBe(ada.id);
  await rotated.close();
  writeFileSync(kekFile, `${KEY(9)}\n`);
  const after = await house.open({ kekFile });
  expect(after.user(ada.id)?.email).toBe("ada@example.com");
  await after.close();
  writeFileSync(kekFile, `${KEY(7)}\n`);
  await expect(house.open({ kekFile })).rejects.toThrow(IdentitySettingError);
  expect(house.bytesOnDisk()).not.toContain(key.secret);
  expect(readFileSync(kekFile, "utf8")).toBe(`${KEY(7)}\n`);
});

test("KEY-002 a rotation that finds a row that was changed refuses the start and leaves everything as it was", async () => {
  const { house, identity, key, kekFile } = await aHouseWithKey();
  await identity.close();
  house.tamper("UPDATE api_key SET user_id = user_id, id = 'another'");
  writeFileSync(kekFile, `${KEY(9)}\n${KEY(7)}\n`);
  await expect(house.open({ kekFile })).rejects.toThrow(/was changed from outside/);
  house.tamper(`UPDATE api_key SET id = '${key.id}'`);
  writeFileSync(kekFile, `${KEY(7)}\n`);
  expect((await house.open({ kekFile })).key(key.id)?.secret).toBe(key.secret);
});
