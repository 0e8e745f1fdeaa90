import { crc32 } from "node:zlib";

/** A message of Amazon's event stream. */
export function frame(payload: unknown, exception?: string): Buffer {
  const headers =
    exception === undefined
      ? Buffer.concat([header(":event-type", "chunk"), header(":message-type", "event")])
      : Buffer.concat([header(":exception-type", exception), header(":message-type", "exception")]);
  const body = Buffer.from(JSON.stringify(payload));
  const prelude = Buffer.alloc(8);
  prelude.writeUInt32BE(12 + headers.length + body.length + 4, 0);
  prelude.writeUInt32BE(headers.length, 4);
  return checked(Buffer.concat([checked(prelude), headers, body]));
}

function checked(bytes: Buffer): Buffer {
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(bytes));
  return Buffer.concat([bytes, sum]);
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
