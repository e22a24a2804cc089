import { cancelOrdersById } from "../../../rest/orders.ts";
import { useAccount } from "../../../stores/account.ts";
import { useChosenOrders } from "../../../stores/chosen-orders.ts";
import * as tablesTexts from "../../../texts/tables.ts";
import { Button } from "../../../ui/button.tsx";
import { useRequest } from "./use-request.ts";

/** Cancels the orders that are ticked; it only lowers risk, so it does not ask. */
export function CancelChosen() {
  const { ids, clear } = useChosenOrders();
  const open = useAccount(({ orders }) => orders);
  const { isBusy, run } = useRequest(tablesTexts.ordersNotCancelled);
  const chosen = open.filter(({ orderID }) => ids.has(orderID)).map(({ orderID }) => orderID);
  if (chosen.length === 0) return null;
  const cancel = async () => {
    if (await run(() => cancelOrdersById(chosen))) clear();
  };
  return (
    <Button kind="plain" disabled={isBusy} onClick={() => void cancel()}>
      {tablesTexts.cancelChosen(chosen.length)}
    </Button>
  );
}
