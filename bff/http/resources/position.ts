import { ContractError, TEXT } from "../../contract/errors.ts";
import {
  positionGet,
  positionIsolateMargin,
  positionTransferIsolatedMargin,
  positionUpdateLeverage,
  positionUpdateRiskLimit,
} from "../../contract/operations/position.ts";
import { position } from "../../contract/tables/position.ts";
import { type Handler, handleOwn } from "../handler.ts";
import { matches, readColumns, readFilter } from "../list-query.ts";
import type { Principal } from "../principal.ts";
import type { Services } from "../services.ts";

/** A key for certain contracts leaves the others as they are. @throws ContractError 403 */
function requireSymbol({ caps }: Principal, symbol: string): string {
  if (caps !== null && caps.symbols.length > 0 && !caps.symbols.includes(symbol)) throw new ContractError(403, TEXT.accessDenied);
  return symbol;
}

export function positionHandlers({ positions }: Services): readonly Handler[] {
  return [
    handleOwn(positionGet, ({ params, principal }) => {
      const pick = readColumns(position, params.columns);
      const filter = readFilter(position, params.filter);
      const rows = positions.rows(principal.account).filter((row) => matches(position, row, filter));
      return rows.slice(0, params.count ?? rows.length).map(pick);
    }),
    handleOwn(positionUpdateLeverage, ({ params, principal }) =>
      positions.setLeverage(principal.account, requireSymbol(principal, params.symbol), params.leverage),
    ),
    handleOwn(positionIsolateMargin, ({ params, principal }) =>
      positions.isolate(principal.account, requireSymbol(principal, params.symbol), params.enabled ?? true),
    ),
    handleOwn(positionUpdateRiskLimit, ({ params, principal }) =>
      positions.setRiskLimit(principal.account, requireSymbol(principal, params.symbol), params.riskLimit),
    ),
    handleOwn(positionTransferIsolatedMargin, ({ params, principal }) =>
      positions.transferMargin(principal.account, requireSymbol(principal, params.symbol), params.amount),
    ),
  ];
}
