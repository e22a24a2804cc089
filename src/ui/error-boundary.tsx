import { Component, type ReactNode } from "react";
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
        {this.props.what} could not be shown. The rest of the page works.{" "}
        <button type="button" className={text.link} onClick={() => location.reload()}>
          Load the page again
        </button>
      </p>
    );
  }
}
