import { Component, type ReactNode } from "react";
import { useDialogs } from "../stores/dialogs.ts";
import { useNotices } from "../stores/notices.ts";
import * as shellTexts from "../texts/shell.ts";

interface Props {
  readonly children: ReactNode;
}

/** A dialog whose file does not come, or that fails, is closed and told of; the page behind it trades on. */
export class DialogBoundary extends Component<Props, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { readonly hasFailed: boolean } {
    return { hasFailed: true };
  }

  override componentDidCatch(): void {
    useDialogs.getState().close();
    useNotices.getState().tell(shellTexts.notOpened, { isError: true });
    this.setState({ hasFailed: false });
  }

  override render(): ReactNode {
    return this.state.hasFailed ? null : this.props.children;
  }
}
