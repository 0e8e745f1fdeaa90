import type { Decision } from "../core/decide.ts";
import type { Plan, PlanTask } from "../core/plan.ts";
import { readable } from "../core/text.ts";
import { readTexts } from "../edge/base-tree.ts";
import { promptOf } from "../edge/task-agent.ts";
import { readTemplate } from "../edge/task-kit.ts";
import type { Look } from "./look.ts";
import { type AskedWorld, planAlone, planOfClaim } from "./planned.ts";
import type { Target } from "./target.ts";
import { print } from "./terminal.ts";

/** Prints, for each issue, the prompt that the agent would get; nothing for those that cannot start whatever else is at work. */
export async function tellPrompts(
  look: Look,
  {
    target,
    seen,
    numbers,
  }: { readonly target: Target; readonly seen: AskedWorld; readonly numbers: readonly number[] },
): Promise<void> {
  for (const issue of numbers) {
    const claim = claimOf(seen.decision, issue);
    const planned =
      claim === undefined
        ? await planAlone(look, { target, seen, issue })
        : await planOfClaim(look, { target, world: seen.world, claim });
    if ("why" in planned) continue;
    const prompt = await promptFor(target, planned);
    print(`\n--- The prompt for #${issue}, ${prompt.length} characters ---\n`);
    print(readable(prompt));
    print(`--- End of the prompt for #${issue} ---`);
    if (planned.task.attempt > 1) print("What an earlier attempt left is told to the agent after it.");
  }
}

async function promptFor(
  { github }: Target,
  { plan, task }: { readonly plan: Plan; readonly task: PlanTask },
): Promise<string> {
  const { prompt, guidance } = task.settings;
  const texts = await readTexts(github, { commit: task.base, paths: guidance });
  const [, name = ""] = plan.repository.split("/");
  return promptOf({
    plan,
    task,
    template: prompt === null ? null : await readTemplate(github, { commit: plan.base, prompt }),
    // Where hosted runners have it.
    workspace: `/home/runner/work/${name}/${name}`,
    texts: new Map(
      guidance.flatMap((file) => (texts.has(file) ? [[file, texts.get(file) ?? ""] as const] : [])),
    ),
  });
}

function claimOf({ actions }: Decision, issue: number) {
  return actions.find((action) => action.type === "claim" && action.issue === issue);
}
