import { Check, TriangleAlert } from "lucide-react";
import { Link } from "wouter";
import type { CheckUpRow } from "../../../bff/contract/operations/security.ts";
import { useCheckUp } from "../../rest/security.ts";
import { useSession } from "../../stores/session.ts";
import * as factorsTexts from "../../texts/factors.ts";
import { classNames } from "../../ui/class-names.ts";
import text from "../../ui/text.module.css";
import { Part } from "./account-frame.tsx";
import styles from "./security.module.css";

/** Where each fix is made: on this page, or another. */
const FIXES: Readonly<Record<string, readonly [href: string, act: string]>> = {
  factor: ["#factors", factorsTexts.toAddFactor],
  passkey: ["#factors", factorsTexts.toAddPasskey],
  codes: ["#factors", factorsTexts.toCreateCodes],
  phrase: ["#settings", factorsTexts.toSetPhrase],
  keys: ["/account/keys", factorsTexts.toSetNetworks],
  lock: ["#settings", factorsTexts.toLock],
};
/** A local exchange shows its letters; elsewhere the first steps send another one. */
const fixOf = (id: string, isLocal: boolean): readonly [href: string, act: string] =>
  id === "address"
    ? isLocal
      ? ["/outbox", factorsTexts.readLetter]
      : ["/account/start", factorsTexts.sendLetterAgain]
    : (FIXES[id] ?? ["#factors", factorsTexts.fix]);

/** A place on this page, or another page of the terminal, which does not load again for it. */
function Fix({ href, act }: { readonly href: string; readonly act: string }) {
  return href.startsWith("#") ? (
    <a href={href} className={text.link}>
      {act}
    </a>
  ) : (
    <Link href={href} className={text.link}>
      {act}
    </Link>
  );
}

/** How well the account is kept, out of ten, with a way to each fix. */
export function CheckUpPart({ account }: { readonly account: number }) {
  const { data } = useCheckUp(account);
  const isLocal = useSession(({ session }) => session?.mode === "local");
  if (data === undefined) return null;
  const open = data.items.filter(({ isDone }) => !isDone);
  return (
    <Part
      name={factorsTexts.checkUp}
      about={open.length === 0 ? factorsTexts.nothingMissing : factorsTexts.toFix(open.length)}
      actions={
        open.length === 0 ? null : (
          <Link href="/account/start" className={text.link}>
            {factorsTexts.stepByStep}
          </Link>
        )
      }
    >
      <div className={styles.checkUp}>
        <Score row={data} />
        <ul className={styles.items}>
          {[...open, ...data.items.filter(({ isDone }) => isDone)].map(({ id, what, points, isDone }) => {
            const [href, act] = fixOf(id, isLocal);
            return (
              <li key={id} className={styles.item}>
                {isDone ? (
                  <Check size={16} strokeWidth={1.5} aria-label={factorsTexts.done} />
                ) : (
                  <TriangleAlert size={16} strokeWidth={1.5} aria-label={factorsTexts.missing} className={text.risk} />
                )}
                <span className={classNames(styles.what, isDone && text.second)}>{what}</span>
                <span className={text.figure}>{isDone ? points : `+${points}`}</span>
                <span className={styles.fix}>
                  {isDone ? <span className={text.third}>{factorsTexts.done}</span> : <Fix href={href} act={act} />}
                </span>
              </li>
            );
          })}
        </ul>
      </div>
    </Part>
  );
}

/** The points, as a figure, as a row of boxes, and in words. */
export function Score({ row: { points, of, items } }: { readonly row: CheckUpRow }) {
  return (
    <div>
      <p>
        <span className={styles.score}>{points}</span> <span className={text.third}>{factorsTexts.of(of)}</span>
      </p>
      <div className={styles.points} aria-hidden="true">
        {items
          .flatMap(({ id, points, isDone }) => Array.from({ length: points }, (_, i) => ({ key: `${id}${i}`, isDone })))
          .toSorted((a, b) => Number(b.isDone) - Number(a.isDone))
          .map(({ key, isDone }) => (
            <span key={key} className={classNames(styles.point, isDone && styles.full)} />
          ))}
      </div>
      <p className={styles.verdict}>
        {items.some(({ id, isDone }) => id === "factor" && isDone) ? factorsTexts.passwordAloneFails : factorsTexts.passwordAloneWorks}
      </p>
    </div>
  );
}
