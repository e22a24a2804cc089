import { Check, TriangleAlert } from "lucide-react";
import { useCheckUp } from "../../rest/security.ts";
import { classNames } from "../../ui/class-names.ts";
import text from "../../ui/text.module.css";
import { Part } from "./account-frame.tsx";
import styles from "./security.module.css";

/** Where each fix is made: on this page, or the keys' own. */
const FIXES: Readonly<Record<string, readonly [href: string, act: string]>> = {
  factor: ["#factors", "Add a factor"],
  passkey: ["#factors", "Add a passkey"],
  codes: ["#factors", "Create codes"],
  address: ["/outbox", "Read the letter"],
  phrase: ["#settings", "Set a phrase"],
  keys: ["/account/keys", "Set networks"],
  lock: ["#settings", "Lock"],
};

/** How well the account is kept, out of ten, with a way to each fix. */
export function CheckUpPart({ account }: { readonly account: number }) {
  const { data } = useCheckUp(account);
  if (data === undefined) return null;
  const open = data.items.filter(({ isDone }) => !isDone);
  return (
    <Part name="Check-up" about={open.length === 0 ? "Nothing is missing." : `${open.length} to fix, two clicks each.`}>
      <div className={styles.checkUp}>
        <div>
          <p>
            <span className={styles.score}>{data.points}</span> <span className={text.third}>of {data.of}</span>
          </p>
          <div className={styles.points} aria-hidden="true">
            {data.items
              .flatMap(({ id, points, isDone }) => Array.from({ length: points }, (_, i) => ({ key: `${id}${i}`, isDone })))
              .toSorted((a, b) => Number(b.isDone) - Number(a.isDone))
              .map(({ key, isDone }) => (
                <span key={key} className={classNames(styles.point, isDone && styles.full)} />
              ))}
          </div>
        </div>
        <ul className={styles.items}>
          {[...open, ...data.items.filter(({ isDone }) => isDone)].map(({ id, what, points, isDone }) => {
            const [href, act] = FIXES[id] ?? ["#factors", "Fix"];
            return (
              <li key={id} className={styles.item}>
                {isDone ? (
                  <Check size={16} strokeWidth={1.5} aria-label="done" />
                ) : (
                  <TriangleAlert size={16} strokeWidth={1.5} aria-label="missing" className={text.risk} />
                )}
                <span className={classNames(styles.what, isDone && text.second)}>{what}</span>
                <span className={text.figure}>{isDone ? points : `+${points}`}</span>
                {isDone ? null : (
                  <a href={href} className={text.link}>
                    {act}
                  </a>
                )}
              </li>
            );
          })}
        </ul>
      </div>
    </Part>
  );
}
