/** An answer that is JSON already: a list that was written out where it was read, so that nobody else has to. */
export class JsonText {
  /** As it goes over the wire: bytes, where it came from another thread. */
  readonly body: string | Buffer;

  constructor(body: string | Buffer) {
    this.body = body;
  }

  get text(): string {
    return String(this.body);
  }
}
