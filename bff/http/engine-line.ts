import type { FastifyRequest } from "fastify";
import { ContractError, TEXT } from "../contract/errors.ts";
import type { Operation } from "../contract/operation.ts";
import type { Exchange, QueueKind, QueueOrigin } from "../exchange/index.ts";

/**
 * What the engine is asked for, by operation: as what its wait is counted, and whether it is let into a full line:
 * always, never, or only when its body turns out to be exempt.
 */
const ASKED: Readonly<Record<string, { readonly kind: QueueKind; readonly exempt: "always" | "never" | "perhaps" }>> = {
  "Order.new": { kind: "new", exempt: "perhaps" },
  "Order.amend": { kind: "amend", exempt: "never" },
  "Order.cancel": { kind: "cancel", exempt: "always" },
  "Order.cancelAll": { kind: "cancelAll", exempt: "always" },
  "Order.cancelAllAfter": { kind: "other", exempt: "always" },
  "Order.closePosition": { kind: "other", exempt: "perhaps" },
  "Order.newBulk": { kind: "other", exempt: "never" },
  "Order.amendBulk": { kind: "other", exempt: "never" },
  "Position.updateLeverage": { kind: "other", exempt: "never" },
  "Position.isolateMargin": { kind: "other", exempt: "never" },
  "Position.updateRiskLimit": { kind: "other", exempt: "never" },
  "Position.transferIsolatedMargin": { kind: "other", exempt: "never" },
};

/** A request on its way to the engine. */
export interface InLine {
  readonly origin: QueueOrigin;
  readonly arrivedAtMs: number;
  kind: QueueKind;
  /** The line was full when it came, and only its body tells whether it may join all the same. */
  isBeyond: boolean;
  isRefused: boolean;
}

/**
 * Counts requests that the engine will be asked for, from their arrival to their answer. Whether one is let in is decided
 * as it arrives, by the length of the line alone, before anything of it is read but its head.
 */
export class EngineLine {
  private readonly exchange: Pick<Exchange, "admission" | "board">;
  private readonly now: () => number;

  /** @param now milliseconds of a clock that never goes back */
  constructor(exchange: Pick<Exchange, "admission" | "board">, now: () => number) {
    this.exchange = exchange;
    this.now = now;
  }

  /** Whether an operation may be let into a full line, always or by what its body says. */
  static mayJoinFull(operation: Operation): boolean {
    const asked = ASKED[operation.id];
    return asked !== undefined && asked.exempt !== "never";
  }

  /** @returns null for what the engine is not asked for. @throws ContractError 503 when the line is full */
  arrive(operation: Operation, request: FastifyRequest): InLine | null {
    const asked = ASKED[operation.id];
    if (asked === undefined) return null;
    const { admission, board } = this.exchange;
    const origin: QueueOrigin = request.headers["api-key"] === undefined ? "session" : "key";
    const isFull = !admission.hasRoom;
    const isRefused = isFull && asked.exempt === "never";
    board.came(origin, isRefused);
    if (isRefused) throw new ContractError(503, TEXT.overloaded);
    admission.arrive();
    return { origin, arrivedAtMs: this.now(), kind: asked.kind, isBeyond: isFull && asked.exempt === "perhaps", isRefused: false };
  }

  /**
   * The body of a request that came to a full line has been received, and is not read yet.
   *
   * @returns whether something in it may make it exempt; if not, it is refused before anything else is done about it
   */
  mayBeExempt(line: InLine, operation: Operation, url: string, body: Buffer): boolean {
    if (!line.isBeyond || operation.id !== "Order.new" || body.includes("Close") || url.includes("Close")) return true;
    this.countRefused(line);
    return false;
  }

  /**
   * Its parameters have been read.
   *
   * @throws ContractError 503 for one that came to a full line and is not exempt: an order that is no close of the whole
   *   position at once, or a close of the position at a price
   */
  read(line: InLine, params: Readonly<Record<string, unknown>>): void {
    if (line.kind === "cancel" && (isSeveral(params["orderID"]) || isSeveral(params["clOrdID"]))) line.kind = "cancelBulk";
    if (!line.isBeyond) return;
    const { execInst, orderQty = 0, stopPx, price } = params;
    const isExempt =
      line.kind === "new"
        ? String(execInst ?? "")
            .split(",")
            .some((one) => one.trim() === "Close") &&
          orderQty === 0 &&
          stopPx === undefined
        : price === undefined;
    if (isExempt) return;
    this.countRefused(line);
    throw new ContractError(503, TEXT.overloaded);
  }

  /** The request is answered, or its client has gone. */
  depart(line: InLine, status: number | null): void {
    const { admission, board } = this.exchange;
    admission.depart();
    if (status === 200 && !line.isRefused) board.answered(line.kind, this.now() - line.arrivedAtMs);
  }

  private countRefused(line: InLine): void {
    line.isRefused = true;
    this.exchange.board.refused(line.origin);
  }
}

const isSeveral = (ids: unknown) => Array.isArray(ids) && ids.length > 1;
