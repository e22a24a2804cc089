import type { LiquidationStepRow } from "../../../bff/contract/tables/liquidation-report.ts";
import { contractOf } from "../../market/contract.ts";
import { coins, day, figure, percent, signedCoins, timeOfDay } from "../../market/figures.ts";
import { duePosition, furthestAgainst } from "../../market/why-liquidated.ts";
import { closes, constituentsAt, marginPaths, markPath, venuePaths } from "../../market/why-scene.ts";
import { paintWhy, type WhyScene } from "../../paint/why-painter.ts";
import { type LiquidationStory, useLiquidationStory } from "../../rest/liquidations.ts";
import { useIsSessionKnown, useSession } from "../../stores/session.ts";
import text from "../../ui/text.module.css";
import { AnswerList } from "./answer-list.tsx";
import { PaintedCanvas } from "./painted-canvas.tsx";
import { RiskPage } from "./risk-page.tsx";
import { SharePicture } from "./share-picture.tsx";
import { preventionAnswers } from "./why-answers.ts";
import styles from "./why-page.module.css";
import { ConstituentsTable, FillsTable, StepsTable } from "./why-tables.tsx";

/** Why a position of the account was liquidated, from what the exchange itself tells of it. */
export function WhyPage({ id }: { readonly id: string }) {
  const account = useSession(({ session }) => session?.account ?? null);
  const isKnown = useIsSessionKnown();
  const { data, isError, error, isPending } = useLiquidationStory(account, id);
  const words =
    account === null
      ? isKnown
        ? "Sign in to read about your own liquidations."
        : "Reading …"
      : isError
        ? `It cannot be read now: ${error.message}`
        : isPending
          ? "Reading …"
          : data === null
            ? "Your account has no such liquidation."
            : null;
  if (words !== null || data === undefined || data === null)
    return (
      <RiskPage title="Why was I liquidated" lead="Each step with its time and price, from the exchange's own records.">
        <p className={text.second}>{words}</p>
      </RiskPage>
    );
  return <Story story={data} />;
}

const lostOf = (taken: LiquidationStepRow | undefined): number | null => (taken === undefined ? null : taken.execComm - taken.realisedPnl);

