import { usePublished, useTerminal } from "../../stores/terminal.ts";
import * as commonTexts from "../../texts/common.ts";
import { Select } from "../../ui/select.tsx";

/** The contract that a page about a market speaks of. */
export function MarketChoice({ symbol, onChange }: { readonly symbol: string; readonly onChange: (symbol: string) => void }) {
  const contracts = usePublished(useTerminal().contracts);
  const symbols = contracts.has(symbol) ? [...contracts.keys()] : [symbol, ...contracts.keys()];
  return (
    <Select
      label={commonTexts.contract}
      options={symbols.map((name) => ({ value: name, label: name }))}
      value={symbol}
      onChange={onChange}
    />
  );
}
