import { type RefObject, useEffect } from "react";

/** Where a part of the page can be entered without anything happening by it. */
const ENTRANCE = '[role="tab"][aria-selected="true"], input:not(:disabled)';

const isLost = () => document.activeElement === null || document.activeElement === document.body;

/**
 * Keeps the focus near where it was when what had it vanishes, as the button of an order that is cancelled: with what
 * scrolls around it, or else at the nearest entrance. Never with another row's button: a second press would reach it.
 */
export function useKeptFocus(box: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    let path: readonly HTMLElement[] = [];
    const note = ({ target }: FocusEvent) => {
      path = target instanceof HTMLElement ? pathTo(target, element) : [];
    };
    const observer = new MutationObserver(() => {
      if (path[0]?.isConnected !== false) return;
      const near = path.filter(({ isConnected }) => isConnected);
      path = [];
      if (!isLost()) return;
      const next =
        near.find(({ tabIndex }) => tabIndex >= 0) ?? near.map((part) => part.querySelector<HTMLElement>(ENTRANCE)).find(Boolean);
      next?.focus();
    });
    element.addEventListener("focusin", note);
    observer.observe(element, { childList: true, subtree: true });
    return () => {
      element.removeEventListener("focusin", note);
      observer.disconnect();
    };
  }, [box]);
}

/** From what has the focus outwards. */
function pathTo(target: HTMLElement, end: HTMLElement): readonly HTMLElement[] {
  const path: HTMLElement[] = [];
  for (let part: HTMLElement | null = target; part !== null && part !== end.parentElement; part = part.parentElement) path.push(part);
  return path;
}

/**
 * Puts the focus at the start of the page's content, where who opened a dialog is gone with what it opened for.
 *
 * @param closed the dialog, which may have the focus still though it can't be seen any more
 */
export function focusPageWhenLost(closed: HTMLElement | null): void {
  if (isLost() || closed?.contains(document.activeElement) === true) document.querySelector<HTMLElement>("main")?.focus();
}
