import { useEffect, useRef } from "react";
import type { ContractTerms } from "../../../../bff/contract/pricing/terms.ts";
import { cleanPasted, coins, figure, readFigure } from "../../../market/figures.ts";
import { amountOf, contractsFor, lotIn, type SizeUnit, sizeUnitsOf } from "../../../market/order-size.ts";
import { mayHaveBracket, useDraftOrder } from "../../../stores/draft-order.ts";
import { usePreferences } from "../../../stores/preferences.ts";
import * as commonTexts from "../../../texts/common.ts";
import * as ticketTexts from "../../../texts/ticket.ts";
import { FigureField } from "../../../ui/figure-field.tsx";
import { Select } from "../../../ui/select.tsx";
import text from "../../../ui/text.module.css";
import { sizeError } from "../order-errors.ts";
import styles from "./ticket.module.css";
import { useSizeFacts } from "./use-size-facts.ts";

/** Parts of what is available that one press takes. */
const SHARES = [10, 25, 50, 75] as const;

const UNIT_WORDS: Partial<Record<SizeUnit, string>> = ticketTexts.sharesAsUnits;

const unitOption = (value: SizeUnit) => ({ value, label: UNIT_WORDS[value] ?? value });

const isShare = (unit: SizeUnit) => unit === "percent" || unit === "risk";

/** Decimals in which a unit is written; one that is whole anyway is written without. */
const DECIMALS: Readonly<Record<SizeUnit, number>> = { contracts: 2, XBT: 8, USD: 2, percent: 2, risk: 2 };

/** Per cent go by ones; everything else by lots. */
const PERCENT_STEP = 1;
const PERCENT_LEAST = 0.1;

interface SizeRowProps {
  readonly terms: ContractTerms | null;
  readonly leverage: number;
  /** Value of the order, where it can be told. */
  readonly costSats: number | null;
}

export function SizeRow({ terms, leverage, costSats }: SizeRowProps) {
  const draft = useDraftOrder();
  const { contracts, amount, change } = draft;
  const { sizeUnit, set } = usePreferences();
  // A risk needs a stop that goes with the order.
  const units = sizeUnitsOf(terms).filter((unit) => unit !== "risk" || mayHaveBracket(draft));
  const unit = units.includes(sizeUnit) ? sizeUnit : commonTexts.contracts;
  const facts = useSizeFacts(terms, leverage);
  useAmountFollows(facts);
  const type = (value: number | null, typedIn: SizeUnit = unit) => {
    if (typedIn === "contracts" || value === null) return change({ contracts: value });
    change({ contracts: facts === null ? null : contractsFor(typedIn, value, facts), amount: { unit: typedIn, value } });
  };
  const shown =
    unit === "contracts"
      ? contracts
      : amount?.unit === unit
        ? amount.value
        : contracts === null || facts === null
          ? null
          : amountOf(unit, contracts, facts);
  const lot = facts === null ? null : lotIn(unit, facts);
  const choose = (next: SizeUnit) => {
    set({ sizeUnit: next });
    if (next === "risk" && !draft.hasBracket) change({ hasBracket: true });
  };
  const least = isShare(unit) ? PERCENT_LEAST : (lot ?? terms?.lotSize ?? 100);
  const hasFunds = facts !== null && (facts.availableSats ?? 0) > 0;
  return (
    <div className={styles.sized}>
      <FigureField
        label={commonTexts.size}
        name="ticket-size"
        unit={<Select label={ticketTexts.sizeUnit} options={units.map(unitOption)} value={unit} onChange={choose} />}
        value={shown}
        onChange={type}
        write={(value) => figure(value, Number.isInteger(value) ? 0 : DECIMALS[unit])}
        read={readFigure}
        clean={cleanPasted}
        step={isShare(unit) ? PERCENT_STEP : least}
        least={least}
        error={
          unit === "contracts" ? (contracts === null ? null : sizeError(terms, contracts)) : amountError(unit, shown, contracts, lot, terms)
        }
      />
      <div className={styles.quick}>
        <span className={`${text.second} ${text.figure}`}>
          {unit !== "contracts" && contracts !== null
            ? ticketTexts.comesToContracts(figure(contracts))
            : costSats === null
              ? ""
              : `= ${coins(costSats)} XBT`}
        </span>
        <span className={styles.shares}>
          {SHARES.map((share) => (
            <button
              key={share}
              type="button"
              disabled={!hasFunds}
              aria-label={ticketTexts.shareOfAvailable(share)}
              onClick={() => facts !== null && change({ contracts: contractsFor("percent", share, facts) })}
            >
              {share} %
            </button>
          ))}
          {units.includes("risk") && unit !== "risk" ? (
            <button type="button" onClick={() => choose("risk")}>
              {ticketTexts.byRisk}
            </button>
          ) : null}
        </span>
      </div>
    </div>
  );
}

/**
 * An amount that was typed stays what it is when somebody changes price, type, side, stop or leverage, and its contracts
 * follow. What the market does changes no size: the button must not say another figure than a moment ago.
 */
function useAmountFollows(facts: ReturnType<typeof useSizeFacts>): void {
  const { amount, price, ordType, side, hasBracket, stopLoss, change } = useDraftOrder();
  const leverage = facts?.leverage ?? null;
  const isKnown = facts !== null;
  const latest = useRef(facts);
  useEffect(() => {
    latest.current = facts;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is typed by hand makes it follow, and nothing else
  useEffect(() => {
    if (amount === null || latest.current === null) return;
    const contracts = contractsFor(amount.unit, amount.value, latest.current);
    if (contracts !== useDraftOrder.getState().contracts) change({ contracts, amount });
  }, [amount, price, ordType, side, hasBracket, stopLoss, leverage, isKnown, change]);
}

/** Why a lot has no size in a unit. */
const WITHOUT_LOT: Partial<Record<SizeUnit, string>> = ticketTexts.noShare;

/** Why an amount comes to no contracts. */
function amountError(
  unit: SizeUnit,
  amount: number | null,
  contracts: number | null,
  lot: number | null,
  terms: ContractTerms | null,
): string | null {
  if (amount === null || contracts !== null || terms === null) return null;
  if (lot === null) return WITHOUT_LOT[unit] ?? ticketTexts.priceFirst;
  const least = isShare(unit) ? Math.ceil(lot * 100) / 100 : lot;
  return ticketTexts.lotIs(figure(terms.lotSize), figure(least, Number.isInteger(least) ? 0 : DECIMALS[unit]), isShare(unit) ? "%" : unit);
}
