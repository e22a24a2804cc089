import { type Key, RawClient, signedGet } from "./http-load.ts";

/**
 * Many clients that page through chat and histories with every combination of what those take, each as fast as it is
 * answered: `page-flood-clients.ts PORT CLIENTS KEY SECRET`. It says so once each has had an answer, and runs until it is ended.
 */
const [port = "", clients = "", id = "", secret = ""] = process.argv.slice(2);
const key: Key = { id, secret };

const LISTS = [
  "/chat?channelID=1",
  "/chat?",
  "/trade?symbol=XBTUSD",
  "/trade?",
  "/trade/bucketed?symbol=XBTUSD&binSize=1m",
  "/trade/bucketed?symbol=XBTUSD&binSize=5m&partial=true",
  "/quote?symbol=XBTUSD",
  "/quote?",
  "/funding?",
  "/execution?",
  "/execution/tradeHistory?symbol=XBTUSD",
  "/order?",
  "/user/walletHistory?",
];
const FILTERS = ["", "&filter=%7B%22side%22%3A%22Buy%22%7D", "&filter=%7B%22timestamp.hh%22%3A%5B1%2C2%2C3%5D%7D"];

/** Every combination in turn, begun at a place of one's own. */
function request(turn: number): Buffer {
  const list = LISTS[turn % LISTS.length] as string;
  const filter = FILTERS[Math.floor(turn / LISTS.length) % FILTERS.length] as string;
  const start = (turn % 7) * 1_000;
  const path = `/api/v1${list}&count=500&start=${start}&reverse=${turn % 2 === 0}${filter}`;
  return signedGet(path, key);
}

let answered = 0;
await Promise.all(
  Array.from({ length: Number(clients) }, async (_, client) => {
    const connection = await RawClient.open(Number(port), "any");
    for (let turn = client * 17; ; turn++) {
      await connection.send(request(turn));
      if (turn > client * 17) continue;
      answered += 1;
      if (answered === Number(clients)) process.stdout.write("paging\n");
    }
  }),
);
