/** One message of Amazon's event stream. */
export type Frame = {
  /** The name of an exception; null for an event. */
  readonly exception: string | null;
  readonly payload: string;
};

const prelude = 12; // Bytes: length of the message, length of its headers, checksum of both.
const checksum = 4; // Bytes at the end of a message.

/**
 * Returns a function that takes the next bytes of an `application/vnd.amazon.eventstream` and returns the messages that are complete with
 * them (https://docs.aws.amazon.com/AmazonS3/latest/API/RESTSelectObjectAppendix.html). Checksums are not looked at: the bytes pass on as
 * they came. What does not look like a message, or is longer than `longest` bytes, ends the reading.
 */
export function readFrames(longest: number): (bytes: Buffer) => Frame[] {
  let rest = Buffer.alloc(0);
  let broken = false;
  return (bytes) => {
    if (broken) return [];
    rest = Buffer.concat([rest, bytes]);
    const frames: Frame[] = [];
    while (rest.length >= prelude) {
      const total = rest.readUInt32BE(0);
      const headers = rest.readUInt32BE(4);
      if (total > longest || total < prelude + headers + checksum) {
        broken = true;
        break;
      }
      if (rest.length < total) break;
      const named = rest.subarray(prelude, prelude + headers).toString("latin1");
      frames.push({
        exception: exceptionIn(named),
        payload: rest.subarray(prelude + headers, total - checksum).toString("utf8"),
      });
      rest = rest.subarray(total);
    }
    return frames;
  };
}

/** A header is the length of its name, its name, its type (7 for text), two bytes of length, and its value. */
function exceptionIn(headers: string): string | null {
  const name = ":exception-type";
  const at = headers.indexOf(name);
  if (at === -1) return null;
  const value = at + name.length + 3;
  const length = (headers.charCodeAt(value - 2) << 8) | headers.charCodeAt(value - 1);
  return headers.slice(value, value + length);
}
