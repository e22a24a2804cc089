import type { InstrumentRow } from "../../bff/contract/tables/instrument.ts";
import { instrument } from "../../bff/contract/tables/instrument.ts";

const SATS = 100_000_000;
const QUARTER = "2026-12-25T12:00:00.000Z";

/** Every column as it is where nothing is known. */
const EMPTY = Object.fromEntries(Object.keys(instrument.columns).map((name) => [name, null])) as unknown as InstrumentRow;

const contract = {
  state: "Open",
  typ: "FFWCSX",
  settlCurrency: "XBt",
  isInverse: false,
  isQuanto: false,
  lotSize: 1,
  maxOrderQty: 10_000_000,
  maxPrice: 1_000_000,
  initMargin: 0.01,
  maintMargin: 0.005,
  riskLimit: 200 * SATS,
  riskStep: 100 * SATS,
  makerFee: -0.000_25,
  takerFee: 0.000_75,
  settlementFee: 0,
} as const;
const inverse = {
  ...contract,
  rootSymbol: "XBT",
  underlying: "XBT",
  quoteCurrency: "USD",
  positionCurrency: "USD",
  referenceSymbol: ".BXBT",
  multiplier: -SATS,
  isInverse: true,
  tickSize: 0.5,
} as const;
const alt = (coin: string, tickSize: number) =>
  ({
    ...contract,
    typ: "FFCCSX",
    rootSymbol: coin,
    underlying: coin,
    quoteCurrency: "XBT",
    positionCurrency: coin,
    referenceSymbol: `.B${coin}XBT30M`,
    multiplier: SATS,
    tickSize,
    maxPrice: 10,
    expiry: QUARTER,
  }) as const;

/** Parameters of 2019. Source: section 6.2 of the contract. */
const ROWS = {
  ".BXBT": { state: "Unlisted", typ: "MRCXXX", rootSymbol: "XBT", underlying: "XBT", quoteCurrency: "USD", tickSize: 0.01 },
  XBTUSD: { ...inverse, lotSize: 100 },
  ETHUSD: {
    ...contract,
    rootSymbol: "ETH",
    underlying: "ETH",
    quoteCurrency: "USD",
    positionCurrency: "",
    referenceSymbol: ".BETH",
    multiplier: 100,
    isQuanto: true,
    tickSize: 0.05,
  },
  XBTZ26: { ...inverse, typ: "FFCCSX", expiry: QUARTER },
  ADAZ26: alt("ADA", 0.000_000_01),
  LTCZ26: alt("LTC", 0.000_005),
} as const satisfies Record<string, Partial<InstrumentRow>>;

/** The row of a contract of each kind, or of an index. */
export const aRow = (symbol: keyof typeof ROWS, change: Partial<InstrumentRow> = {}): InstrumentRow => ({
  ...EMPTY,
  ...ROWS[symbol],
  symbol,
  ...change,
});
