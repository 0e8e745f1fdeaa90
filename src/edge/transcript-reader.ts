import { bash } from "./isolation-scripts.ts";
import type { Tree, Workspace } from "./workspace.ts";

/** A session of the agent in one of its trees. */
export type SessionPlace = { readonly tree: Tree; readonly session: string };

const transcriptLimit = 50_000_000; // bytes; the CLI compacts a conversation long before
const pathLimit = 10_000; // bytes

/** The path of a session's transcript, looked for by the agent's user: another one may not even see what is in there. */
export async function transcriptPath(
  workspace: Workspace,
  { tree, session }: SessionPlace,
): Promise<string | null> {
  const found = await workspace.capture(tree, {
    command: [...bash, `${newest} printf %s "$found"`, "switchyard-find", workspace.agent.config, session],
    own: [workspace.agent.config],
    limitBytes: pathLimit,
  });
  return found.stdout.toString("utf8") || null;
}

/** The transcript of a session, whether or not its agent is at work now; its last line may be cut then. Null when there is none, or one that is too large. */
export async function readTranscript(
  workspace: Workspace,
  { tree, session }: SessionPlace,
): Promise<Buffer | null> {
  const read = await workspace.capture(tree, {
    command: [
      ...bash,
      `${newest} [[ -n $found ]] && cat -- "$found"`,
      "switchyard-transcript",
      workspace.agent.config,
      session,
    ],
    own: [workspace.agent.config],
    limitBytes: transcriptLimit,
    beside: true,
  });
  return read.code === 0 && read.stdout.length > 0 ? read.stdout : null;
}

/** Puts a transcript where the CLI finds it, as the agent's user. Resolves to its path. */
export async function placeTranscript(
  workspace: Workspace,
  { tree, session, transcript }: SessionPlace & { transcript: Buffer },
): Promise<string> {
  const { config } = workspace.agent;
  const end = await workspace.capture(tree, {
    command: [...bash, placeScript, "switchyard-place", config, session],
    own: [config],
    input: transcript,
    limitBytes: pathLimit,
  });
  if (end.code !== 0) throw new Error(`the transcript could not be written: ${end.stderr}`);
  return end.stdout.toString("utf8");
}

/** Argument 1 is the CLI's directory, argument 2 the session. A resumed session may go on in a file of its own. */
const newest = `
IFS= read -r -d '' found < <(find "$1" -type f -name "$2.jsonl" -printf '%T@ %p\\0' 2>/dev/null | sort -zrn)
found=\${found#* };`;

const placeScript = `mkdir -p -- "$1/projects/kept" && cat >"$1/projects/kept/$2.jsonl" && printf %s "$1/projects/kept/$2.jsonl"`;
