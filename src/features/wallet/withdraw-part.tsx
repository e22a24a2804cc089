import { type FormEvent, useState } from "react";
import type { WithdrawRulesRow } from "../../../bff/contract/operations/withdrawal.ts";
import { coins, day, readFigure, timeOfDay } from "../../market/figures.ts";
import { useRequestWithdrawal } from "../../rest/wallet.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import styles from "./account-frame.module.css";
import { Part } from "./account-frame.tsx";
import { useApproved } from "./use-approved.tsx";

const SATS = 100_000_000;

interface WithdrawPartProps {
  readonly account: number;
  readonly rules: WithdrawRulesRow | undefined;
}

/** Asks for a withdrawal. What it costs and when it leaves stands beside the button. */
export function WithdrawPart({ rules }: WithdrawPartProps) {
  const [address, setAddress] = useState("");
  const [amount, setAmount] = useState("");
  const [note, setNote] = useState("");
  const [wrong, setWrong] = useState<string | null>(null);
  const [isAsked, setAsked] = useState(false);
  const request = useRequestWithdrawal();
  const { run, failure, dialog } = useApproved();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const typed = readFigure(amount);
    setAsked(false);
    setWrong(typed === null || !(typed > 0) ? "Type how many coins should arrive." : null);
    if (typed === null || !(typed > 0)) return;
    run(async () => {
      await request.mutateAsync({ amount: Math.round(typed * SATS), address: address.trim(), text: note });
      setAsked(true);
      setAmount("");
    });
  };
  return (
    <Part name="Withdraw">
      <form className={styles.form} onSubmit={submit}>
        <Field
          label="To address"
          autoComplete="off"
          spellCheck={false}
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
        <Field
          label="Amount"
          unit="XBT"
          inputMode="decimal"
          value={amount}
          onChange={(event) => setAmount(event.currentTarget.value)}
          {...(rules === undefined
            ? {}
            : { hint: `At least ${coins(rules.minAmount)}; ${coins(rules.dailyLeft)} are left of the day’s ${coins(rules.dailyLimit)}.` })}
        />
        <Field label="Note to yourself" maxLength={500} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
        {wrong === null && failure === null ? null : <Banner kind="error" statement={wrong ?? failure ?? ""} />}
        {isAsked ? (
          <Banner kind="risk" statement="Confirm it now">
            A letter is on its way. Its link is good for 10 minutes; nothing is sent before you use it.
          </Banner>
        ) : null}
        <Button type="submit" kind="primary" disabled={request.isPending}>
          Withdraw
        </Button>
        {rules === undefined ? null : (
          <p className={styles.note}>
            The fee is {coins(rules.fee)} XBT on top. What is confirmed by {timeOfDay(rules.cutOff)} UTC leaves at {day(rules.nextRun)}{" "}
            {timeOfDay(rules.nextRun)} UTC{rules.runNotice === "" ? "" : ` (${rules.runNotice})`}. From {coins(rules.largeAmount)} XBT on,
            two operators have to agree.
          </p>
        )}
      </form>
      {dialog}
    </Part>
  );
}
