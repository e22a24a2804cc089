import { beforeEach, expect, test } from "vitest";
import type { ExecutionRow } from "../../bff/contract/tables/execution.ts";
import { ALERT_KINDS, type AlertKind, chooseAlert, tellsBy } from "../stores/alerts.ts";
import { useNotices } from "../stores/notices.ts";
import { usePreferences } from "../stores/preferences.ts";
import { alertTeller } from "./alerts.ts";
import { executionTeller } from "./execution-teller.ts";

const BEFORE = usePreferences.getState();

beforeEach(() => {
  usePreferences.setState(BEFORE, true);
  useNotices.setState({ notices: [], past: [] });
});

function aPage() {
  const page = { isHidden: false, nowMs: 0, played: [] as AlertKind[], notified: [] as string[] };
  const tell = alertTeller({
    isHidden: () => page.isHidden,
    play: (kind) => void page.played.push(kind),
    notify: (text) => void page.notified.push(text),
    nowMs: () => page.nowMs,
  });
  return Object.assign(page, { tell });
}

test("WSP-005 each kind is told of in the ways chosen for it, and as it came on the page alone", () => {
  const page = aPage();
  page.isHidden = true;
  for (const kind of ALERT_KINDS) page.tell(kind, kind);
  expect(useNotices.getState().notices.map(({ text }) => text)).toEqual([...ALERT_KINDS]);
  expect([page.played, page.notified]).toEqual([[], []]);
  chooseAlert("fill", "notice", false);
  chooseAlert("fill", "sound", true);
  chooseAlert("trigger", "browser", true);
  for (const kind of ALERT_KINDS) page.tell(kind, `${kind} again`);
  expect(useNotices.getState().past.map(({ text }) => text)).not.toContain("fill again");
  expect([page.played, page.notified]).toEqual([["fill"], ["trigger again"]]);
});

test("WSP-005 many fills are one sound, and the browser tells nothing that is looked at", () => {
  const page = aPage();
  chooseAlert("fill", "sound", true);
  chooseAlert("fill", "browser", true);
  for (let i = 0; i < 20; i++) page.tell("fill", "Bought 100");
  expect([page.played.length, page.notified.length]).toEqual([1, 0]);
  page.nowMs = 1_000;
  page.tell("fill", "Bought 100");
  expect(page.played).toHaveLength(2);
});

test("WSP-005 a liquidation is told of on the page whatever is chosen, and stays there until it is read", () => {
  const page = aPage();
  chooseAlert("liquidation", "notice", false);
  expect(tellsBy(usePreferences.getState().alerts, "liquidation", "notice")).toBe(true);
  const teller = executionTeller(() => null, page.tell);
  const row = (execType: string, rest: object) =>
    ({
      execType,
      orderID: "1",
      symbol: "XBTUSD",
      side: "Sell",
      orderQty: 300,
      lastQty: 300,
      lastPx: 55_000,
      stopPx: null,
      text: "",
      ...rest,
    }) as ExecutionRow;
  teller([row("Trade", { text: "Liquidation" })]);
  expect(useNotices.getState().notices).toMatchObject([{ text: "Liquidated: Sold 300 XBTUSD at 55,000.0", isError: true, stays: true }]);
  teller([row("TriggeredOrActivatedBySystem", { orderID: "2", stopPx: 59_000 }), row("Funding", { execComm: -1_500 }), row("New", {})]);
  expect(
    useNotices
      .getState()
      .past.map(({ text }) => text)
      .slice(1),
  ).toEqual(["Triggered at 59,000.0: Sell 300 XBTUSD", "Funding of XBTUSD: received 0.00001500 XBT"]);
});
