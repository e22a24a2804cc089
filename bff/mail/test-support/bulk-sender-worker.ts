import { Outbox } from "../outbox.ts";
import { smtpTransport } from "../smtp-transport.ts";

/** A process of its own that sends a campaign and can be killed: `node bulk-sender-worker.ts DATA_DIR URL COUNT`. */

const [dataDir = "", url = "", count = "0"] = process.argv.slice(2);
const outbox = await Outbox.open({
  dataDir,
  transport: smtpTransport(url),
  from: "no-reply@exchange.example",
  keepsSent: false,
  now: Date.now,
  onAlarm: (what) => process.stderr.write(`${what}\n`),
});
outbox.start({
  recipientOf: (person) => ({ address: `person-${person}@example.test`, phrase: null }),
  origin: () => "https://exchange.example",
});
const persons = Array.from({ length: Number(count) }, (_, i) => i + 1);
const [known] = await outbox.campaigns();
const { id, total } = known ?? (await outbox.fillCampaign("update", "announcement", { title: "An update", body: "At noon." }, persons));
await outbox.release(id, total);
for (;;) {
  await outbox.settled();
  const [campaign] = await outbox.campaigns();
  if (campaign?.state === "done") break;
  await new Promise((resolve) => setTimeout(resolve, 20));
}
process.stdout.write(JSON.stringify(await outbox.counts(id)));
await outbox.close();
