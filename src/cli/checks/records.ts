import { UserError } from "../../core/errors.ts";
import { type Finding, ok, problem } from "../finding.ts";
import { openRecords } from "../target.ts";
import type { Scene } from "./scene.ts";

/** Whether the records can be read, and whether work is stopped by the stop ref. */
export async function checkRecords({ target }: Scene): Promise<Finding[]> {
  await using store = await openRecords(target);
  try {
    const { entries, stopped } = await store.read();
    const broken = [...entries].flatMap(([issue, record]) => (record.ok ? [] : [{ issue, why: record.why }]));
    return [
      ...(broken.length === 0
        ? [
            ok(
              "records",
              entries.size === 0 ? "There are no records yet." : `${entries.size} records can be read.`,
            ),
          ]
        : []),
      ...broken.map(({ issue, why }) =>
        problem(
          "records",
          `#${issue}: ${why}.`,
          `Only this issue is stuck. Look at it: \`git fetch origin refs/switchyard/issues/${issue} && git log FETCH_HEAD\``,
        ),
      ),
      stopped
        ? problem(
            "stop ref",
            "refs/switchyard/stop exists: nothing starts, and what runs is ended.",
            "Delete it to go on: `git push origin :refs/switchyard/stop`",
          )
        : ok("stop ref", "refs/switchyard/stop does not exist."),
    ];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return [problem("records", error.message, "Check that the token may read the repository by git.")];
  }
}
