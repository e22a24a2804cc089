import { type FormEvent, useState } from "react";
import type { ApiKeyRow } from "../../../bff/contract/operations/api-key.ts";
import { readFigure } from "../../market/figures.ts";
import { type NewKey, useMakeKey } from "../../rest/wallet.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { CheckBox } from "../../ui/check-box.tsx";
import { Choice } from "../../ui/choice.tsx";
import { Field } from "../../ui/field.tsx";
import styles from "./account-frame.module.css";
import { useApproved } from "./use-approved.tsx";

const SATS = 100_000_000;
const DAY_MS = 86_400_000;
type Trades = "read" | "orderCancel" | "order";
const TRADES: readonly { readonly value: Trades; readonly label: string }[] = [
  { value: "read", label: "Read" },
  { value: "orderCancel", label: "Cancel" },
  { value: "order", label: "Order" },
];
const EMPTY = { name: "", cidr: "", days: "90", symbols: "", order: "", daily: "", loss: "", deviation: "5", publicKey: "" };

interface NewKeyFormProps {
  readonly onMade: (row: ApiKeyRow) => void;
  readonly onClose: () => void;
}

/** A key with as little as it needs: caps that are left empty do not bound it. */
export function NewKeyForm({ onMade, onClose }: NewKeyFormProps) {
  const [fields, setFields] = useState(EMPTY);
  const [trades, setTrades] = useState<Trades>("read");
  const [mayWithdraw, setMayWithdraw] = useState(false);
  const [isReduceOnly, setReduceOnly] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const make = useMakeKey();
  const { run, failure, dialog } = useApproved();
  const field = (name: keyof typeof EMPTY) => ({
    value: fields[name],
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => {
      const { value } = event.currentTarget;
      setFields((before) => ({ ...before, [name]: value }));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wish = readWish(fields, trades, mayWithdraw, isReduceOnly);
    setWrong(typeof wish === "string" ? wish : null);
    if (typeof wish !== "string") run(async () => onMade(await make.mutateAsync(wish)));
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <Field label="Name" maxLength={64} {...field("name")} />
      <Choice label="May" options={TRADES} value={trades} onChange={setTrades} />
      <CheckBox isChecked={mayWithdraw} onChange={setMayWithdraw}>
        May ask for withdrawals; each is confirmed by your mail all the same
      </CheckBox>
      <Field label="From addresses" hint="As 203.0.113.7, 2001:db8::/32. Empty for any." {...field("cidr")} />
      <Field label="Ends in" unit="days" inputMode="numeric" hint="Empty for 90, or 30 where it may withdraw." {...field("days")} />
      {trades === "order" ? (
        <>
          <Field label="Contracts" hint="As XBTUSD, ETHUSD. Empty for all." {...field("symbols")} />
          <Field label="An order at most" unit="XBT" inputMode="decimal" {...field("order")} />
          <Field label="A day's orders at most" unit="XBT" inputMode="decimal" {...field("daily")} />
          <Field label="After a day's loss of" unit="XBT" inputMode="decimal" hint="it may only reduce positions" {...field("loss")} />
          <Field label="Off the mark at most" unit="%" inputMode="decimal" {...field("deviation")} />
          <CheckBox isChecked={isReduceOnly} onChange={setReduceOnly}>
            May only reduce positions
          </CheckBox>
        </>
      ) : null}
      <Field
        label="Ed25519 public key"
        hint="In PEM; then there is no secret that anybody else holds. Empty for a secret."
        {...field("publicKey")}
      />
      {wrong === null && failure === null ? null : <Banner kind="error" statement={wrong ?? failure ?? ""} />}
      <div className={styles.row}>
        <Button type="submit" kind="primary" disabled={make.isPending}>
          Make the key
        </Button>
        <Button onClick={onClose}>Leave it</Button>
      </div>
      {dialog}
    </form>
  );
}

/** What is asked for, or what is wrong with it. */
function readWish(fields: typeof EMPTY, trades: Trades, mayWithdraw: boolean, isReduceOnly: boolean): NewKey | string {
  const list = (typed: string) => typed.split(/[\s,]+/).filter((one) => one !== "");
  const days = fields.days.trim() === "" ? null : readFigure(fields.days);
  if (days !== null && !(days > 0)) return "The days until it ends are no number above zero.";
  const permissions = [...(trades === "read" ? [] : [trades]), ...(mayWithdraw ? (["withdraw"] as const) : [])];
  const wish: NewKey = {
    name: fields.name,
    permissions,
    cidr: list(fields.cidr),
    ...(days === null ? {} : { expires: new Date(Date.now() + days * DAY_MS).toISOString() }),
    ...(fields.publicKey.trim() === "" ? {} : { publicKey: pem(fields.publicKey) }),
  };
  if (trades !== "order") return wish;
  const caps: Record<string, number> = {};
  for (const [name, typed, scale] of [
    ["maxOrderValue", fields.order, SATS],
    ["maxDailyValue", fields.daily, SATS],
    ["maxDailyLoss", fields.loss, SATS],
    ["maxDeviation", fields.deviation, 0.01],
  ] as const) {
    if (typed.trim() === "") continue;
    const value = readFigure(typed);
    if (value === null || !(value > 0)) return `${typed} is no number above zero.`;
    caps[name] = scale === SATS ? Math.round(value * SATS) : Number((value * scale).toFixed(8));
  }
  return { ...wish, ...caps, symbols: list(fields.symbols), reduceOnly: isReduceOnly };
}

/** A field has one line: the marks at both ends of a PEM get theirs back. */
const pem = (typed: string) => {
  const data = typed.replaceAll(/-----(BEGIN|END) PUBLIC KEY-----/g, "").replaceAll(/\s+/g, "");
  return `-----BEGIN PUBLIC KEY-----\n${data}\n-----END PUBLIC KEY-----\n`;
};
