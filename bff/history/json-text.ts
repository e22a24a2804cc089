/** An answer that is JSON already: a list that was written out where it was read, so that nobody else has to. */
export class JsonText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}
