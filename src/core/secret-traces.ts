const shortest = 8; // characters; shorter values are names and numbers that are found everywhere

/** The texts by which a file betrays that it holds one of these secrets: each as it is, in base64 at any offset, and as in a URL. Values that are too short to be told from other text give none. */
export function tracesOf(secrets: Readonly<Record<string, string>>): string[] {
  const lines = Object.values(secrets).flatMap((value) => value.split("\n").map((line) => line.trim()));
  const long = lines.filter((line) => line.length >= shortest);
  return [...new Set(long.flatMap((line) => [line, encodeURIComponent(line), ...inBase64(line)]))];
}

/** What of a text is the same in base64 wherever it begins, for the three places within a group of three bytes. */
function inBase64(text: string): string[] {
  const bytes = [...new TextEncoder().encode(text)].map((byte) => String.fromCharCode(byte)).join("");
  return [0, 1, 2].map((offset) => {
    const encoded = btoa("\0".repeat(offset) + bytes).replace(/=+$/, "");
    const partial = (bytes.length + offset) % 3 === 0 ? 0 : 1;
    return encoded.slice(offset === 0 ? 0 : offset + 1, encoded.length - partial);
  });
}
