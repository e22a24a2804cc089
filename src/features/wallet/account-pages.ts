import * as pagesTexts from "../../texts/pages.ts";
/** Pages of the account that is signed in, in the order of their navigation. */
export const ACCOUNT_PAGES = [
  { path: "/account/security", name: pagesTexts.security },
  { path: "/account/wallet", name: pagesTexts.wallet },
  { path: "/account/keys", name: pagesTexts.apiKeys },
] as const;