function Story({ story }: { readonly story: LiquidationStory }) {
  const { report, steps, fills, instrument, marks, index, constituents, heldSinceMs } = story;
  const contract = contractOf(instrument);
  const due = steps[0];
  if (contract === null || due === undefined) return null;
  const isLong = due.currentQty > 0;
  const { priceDecimals, markDecimals } = contract;
  const atMs = Date.parse(due.timestamp);
  const position = duePosition(contract.terms, due);
  const mark = markPath(marks, steps, isLong);
  const afterwards = mark.filter((point) => point.atMs >= atMs).map(({ value }) => value);
  const furthest = furthestAgainst(isLong, [due.markPrice, ...afterwards]);
  const lastMs = Date.parse(steps.at(-1)?.timestamp ?? due.timestamp);
  const paths = marginPaths(position, mark, heldSinceMs ?? Number.NEGATIVE_INFINITY, lastMs);
  const taken = steps.find(({ step }) => step === "TakenOver");
  const bankruptcy = taken?.bankruptPrice ?? due.bankruptPrice;
  const how = due.leverage === 0 ? "cross" : `isolated ${figure(due.leverage, Number.isInteger(due.leverage) ? 0 : 2)}×`;
  const side = isLong ? "long" : "short";
  const lost = lostOf(taken);
  const answers = preventionAnswers({ position, symbol: report.symbol, mark: due.markPrice, furthest, lostSats: lost, priceDecimals });
  const cost = Math.abs(due.posCost);
  const scene: WhyScene = {
    atMs,
    mark,
    index: closes(index),
    venues: [...venuePaths(constituents).values()],
    liquidation: due.liquidationPrice,
    bankruptcy,
    ...paths,
    priceDecimals,
    heading: [],
  };
  const heading = [
    `Why a ${how} ${side} in ${report.symbol} was liquidated`,
    `${day(atMs)}, ${timeOfDay(atMs)} UTC, at a mark of ${figure(due.markPrice, markDecimals)}: margin left ${percent(due.marginBalance / cost, 2)} of the value, ${percent(due.marginRequired / cost, 2)} required`,
    ...answers.map(({ name, value, unit }) => `${name}: ${String(value)} ${unit}`).filter((line) => !line.includes("XBT")),
  ];
  return (
    <RiskPage title="Why was I liquidated" lead={leadOf(story, how, side, markDecimals)}>
      <div className={styles.share}>
        <SharePicture
          name={`liquidation-${report.symbol}-${due.timestamp.slice(0, 19).replaceAll(":", "-")}`}
          paint={paintWhy}
          scene={{ ...scene, heading }}
        />
      </div>
      <div className={styles.path}>
        <PaintedCanvas
          name="why"
          paint={paintWhy}
          scene={scene}
          label={`The mark's path to ${figure(due.markPrice, markDecimals)} at ${timeOfDay(atMs)}, and the margin's to what was required; the tables below say the same`}
        />
      </div>
      <p className={styles.note}>
        Margin along the path is computed again for each minute's worst mark from how the position stood when it was due
        {due.leverage === 0 ? ", with what stood behind it in the wallet then" : ""}.
      </p>
      <div className={styles.columns}>
        <section aria-labelledby="why-steps">
          <h2 id="why-steps" className={styles.head}>
            Step by step
          </h2>
          <StepsTable steps={steps} priceDecimals={priceDecimals} markDecimals={markDecimals} />
        </section>
        <section aria-labelledby="why-prevented">
          <h2 id="why-prevented" className={styles.head}>
            What would have prevented it
          </h2>
          <p className={styles.note}>
            Furthest mark of the hour that followed: {figure(furthest, markDecimals)}. Each alone would have done.
          </p>
          <AnswerList label="What would have prevented it" answers={answers} />
        </section>
        <section aria-labelledby="why-fund">
          <h2 id="why-fund" className={styles.head}>
            What became of it
          </h2>
          <p className={styles.note}>{fundWords(story)}</p>
          {fills.length === 0 ? null : <FillsTable fills={fills} priceDecimals={priceDecimals} />}
        </section>
        <section aria-labelledby="why-index">
          <h2 id="why-index" className={styles.head}>
            What the index was made of
          </h2>
          <ConstituentsTable rows={constituentsAt(constituents, atMs)} indexPrice={due.indexPrice} decimals={markDecimals} />
        </section>
      </div>
    </RiskPage>
  );
}

function leadOf({ report, steps }: LiquidationStory, how: string, side: string, decimals: number): string {
  const due = steps[0] as LiquidationStepRow;
  const lost = lostOf(steps.find(({ step }) => step === "TakenOver"));
  const end =
    lost === null
      ? report.outcome === "Reduced"
        ? "It was reduced, and the rest was kept."
        : "The position was kept."
      : `It was taken over, which cost ${coins(lost, 8)} XBT, the closing fee in it.`;
  return `${day(due.timestamp)}, ${timeOfDay(due.timestamp)} UTC: the mark of ${report.symbol} came to ${figure(due.markPrice, decimals)}. Of the margin of a ${side} of ${figure(report.size)} contracts, ${how}, ${signedCoins(due.marginBalance, 8).replace("+", "")} XBT was left, and ${coins(due.marginRequired, 8)} was required. ${end}`;
}

function fundWords({ report, fills, steps }: LiquidationStory): string {
  const taken = steps.find(({ step }) => step === "TakenOver");
  if (taken === undefined) return "Nothing was taken over: the insurance fund had no part in it.";
  const open = Math.abs(taken.currentQty) - report.closedQty;
  const stands = open === 0 ? "" : ` ${figure(open)} contracts are still offered.`;
  if (fills.length === 0)
    return `The exchange took it over at ${figure(taken.bankruptPrice, 1)} and offers it in the book. Nobody has taken any yet.`;
  const sats = report.fundPnl;
  const fund = sats > 0 ? `gained ${coins(sats, 8)} XBT` : sats < 0 ? `paid ${coins(-sats, 8)} XBT` : "neither gained nor paid";
  const deleveraged =
    report.deleveragedQty === 0 ? "Nobody was deleveraged." : `${figure(report.deleveragedQty)} contracts were deleveraged.`;
  return `The insurance fund ${fund} on closing ${figure(report.closedQty)} contracts. ${deleveraged}${stands}`;
}
