// What the pages of the account share.

export const label = "Account";
export const signInToSee = "Sign in to see this page.";
export const unreadable = (reason: string) => `This cannot be read now: ${reason}`;

// Approving
export const noPasskey = "The browser gave no passkey.";
export const isItYou = "Is it you?";
export const approveByPasskey = "Approve with a passkey";
export const approve = "Approve";

// Tables
export const scrolls = (table: string) => `${table}, scrolls sideways`;
export const csvLabel = (table: string) => `CSV of the ${table}`;
