import { X } from "lucide-react";
import { useEffect } from "react";
import { Link } from "wouter";
import { timeOfDay } from "../market/figures.ts";
import { type Notice, useNotices } from "../stores/notices.ts";
import * as shellTexts from "../texts/shell.ts";
import { classNames } from "../ui/class-names.ts";
import { Direction } from "../ui/direction.tsx";
import text from "../ui/text.module.css";
import styles from "./notice-list.module.css";

/** How long a notice stays; what failed stays longer. */
const SHOWN_MS = 6_000;
const ERROR_SHOWN_MS = 12_000;

/** What has just happened, bottom right, read aloud when there is a pause. */
export function NoticeList() {
  const notices = useNotices((state) => state.notices);
  return (
    <div role="log" aria-label={shellTexts.notices} aria-live="polite" className={styles.list}>
      {notices.map((notice) => (
        <NoticeLine key={notice.id} notice={notice} />
      ))}
    </div>
  );
}

function NoticeLine({ notice: { id, atMs, text: words, side, isError, link, stays } }: { readonly notice: Notice }) {
  const dismiss = useNotices((state) => state.dismiss);
  useEffect(() => {
    if (stays) return undefined;
    const timer = setTimeout(() => dismiss(id), isError ? ERROR_SHOWN_MS : SHOWN_MS);
    return () => clearTimeout(timer);
  }, [id, isError, stays, dismiss]);
  return (
    <p className={classNames(styles.notice, isError && styles.error)}>
      {side === null ? null : (
        <span className={side === "Buy" ? text.buy : text.sell}>
          <Direction isUp={side === "Buy"} />
        </span>
      )}
      <span className={styles.words}>
        {words}
        {link === null ? null : (
          <>
            {" "}
            <Link href={link.href} className={text.link}>
              {link.words}
            </Link>
          </>
        )}
      </span>
      <span className={classNames(text.third, text.figure)}>{timeOfDay(atMs)}</span>
      <button type="button" className={styles.dismiss} aria-label={shellTexts.dismiss} onClick={() => dismiss(id)}>
        <X size={14} strokeWidth={1.5} aria-hidden="true" />
      </button>
    </p>
  );
}
