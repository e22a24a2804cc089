// How hard a password is to guess, as it is typed.

export const strengths = ["Guessed at once.", "Guessed at once.", "Guessed before long.", "Hard to guess.", "Very hard to guess."] as const;
export const moreCharacters = (missing: number) => (missing === 1 ? "One more character." : `${missing} more characters.`);
