import { Component, type ReactNode } from "react";
import * as commonTexts from "../texts/common.ts";
import styles from "./error-boundary.module.css";
import text from "./text.module.css";

interface ErrorBoundaryProps {
  /** What has failed, as in 'The chart could not be shown.' */
  readonly what: string;
  readonly children: ReactNode;
}

/** Keeps a failure to the part of the page that it happened in. React writes the error itself to the console. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { readonly hasFailed: boolean } {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children;
    return (
      <p role="alert" className={styles.failed}>
        {commonTexts.notShown(
          this.props.what,
          <button type="button" className={text.link} onClick={() => location.reload()}>
            {commonTexts.loadAgain}
          </button>,
        )}
      </p>
    );
  }
}
