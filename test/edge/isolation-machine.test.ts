import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { expect, test } from "vitest";

import { readPlaces } from "../../src/edge/isolation-machine.ts";

test("programs of a hidden home are seen with what they need, and nothing else of it", async () => {
  const root = await mkdtemp(join(tmpdir(), "places-"));
  try {
    const home = join(root, "home");
    for (const file of [
      ".cargo/bin/cargo",
      ".cargo/credentials.toml",
      "setup-pnpm/node_modules/pnpm/bin/pnpm.cjs",
      "setup-pnpm/node_modules/pnpm/dist/pnpm.cjs",
    ]) {
      await mkdir(dirname(join(home, file)), { recursive: true });
      await writeFile(join(home, file), "");
    }
    const bin = join(home, "setup-pnpm/node_modules/.bin");
    await mkdir(bin);
    await symlink("../pnpm/bin/pnpm.cjs", join(bin, "pnpm"));
    const { shown } = await readPlaces({
      environment: { HOME: home },
      toolchain: { PATH: `${bin}:${join(home, ".cargo/bin")}:${home}` },
      workspace: join(root, "work/a/a"),
      temp: join(root, "temp"),
      readable: [],
    });
    expect(shown.filter((path) => path.startsWith(home)).toSorted()).toEqual([
      join(home, ".cargo/bin"),
      join(home, "setup-pnpm/node_modules"),
      join(home, "setup-pnpm/node_modules/pnpm/bin"), // where a link leads
    ]);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
});
