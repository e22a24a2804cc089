// The outbox of a local exchange.

export const heading = "Outbox";
export const about = "A local exchange sends no mail: the letters that it wrote lie here, newest first.";
export const to = "To";
export const everybody = "everybody";
export const noOutbox = "There is no outbox to look at here.";
export const noLetters = "No letters yet.";
export const letter = (when: string, to: string, state: string) => `${when}, to ${to}, ${state}`;
