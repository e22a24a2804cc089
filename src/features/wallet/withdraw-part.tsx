import { type FormEvent, useState } from "react";
import type { WithdrawRulesRow } from "../../../bff/contract/operations/withdrawal.ts";
import { coins, moment, readFigure, timeOfDay } from "../../market/figures.ts";
import { useRequestWithdrawal } from "../../rest/wallet.ts";
import * as walletTexts from "../../texts/wallet.ts";
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
    setWrong(typed === null || !(typed > 0) ? walletTexts.typeAmount : null);
    if (typed === null || !(typed > 0)) return;
    run(async () => {
      await request.mutateAsync({ currency: "XBt", amount: Math.round(typed * SATS), address: address.trim(), text: note });
      setAsked(true);
      setAmount("");
    });
  };
  return (
    <Part name={walletTexts.withdraw}>
      <form className={styles.form} onSubmit={submit}>
        <Field
          label={walletTexts.toAddress}
          autoComplete="off"
          spellCheck={false}
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
        <Field
          label={walletTexts.amount}
          unit="XBT"
          inputMode="decimal"
          value={amount}
          onChange={(event) => setAmount(event.currentTarget.value)}
          {...(rules === undefined
            ? {}
            : { hint: walletTexts.amountHint(coins(rules.minAmount), coins(rules.dailyLeft), coins(rules.dailyLimit)) })}
        />
        <Field label={walletTexts.note} maxLength={500} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
        {wrong === null && failure === null ? null : <Banner kind="error" statement={wrong ?? failure ?? ""} />}
        {isAsked ? (
          <Banner kind="risk" statement={walletTexts.confirmNow}>
            {walletTexts.letterOnItsWay}
          </Banner>
        ) : null}
        <Button type="submit" kind="primary" disabled={request.isPending}>
          {walletTexts.withdraw}
        </Button>
        {rules === undefined ? null : (
          <p className={styles.note}>
            {walletTexts.feeAbout(
              coins(rules.fee),
              timeOfDay(rules.cutOff),
              moment(rules.nextRun),
              rules.runNotice,
              coins(rules.largeAmount),
            )}
          </p>
        )}
      </form>
      {dialog}
    </Part>
  );
}
