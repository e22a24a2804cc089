import type { LiquidationStepRow } from "../../../bff/contract/tables/liquidation-report.ts";
import { contractOf } from "../../market/contract.ts";
import { coins, day, figure, percent, signedCoins, timeOfDay } from "../../market/figures.ts";
import { duePosition, furthestAgainst } from "../../market/why-liquidated.ts";
import { closes, constituentsAt, marginPaths, markPath, venuePaths } from "../../market/why-scene.ts";
import { paintWhy, type WhyScene } from "../../paint/why-painter.ts";
import { type LiquidationStory, useLiquidationStory } from "../../rest/liquidations.ts";
import { useIsSessionKnown, useSession } from "../../stores/session.ts";
import * as commonTexts from "../../texts/common.ts";
import * as liquidationsTexts from "../../texts/liquidations.ts";
import text from "../../ui/text.module.css";
import { AnswerList } from "./answer-list.tsx";
import { Origins } from "./origins.tsx";
import { PaintedCanvas } from "./painted-canvas.tsx";
import { RiskPage } from "./risk-page.tsx";
import { SharePicture } from "./share-picture.tsx";
import { fundOrigins, indexOrigins, stepOrigins } from "./table-origins.ts";
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
        ? liquidationsTexts.signInToRead
        : commonTexts.reading
      : isError
        ? commonTexts.itUnreadable(error.message)
        : isPending
          ? commonTexts.reading
          : data === null
            ? liquidationsTexts.noSuch
            : null;
  if (words !== null || data === undefined || data === null)
    return (
      <RiskPage title={liquidationsTexts.oneHeading} lead={liquidationsTexts.oneLead}>
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
  const how =
    due.leverage === 0
      ? commonTexts.crossInSentence
      : liquidationsTexts.isolatedAt(figure(due.leverage, Number.isInteger(due.leverage) ? 0 : 2));
  const side = isLong ? commonTexts.longInSentence : commonTexts.shortInSentence;
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
    liquidationsTexts.pictureTitle(how, side, report.symbol),
    liquidationsTexts.pictureLine(
      day(atMs),
      timeOfDay(atMs),
      figure(due.markPrice, markDecimals),
      percent(due.marginBalance / cost, 2),
      percent(due.marginRequired / cost, 2),
    ),
    ...answers.map(({ name, value, unit }) => `${name}: ${String(value)} ${unit}`).filter((line) => !line.includes("XBT")),
  ];
  return (
    <RiskPage title={liquidationsTexts.oneHeading} lead={leadOf(story, how, side, markDecimals)}>
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
          label={liquidationsTexts.pathLabel(figure(due.markPrice, markDecimals), timeOfDay(atMs))}
        />
      </div>
      <p className={styles.note}>{liquidationsTexts.pathAbout(due.leverage === 0)}</p>
      <div className={styles.columns}>
        <section aria-labelledby="why-steps">
          <h2 id="why-steps" className={styles.head}>
            {liquidationsTexts.stepsHeading}
          </h2>
          <StepsTable steps={steps} priceDecimals={priceDecimals} markDecimals={markDecimals} />
          <Origins of={stepOrigins(due, position.terms.maintMarginRate, markDecimals)} />
        </section>
        <section aria-labelledby="why-prevented">
          <h2 id="why-prevented" className={styles.head}>
            {liquidationsTexts.preventionHeading}
          </h2>
          <p className={styles.note}>{liquidationsTexts.preventionAbout(figure(furthest, markDecimals))}</p>
          <AnswerList label={liquidationsTexts.preventionHeading} answers={answers} />
        </section>
        <section aria-labelledby="why-fund">
          <h2 id="why-fund" className={styles.head}>
            {liquidationsTexts.outcomeHeading}
          </h2>
          <p className={styles.note}>{fundWords(story, priceDecimals)}</p>
          {fills.length === 0 ? null : <FillsTable fills={fills} priceDecimals={priceDecimals} />}
          <Origins of={fundOrigins([report], () => priceDecimals)} />
        </section>
        <section aria-labelledby="why-index">
          <h2 id="why-index" className={styles.head}>
            {liquidationsTexts.indexHeading}
          </h2>
          <ConstituentsTable rows={constituentsAt(constituents, atMs)} indexPrice={due.indexPrice} decimals={markDecimals} />
          <Origins of={indexOrigins(constituentsAt(constituents, atMs), due.indexPrice, markDecimals)} />
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
        ? liquidationsTexts.endedReduced
        : liquidationsTexts.endedKept
      : liquidationsTexts.endedTaken(coins(lost, 8));
  return liquidationsTexts.summary(
    day(due.timestamp),
    timeOfDay(due.timestamp),
    report.symbol,
    figure(due.markPrice, decimals),
    side,
    figure(report.size),
    how,
    signedCoins(due.marginBalance, 8).replace("+", ""),
    coins(due.marginRequired, 8),
    end,
  );
}

function fundWords({ report, fills, steps }: LiquidationStory, decimals: number): string {
  const taken = steps.find(({ step }) => step === "TakenOver");
  if (taken === undefined) return liquidationsTexts.noFund;
  const open = Math.abs(taken.currentQty) - report.closedQty;
  const stands = open === 0 ? "" : liquidationsTexts.stillOffered(figure(open));
  if (fills.length === 0) return liquidationsTexts.notTakenYet(figure(taken.bankruptPrice, decimals));
  const sats = report.fundPnl;
  const fund =
    sats > 0
      ? liquidationsTexts.fundGained(coins(sats, 8))
      : sats < 0
        ? liquidationsTexts.fundPaid(coins(-sats, 8))
        : liquidationsTexts.fundEven;
  const deleveraged =
    report.deleveragedQty === 0 ? liquidationsTexts.nobodyDeleveraged : liquidationsTexts.deleveraged(figure(report.deleveragedQty));
  return liquidationsTexts.outcome(fund, figure(report.closedQty), deleveraged, stands);
}
