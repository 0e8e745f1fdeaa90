import { expect, test } from "vitest";
import { startModel } from "../../src/local/model/model.ts";
import { bash, done, openDesk, prompt, secret } from "./claude-desk.ts";
import { openTap } from "./tap.ts";

test.each(["oauth-token", "api-key"] as const)(
  "the real CLI's requests reach the model as it wrote them, but for the credential's value and the host (%s)",
  async (kind) => {
    const turns = [bash("echo 'ä \u2028 \\u00e9'"), done];
    await using model = await startModel({ scenarios: [{ name: "task", match: "#42", turns }] });
    await using far = await openTap(new URL(model.url));
    await using desk = await openDesk(turns, { kind, upstream: far.url });
    await using near = await openTap(new URL(desk.broker.url));
    const end = await desk.run(prompt, { broker: { ...desk.broker, url: near.url.origin } });
    expect(end.verdict.outcome).toBe("finished");
    const written = near.requests().filter((request) => request.startsWith("POST "));
    expect(written).toHaveLength(2);
    expect(far.requests()).toEqual(
      written.map((request) =>
        request
          .replace(`Host: ${near.url.host}\r\n`, `Host: ${far.url.host}\r\n`)
          .replace(desk.broker.token, secret),
      ),
    );
    expect(far.requests()[0]).toContain(kind === "api-key" ? `x-api-key: ${secret}` : `Bearer ${secret}`);
  },
);
