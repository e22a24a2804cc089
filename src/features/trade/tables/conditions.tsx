import { MISSING } from "../../../market/figures.ts";
import { Tag } from "../../../ui/tag.tsx";
import text from "../../../ui/text.module.css";

const CONDITIONS: readonly (readonly [inst: string, words: string])[] = [
  ["ParticipateDoNotInitiate", "post-only"],
  ["ReduceOnly", "reduce-only"],
  ["Close", "close"],
];

export function Conditions({ execInst }: { readonly execInst: string }) {
  const held = CONDITIONS.filter(([inst]) => execInst.split(",").includes(inst));
  if (held.length === 0) return <span className={text.third}>{MISSING}</span>;
  return held.map(([inst, words]) => <Tag key={inst}>{words}</Tag>);
}
