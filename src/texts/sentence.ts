import { createElement, Fragment, type ReactNode } from "react";

/**
 * A sentence with marked-up parts in it, kept whole: sentence`See ${link} first.` Its pieces may stand in another order in
 * another language. Sentences of words and figures alone are plain strings.
 */
export const sentence = (words: TemplateStringsArray, ...parts: ReactNode[]): ReactNode =>
  createElement(Fragment, null, ...words.flatMap((piece, i) => [piece, parts[i]]));
