import type { InsuranceRow } from "../../contract/tables/insurance.ts";
import { CURRENCY } from "../../contract/vocabulary.ts";
import { INSURANCE } from "../../engine/records.ts";
import type { SlotReader } from "../../engine/slots.ts";

/** What the insurance fund held at a noon, as a row of the wire. */
export function insuranceRow(record: SlotReader): InsuranceRow {
  return {
    currency: CURRENCY,
    timestamp: new Date(record.number(INSURANCE.noonMs)).toISOString(),
    walletBalance: record.number(INSURANCE.balanceSats),
  };
}
