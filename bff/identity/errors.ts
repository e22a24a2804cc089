/** A start that is refused: the message is one sentence for whoever started it, and no stack trace helps them. */
export class IdentitySettingError extends Error {
  override readonly name = "IdentitySettingError";
}

/** More work waits than is allowed to; the request was not begun and may be sent again. HTTP answers 503. */
export class BusyError extends Error {
  override readonly name = "BusyError";
}

/** The store refused or failed a call, or is gone. Whether a write that was under way took effect is not known. */
export class IdentityStoreError extends Error {
  override readonly name = "IdentityStoreError";
}

/** An address that no user can be made with; the message is a sentence for the one who gave it. */
export class AddressError extends Error {
  override readonly name = "AddressError";
}

/** A code, passkey or link that proves nothing; the message is a sentence for the one who gave it. HTTP answers 401. */
export class WrongProofError extends Error {
  override readonly name = "WrongProofError";
}

/** Too many failures by this way; HTTP answers 429. */
export class ThrottledError extends Error {
  override readonly name = "ThrottledError";
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number) {
    super("Too many attempts.");
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** What can't be done as things stand; the message is a sentence for the one who asked. HTTP answers 400. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
}
