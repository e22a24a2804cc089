// The window that shows what was sent as API calls.

export const languages = { curl: "curl", typescript: "TypeScript", python: "Python" };
export const heading = "As API calls";
export const about = "What you send to the exchange appears here, as the call that it was: orders, changes, settings.";
export const listLabel = "The last calls";
export const underWay = "under way";
export const noAnswer = "no answer";
export const statusIn = (status: number, ms: string) => `${status} in ${ms} ms`;
export const language = "Language";
export const callIn = (language: string) => `The call in ${language}`;
export const byKey = "The key is read from API_KEY and API_SECRET.";
export const bySession = "A signed-in session alone may do this, never a key: its cookie is read from SESSION.";
