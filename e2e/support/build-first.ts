import { buildWhenStale } from "../../scripts/build.ts";

/** The tests look at what is built, as a person does. */
export default async function buildFirst(): Promise<void> {
  await buildWhenStale((line) => process.stdout.write(`${line}\n`));
}
