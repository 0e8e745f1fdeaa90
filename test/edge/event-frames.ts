/** A message of Amazon's event stream, with zeros for checksums. */
export function frame(payload: unknown, exception?: string): Buffer {
  const headers =
    exception === undefined
      ? Buffer.concat([header(":event-type", "chunk"), header(":message-type", "event")])
      : Buffer.concat([header(":exception-type", exception), header(":message-type", "exception")]);
  const body = Buffer.from(JSON.stringify(payload));
  const total = Buffer.alloc(12);
  total.writeUInt32BE(12 + headers.length + body.length + 4, 0);
  total.writeUInt32BE(headers.length, 4);
  return Buffer.concat([total, headers, body, Buffer.alloc(4)]);
}

function header(name: string, value: string): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(value.length);
  return Buffer.concat([
    Buffer.from([name.length]),
    Buffer.from(name),
    Buffer.from([7]),
    length,
    Buffer.from(value),
  ]);
}
