import type { Side } from "../../bff/contract/vocabulary.ts";
import type { AlertKind } from "../stores/alerts.ts";

interface Tone {
  readonly hertz: number;
  readonly atSeconds: number;
}

/** Up for what was bought, down for what was sold; kinds differ in rhythm too, for those who hear no pitch. */
function tonesOf(kind: AlertKind, side: Side | null): readonly Tone[] {
  switch (kind) {
    case "fill":
      return side === "Sell" ? notes(660, 494) : notes(494, 660);
    case "trigger":
      return notes(587, 587, 587);
    case "funding":
      return notes(440);
    case "liquidation":
      return notes(392, 330, 392, 330, 262);
  }
}

const STEP_SECONDS = 0.12;
const TONE_SECONDS = 0.1;
const VOLUME = 0.12;
const notes = (...hertz: readonly number[]): readonly Tone[] => hertz.map((each, i) => ({ hertz: each, atSeconds: i * STEP_SECONDS }));

let context: AudioContext | null = null;

/** Plays what a kind sounds like. A browser that has not been touched yet stays silent. */
export function playAlert(kind: AlertKind, side: Side | null): void {
  context ??= new AudioContext();
  const { destination } = context;
  if (context.state === "suspended") void context.resume();
  for (const { hertz, atSeconds } of tonesOf(kind, side)) {
    const start = context.currentTime + atSeconds;
    const tone = context.createOscillator();
    const loudness = context.createGain();
    tone.frequency.value = hertz;
    loudness.gain.setValueAtTime(VOLUME, start);
    loudness.gain.exponentialRampToValueAtTime(0.001, start + TONE_SECONDS);
    tone.connect(loudness).connect(destination);
    tone.start(start);
    tone.stop(start + TONE_SECONDS);
  }
}
