/** A start that is refused: one sentence for whoever started it, exit code 2, no stack trace. */
export class SettingError extends Error {}
