import { X } from "lucide-react";
import { useState } from "react";
import { newestUnseen, useAnnouncements } from "../../stores/announcements.ts";
import { usePreferences } from "../../stores/preferences.ts";
import * as shellTexts from "../../texts/shell.ts";
import { Button } from "../../ui/button.tsx";
import { Scroller } from "../../ui/scroller.tsx";
import text from "../../ui/text.module.css";
import styles from "./announcement-bar.module.css";

/** What stands in the bar before somebody asks for more. */
const BRIEF = 160;

/** What the exchange announced last, below the top bar, until it is put away or withdrawn. Nothing moves where there is none. */
export function AnnouncementBar() {
  const rows = useAnnouncements((state) => state.rows);
  const seen = usePreferences((state) => state.announcementSeen);
  const set = usePreferences((state) => state.set);
  const [openId, setOpenId] = useState(0);
  const row = newestUnseen(rows, seen);
  const isLong = row !== null && (row.content.length > BRIEF || row.content.includes("\n"));
  const isOpen = row !== null && openId === row.id;
  return (
    <div role="status">
      {row === null ? null : (
        <div className={styles.bar}>
          <p className={styles.words}>
            <strong>{row.title}</strong> {isOpen ? null : <span className={`${text.second} ${styles.brief}`}>{brief(row.content)}</span>}{" "}
            {row.link === "" ? null : (
              <a href={row.link} className={text.link} rel="noreferrer" target="_blank">
                {shellTexts.readMore}
              </a>
            )}
          </p>
          {isLong ? (
            <Button kind="plain" aria-expanded={isOpen} onClick={() => setOpenId(isOpen ? 0 : row.id)}>
              {isOpen ? shellTexts.less : shellTexts.allOfIt}
            </Button>
          ) : null}
          <button
            type="button"
            className={styles.dismiss}
            aria-label={shellTexts.putAway}
            onClick={() => set({ announcementSeen: row.id })}
          >
            <X size={14} strokeWidth={1.5} aria-hidden="true" />
          </button>
          {isOpen ? (
            <Scroller label={shellTexts.announcement} className={styles.all}>
              {row.content}
            </Scroller>
          ) : null}
        </div>
      )}
    </div>
  );
}

function brief(content: string): string {
  const [first = ""] = content.split("\n", 1);
  return first.length > BRIEF ? `${first.slice(0, BRIEF).trimEnd()}…` : first;
}
