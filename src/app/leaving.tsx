import { useEffect, useState } from "react";
import * as shellTexts from "../texts/shell.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import text from "../ui/text.module.css";
import styles from "./about-dialog.module.css";

/** Of the one link that was asked about already. */
const ASKED = "data-leaves";

/** Where a press leads, if that is another site; null for pages, downloads and files of our own. */
function awayOf(target: EventTarget | null): URL | null {
  const link = target instanceof Element ? target.closest<HTMLAnchorElement>("a[href]") : null;
  if (link === null || link.hasAttribute(ASKED)) return null;
  const url = new URL(link.href);
  return /^https?:$/.test(url.protocol) && url.origin !== window.location.origin ? url : null;
}

/** Nobody leaves for another site without being told: whatever part of the app, or of an announcement, the link stands in. */
export function Leaving() {
  const [to, setTo] = useState<URL | null>(null);
  useEffect(() => {
    const ask = (event: MouseEvent) => {
      const away = awayOf(event.target);
      if (away === null) return;
      event.preventDefault();
      setTo(away);
    };
    const presses = ["click", "auxclick"] as const;
    for (const press of presses) document.addEventListener(press, ask, true);
    return () => {
      for (const press of presses) document.removeEventListener(press, ask, true);
    };
  }, []);
  if (to === null) return null;
  const stay = () => setTo(null);
  return (
    <Dialog title={shellTexts.leave} onClose={stay}>
      <div className={styles.prose}>
        <p>{shellTexts.leadsAway(<strong>{to.host}</strong>)}</p>
        <p>
          <a className={text.link} href={to.href} target="_blank" rel="noopener noreferrer nofollow" data-leaves="" onClick={stay}>
            {shellTexts.goTo(to.host)}
          </a>
        </p>
        <Button data-safe="" onClick={stay}>
          {shellTexts.stay}
        </Button>
      </div>
    </Dialog>
  );
}
