/** The name that others see an account by: addresses are nobody's business. */
export const aliasOf = (account: number): string => `Trader-${account}`;
