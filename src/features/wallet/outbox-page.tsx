import { useState } from "react";
import { moment } from "../../market/figures.ts";
import { useOutbox } from "../../rest/security.ts";
import * as outboxTexts from "../../texts/outbox.ts";
import { Banner } from "../../ui/banner.tsx";
import { Field } from "../../ui/field.tsx";
import { Scroller } from "../../ui/scroller.tsx";
import text from "../../ui/text.module.css";
import styles from "./account-frame.module.css";
import security from "./security.module.css";

const LINK = /(https?:\/\/\S+)/;

/** Letters of a local exchange, which go nowhere else. */
export function OutboxPage() {
  const [email, setEmail] = useState("");
  const { data, error } = useOutbox(email.includes("@") ? email.trim() : "");
  return (
    <Scroller label={outboxTexts.heading} className={styles.frame}>
      <div className={security.link}>
        <h1>{outboxTexts.heading}</h1>
        <p className={styles.note}>{outboxTexts.about}</p>
        <Field
          label={outboxTexts.to}
          type="email"
          placeholder={outboxTexts.everybody}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        {error !== null ? <Banner kind="error" statement={outboxTexts.noOutbox} /> : null}
        {data?.length === 0 ? <p className={styles.note}>{outboxTexts.noLetters}</p> : null}
        {data?.map((letter) => (
          <article key={letter.id} className={styles.part} aria-label={letter.subject}>
            <h2 className={styles.name}>{letter.subject}</h2>
            <p className={text.third}>{outboxTexts.letter(moment(letter.timestamp), letter.to, letter.state)}</p>
            <pre className={security.letter}>
              {letter.text.split(LINK).map((part, i) =>
                LINK.test(part) ? (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never change places
                  <a key={i} href={part} className={text.link}>
                    {part}
                  </a>
                ) : (
                  part
                ),
              )}
            </pre>
          </article>
        ))}
      </div>
    </Scroller>
  );
}
