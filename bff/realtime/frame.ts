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
