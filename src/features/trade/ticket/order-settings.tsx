import { SlidersHorizontal } from "lucide-react";
import { useState } from "react";
import { cleanPasted, figure, readFigure } from "../../../market/figures.ts";
import { type GuardBounds, MOST_BOUNDS } from "../../../market/order-guard.ts";
import { type AskedType, usePreferences } from "../../../stores/preferences.ts";
import * as commonTexts from "../../../texts/common.ts";
import * as ticketTexts from "../../../texts/ticket.ts";
import { CheckBox } from "../../../ui/check-box.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { FigureField } from "../../../ui/figure-field.tsx";
import text from "../../../ui/text.module.css";
import styles from "./order-settings.module.css";

const TYPES: readonly AskedType[] = ["Limit", "Market"];
const PERCENT_STEP = 0.5;
const CONTRACTS_STEP = 100;

/** When the ticket asks before it sends. */
export function OrderSettings() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className={styles.open}
        aria-label={ticketTexts.whenToAsk}
        title={ticketTexts.whenToAsk}
        onClick={() => setOpen(true)}
      >
        <SlidersHorizontal size={14} strokeWidth={1.5} aria-hidden="true" />
      </button>
      {isOpen ? <SettingsDialog onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function SettingsDialog({ onClose }: { readonly onClose: () => void }) {
  const { asksBefore, asksBeforeClosing, guard, set } = usePreferences();
  return (
    <Dialog title={ticketTexts.whenToAsk} onClose={onClose}>
      <div className={styles.rows}>
        {TYPES.map((type) => (
          <CheckBox key={type} isChecked={asksBefore[type]} onChange={(checked) => set({ asksBefore: { ...asksBefore, [type]: checked } })}>
            {ticketTexts.askBefore(type.toLowerCase())}
          </CheckBox>
        ))}
        <CheckBox isChecked={asksBeforeClosing} onChange={(checked) => set({ asksBeforeClosing: checked })}>
          {ticketTexts.askBeforeClosing}
        </CheckBox>
      </div>
      <p className={`${text.second} ${styles.note}`}>{ticketTexts.guardAbout}</p>
      <div className={styles.rows}>
        <BoundField bound="percent" label={ticketTexts.guardDistance} unit="%" step={PERCENT_STEP} guard={guard} />
        <BoundField bound="contracts" label={ticketTexts.guardSize} unit={commonTexts.contracts} step={CONTRACTS_STEP} guard={guard} />
      </div>
    </Dialog>
  );
}

interface BoundFieldProps {
  readonly bound: keyof GuardBounds;
  readonly label: string;
  readonly unit: string;
  readonly step: number;
  readonly guard: GuardBounds;
}

/** One bound. While what is typed is none, the old one holds. */
function BoundField({ bound, label, unit, step, guard }: BoundFieldProps) {
  const [typed, setTyped] = useState<number | null>(guard[bound]);
  const most = MOST_BOUNDS[bound];
  const isRight = typed !== null && typed > 0 && typed <= most;
  const write = (value: number) => figure(value, Number.isInteger(value) ? 0 : 1);
  return (
    <FigureField
      label={label}
      unit={unit}
      value={typed}
      onChange={(next) => {
        setTyped(next);
        if (next !== null && next > 0 && next <= most) usePreferences.getState().set({ guard: { ...guard, [bound]: next } });
      }}
      write={write}
      read={readFigure}
      clean={cleanPasted}
      step={step}
      error={isRight ? null : ticketTexts.guardOutOfRange(write(most), write(guard[bound]))}
    />
  );
}
