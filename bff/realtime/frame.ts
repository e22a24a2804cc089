/**
 * A text message as a WebSocket frame, ready to be written to any number of sockets: final, unmasked, opcode 1.
 * Source: RFC 6455, section 5.2.
 */
export function textFrame(message: string): Buffer {
  const size = Buffer.byteLength(message);
  const head = size < 126 ? 2 : size < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(head + size);
  frame[0] = 0x81;
  if (size < 126) {
    frame[1] = size;
  } else if (size < 65_536) {
    frame[1] = 126;
    frame.writeUInt16BE(size, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(size), 2);
  }
  frame.write(message, head);
  return frame;
}

/** The text of a frame that `textFrame` made. */
export function textOf(frame: Buffer): string {
  const short = frame.readUInt8(1);
  return frame.toString("utf8", short < 126 ? 2 : short === 126 ? 4 : 10);
}

/** A frame with what it is about, so that a reader who is behind can be spared it. */
export interface Frame {
  readonly bytes: Buffer;
  /** Empty for what is no table's: answers to commands. */
  readonly table: string;
  /** Empty for rows of no contract. */
  readonly symbol: string;
}

/** Frames that follow each other on the wire; put together once, however many sockets take them. */
export class Run {
  readonly frames: readonly Frame[];
  private joined: Buffer | null = null;

  constructor(frames: readonly Frame[]) {
    this.frames = frames;
  }

  static text(message: string): Run {
    return new Run([{ bytes: textFrame(message), table: "", symbol: "" }]);
  }

  get bytes(): Buffer {
    this.joined ??= this.frames.length === 1 ? (this.frames[0] as Frame).bytes : Buffer.concat(this.frames.map(({ bytes }) => bytes));
    return this.joined;
  }
}
