import { useState } from "react";
import { RATE_SCALE } from "../../../../bff/contract/pricing/round.ts";
import { type ContractTerms, termsAtTier } from "../../../../bff/contract/pricing/terms.ts";
import { coins, figure, percent } from "../../../market/figures.ts";
import { mostLeverage } from "../../../market/leverage-scale.ts";
import { setRiskLimit } from "../../../rest/orders.ts";
import { useIsSignedIn } from "../../../stores/session.ts";
import { useTerminal } from "../../../stores/terminal.ts";
import * as ticketTexts from "../../../texts/ticket.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Select } from "../../../ui/select.tsx";
import text from "../../../ui/text.module.css";
import { MarginMoves } from "../margin-moves.tsx";
import dialog from "../tables/close-position.module.css";
import { useRequest } from "../tables/use-request.ts";
import { type MarginPreview, useMarginPreview } from "../use-margin-preview.ts";
import styles from "./leverage-control.module.css";
import { BeforeAfter } from "./preview-line.tsx";

/** Steps that are offered above the contract's own limit; more can be asked for by the API. */
const OFFERED_STEPS = 10;

const rate = (value: number) => percent(value / RATE_SCALE, 2);
const limitWords = ({ riskLimitSats }: ContractTerms) => `${coins(riskLimitSats, 0)} XBT`;
const leverageWords = (terms: ContractTerms) => `${figure(mostLeverage(terms) / 100, mostLeverage(terms) % 100 === 0 ? 0 : 2)}×`;

/** How much may be held by the margin rates that are shown, and the way to hold more. */
export function RiskLimit() {
  const { symbol } = useTerminal();
  const isSignedIn = useIsSignedIn();
  const [isOpen, setOpen] = useState(false);
  const now = useMarginPreview(symbol);
  if (now === null || now.listed.riskStepSats <= 0) return null;
  const { terms } = now;
  return (
    <div className={styles.limit}>
      <span className={text.second}>{ticketTexts.riskLimit}</span>
      <span className={text.figure}>
        {isSignedIn ? (
          <button
            type="button"
            className={text.link}
            aria-haspopup="dialog"
            aria-label={ticketTexts.changeRiskLimit(limitWords(terms))}
            onClick={() => setOpen(true)}
          >
            {limitWords(terms)}
          </button>
        ) : (
          limitWords(terms)
        )}
        <span className={text.third}>
          {" "}
          · {rate(terms.initMarginRate)} / {rate(terms.maintMarginRate)}
        </span>
      </span>
      {isOpen ? <RiskLimitDialog symbol={symbol} now={now} onClose={() => setOpen(false)} /> : null}
    </div>
  );
}

interface RiskLimitDialogProps {
  readonly symbol: string;
  readonly now: MarginPreview;
  readonly onClose: () => void;
}

function RiskLimitDialog({ symbol, now, onClose }: RiskLimitDialogProps) {
  const { listed, terms, riskSteps, position, availableSats } = now;
  const [steps, setSteps] = useState(riskSteps);
  const { isBusy, run } = useRequest(ticketTexts.riskLimitNotChanged);
  const after = termsAtTier(listed, steps);
  const move = now.preview({ terms: after });
  const tiers = Array.from({ length: Math.max(OFFERED_STEPS, riskSteps) + 1 }, (_, i) => termsAtTier(listed, i)).filter(
    ({ initMarginRate }) => initMarginRate <= RATE_SCALE,
  );
  const save = async () => {
    if (await run(() => setRiskLimit(symbol, after.riskLimitSats))) onClose();
  };
  return (
    <Dialog title={ticketTexts.riskLimitOf(symbol)} onClose={onClose}>
      <p className={text.second}>{ticketTexts.riskLimitAbout}</p>
      <div className={styles.tiers}>
        <Select
          label={ticketTexts.riskLimitSlider}
          value={String(steps)}
          onChange={(value) => setSteps(Number(value))}
          options={tiers.map((tier, i) => ({
            value: String(i),
            label: ticketTexts.riskLimitStep(limitWords(tier), rate(tier.initMarginRate), rate(tier.maintMarginRate)),
          }))}
        />
      </div>
      <MarginMoves symbol={symbol} move={move} isHeld={position?.isOpen === true} availableSats={availableSats}>
        <div>
          <dt>{ticketTexts.initialMargin}</dt>
          <dd>
            <BeforeAfter before={rate(terms.initMarginRate)} after={rate(after.initMarginRate)} />
          </dd>
        </div>
        <div>
          <dt>{ticketTexts.maintenanceMargin}</dt>
          <dd>
            <BeforeAfter before={rate(terms.maintMarginRate)} after={rate(after.maintMarginRate)} />
          </dd>
        </div>
        <div>
          <dt>{ticketTexts.highestLeverage}</dt>
          <dd>
            <BeforeAfter before={leverageWords(terms)} after={leverageWords(after)} />
          </dd>
        </div>
      </MarginMoves>
      <div className={dialog.actions}>
        <Button disabled={isBusy || steps === riskSteps} onClick={() => void save()}>
          {ticketTexts.setRiskLimit(limitWords(after))}
        </Button>
        <Button onClick={onClose}>{ticketTexts.keepRiskLimit(limitWords(terms))}</Button>
      </div>
    </Dialog>
  );
}
