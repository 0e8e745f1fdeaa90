import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { GitHooks } from "./git.ts";

const postReceive = `#!/bin/sh
cat > "$SWITCHYARD_MOVES"
`;

// $1 ref, $3 new value. GitHub looks at the commits that are new to the repository.
const update = `#!/bin/sh
case "$3" in 0000000000000000000000000000000000000000) exit 0 ;; esac
file=$(git rev-list "$3" --not --all |
  git diff-tree --stdin -r -c --root --name-only --no-commit-id -- .github/workflows | head -n 1)
[ -z "$file" ] && exit 0
echo "refusing to allow a GitHub App to create or update workflow \\\`$file\\\` without \\\`workflows\\\` permission" >&2
exit 1
`;

/** Writes the hooks that pushes run into a directory. */
export async function writeHooks(directory: string): Promise<GitHooks> {
  const hooks = {
    plain: join(directory, "plain"),
    guarded: join(directory, "guarded"),
    scratch: join(directory, "moves"),
  };
  await Promise.all(Object.values(hooks).map((folder) => mkdir(folder, { recursive: true })));
  await Promise.all([
    writeFile(join(hooks.plain, "post-receive"), postReceive, { mode: 0o755 }),
    writeFile(join(hooks.guarded, "post-receive"), postReceive, { mode: 0o755 }),
    writeFile(join(hooks.guarded, "update"), update, { mode: 0o755 }),
  ]);
  return hooks;
}
