import { useState, useSyncExternalStore } from "react";
import { figure, timeOfDay } from "../market/figures.ts";
import { callLog, lastAction, type MadeCall } from "../rest/call-log.ts";
import { LANGUAGES, type Language, snippetOf } from "../rest/call-snippets.ts";
import { useDialogs } from "../stores/dialogs.ts";
import * as callsTexts from "../texts/calls.ts";
import * as commonTexts from "../texts/common.ts";
import { Button } from "../ui/button.tsx";
import { Choice } from "../ui/choice.tsx";
import { classNames } from "../ui/class-names.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Scroller } from "../ui/scroller.tsx";
import text from "../ui/text.module.css";
import styles from "./calls-dialog.module.css";

const LANGUAGE_NAMES: Readonly<Record<Language, string>> = callsTexts.languages;
const OPTIONS = LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }));

/** What was done last, as the calls that were made: whatever the terminal does, a program can. */
export function CallsDialog() {
  const close = useDialogs((dialogs) => dialogs.close);
  const calls = useSyncExternalStore(callLog.subscribe, callLog.get);
  const [chosen, setChosen] = useState<number | null>(null);
  const [language, setLanguage] = useState<Language>("curl");
  const call = calls.find(({ number }) => number === chosen) ?? lastAction(calls) ?? calls[0];
  return (
    <Dialog title={callsTexts.heading} look="wide" onClose={close}>
      {call === undefined ? (
        <p className={text.second}>{callsTexts.about}</p>
      ) : (
        <div className={styles.columns}>
          <ul className={styles.calls} aria-label={callsTexts.listLabel}>
            {calls.map((one) => (
              <li key={one.number}>
                <button
                  type="button"
                  className={classNames(styles.call, one === call && styles.chosen)}
                  aria-pressed={one === call}
                  onClick={() => setChosen(one.number)}
                >
                  <span>
                    {one.verb} {one.path}
                  </span>
                  <span className={classNames(text.third, text.figure)}>
                    {timeOfDay(one.atMs)} {answerWords(one)}
                  </span>
                </button>
              </li>
            ))}
          </ul>
          <Snippet call={call} language={language} onLanguage={setLanguage} />
        </div>
      )}
    </Dialog>
  );
}

function answerWords({ status, tookMs }: MadeCall): string {
  if (status === null) return callsTexts.underWay;
  return status === 0 ? callsTexts.noAnswer : callsTexts.statusIn(status, figure(tookMs));
}

interface SnippetProps {
  readonly call: MadeCall;
  readonly language: Language;
  readonly onLanguage: (language: Language) => void;
}

function Snippet({ call, language, onLanguage }: SnippetProps) {
  const [copied, setCopied] = useState<string | null>(null);
  const code = snippetOf(language, call, location.origin);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(code);
      setCopied(code);
    } catch {
      // Where the browser does not let a page copy, the text can be marked by hand.
      setCopied(null);
      const field = document.querySelector("#api-call");
      if (field !== null) getSelection()?.selectAllChildren(field);
    }
  };
  return (
    <div className={styles.snippet}>
      <div className={styles.head}>
        <Choice label={callsTexts.language} options={OPTIONS} value={language} onChange={onLanguage} />
        <Button size="small" onClick={() => void copy()}>
          {copied === code ? commonTexts.copied : commonTexts.copy}
        </Button>
      </div>
      <Scroller label={callsTexts.callIn(LANGUAGE_NAMES[language])} className={styles.code}>
        <pre id="api-call">{code}</pre>
      </Scroller>
      <p className={text.second}>{call.access === "account" ? callsTexts.byKey : callsTexts.bySession}</p>
    </div>
  );
}
