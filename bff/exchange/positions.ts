import { refused, TEXT } from "../contract/errors.ts";
import type { PositionRow } from "../contract/tables/position.ts";
import { accountHandle } from "../engine/accounts.ts";
import { encode } from "../engine/encode.ts";
import type { Exchange } from "./exchange.ts";

/** Positions of accounts, and the margin that stands behind them: the contract's words in, commands to the engine, rows out. */
export class Positions {
  private readonly exchange: Exchange;
  private readonly riskSteps: number;

  /** @param riskSteps steps by which a risk limit can be raised */
  constructor(exchange: Exchange, riskSteps: number) {
    this.exchange = exchange;
    this.riskSteps = riskSteps;
  }

  /** @param leverage zero for cross margin */
  async setLeverage(account: number, symbol: string, leverage: number): Promise<PositionRow> {
    const { exchange } = this;
    const listed = exchange.tables.catalogue.contract(symbol);
    // Adding zero makes minus zero plain zero.
    const hundredths = Math.round(leverage * 100) + 0;
    if (leverage < 0 || Math.abs(hundredths - leverage * 100) > 1e-9 || (leverage > 0 && hundredths === 0))
      throw refused(TEXT.invalidLeverage);
    await exchange.admission.pass(account, [], () =>
      exchange.submit((out) => encode.leverage(out, accountHandle(account), listed.handle, hundredths)),
    );
    return this.position(account, symbol);
  }

  /** Isolated margin starts at the contract's highest leverage, which cross margin stands for as well. */
  async isolate(account: number, symbol: string, enabled: boolean): Promise<PositionRow> {
    const { terms } = this.exchange.tables.catalogue.contract(symbol);
    const row = this.rows(account).find((position) => position.symbol === symbol);
    if (enabled && row !== undefined && !row.crossMargin) return row;
    return this.setLeverage(account, symbol, enabled ? 1e8 / terms.initMarginRate : 0);
  }

  /** @param riskLimit satoshis: the contract's own limit, or a number of its steps above */
  async setRiskLimit(account: number, symbol: string, riskLimit: number): Promise<PositionRow> {
    const { exchange } = this;
    const { handle, terms } = exchange.tables.catalogue.contract(symbol);
    const above = riskLimit - terms.riskLimitSats;
    const steps = above === 0 ? 0 : above / terms.riskStepSats;
    if (!Number.isInteger(steps) || steps < 0 || steps > this.riskSteps) throw refused(TEXT.invalidRiskLimit);
    await exchange.admission.pass(account, [], () =>
      exchange.submit((out) => encode.riskLimit(out, accountHandle(account), handle, steps)),
    );
    return this.position(account, symbol);
  }

  /** @param sats into the isolated position; below zero out of it */
  async transferMargin(account: number, symbol: string, sats: number): Promise<PositionRow> {
    const { exchange } = this;
    const { handle } = exchange.tables.catalogue.contract(symbol);
    if (!Number.isSafeInteger(sats)) throw refused(TEXT.invalidTransfer);
    await exchange.admission.pass(account, [], () =>
      exchange.submit((out) => encode.transferMargin(out, accountHandle(account), handle, sats)),
    );
    return this.position(account, symbol);
  }

  /** Rows of all positions of an account. */
  rows(account: number): PositionRow[] {
    const { tables } = this.exchange;
    return tables.accounts.positionRows(account, tables.marks);
  }

  private position(account: number, symbol: string): PositionRow {
    const row = this.rows(account).find((position) => position.symbol === symbol);
    if (row === undefined) throw new Error(`account ${account} has no position row for ${symbol} after setting its leverage`);
    return row;
  }
}
