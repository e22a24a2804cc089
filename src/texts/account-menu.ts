// The account's menu, and what becomes of signing out and of asking for test coins.

export const accountLabel = (account: string) => `Account ${account}`;
export const account = "Account";
export const getCoins = "Get 1 XBT of test coins";
export const coinsDaily = "Test coins: 1 XBT, once a day. This line gives them when they are due.";
export const secure = "Secure the account";
export const wallet = "Wallet";
export const stillSignedIn = (reason: string) => `You are still signed in: ${reason}`;

// Test coins
export const coinsCame = (amount: number) => `${amount} XBT of test coins is in your account.`;
export const noCoinsCame = (reason: string) => `No test coins came: ${reason}`;
