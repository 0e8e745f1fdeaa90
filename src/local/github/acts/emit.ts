import { issueShape } from "../shapes/issue.ts";
import { fullPullShape, isPull } from "../shapes/pull.ts";
import { repositoryShape } from "../shapes/repository.ts";
import { userShape } from "../shapes/user.ts";
import { type Actor, type Issue, loginOf, type Repository, type World } from "../world.ts";

/** Someone acting: every change is made by one, and every event names one. */
export type Scene = { readonly world: World; readonly actor: Actor };

/** Tells the listeners of an event. Its payload gets the repository and the sender that all webhooks have. */
export function emit(
  { world, actor }: Scene,
  event: {
    readonly repository: Repository;
    readonly name: string;
    readonly payload: Record<string, unknown>;
    readonly runId?: number;
  },
): void {
  const { repository, name, payload, runId } = event;
  const login = loginOf(actor);
  for (const listener of world.listeners) {
    listener({
      repository: repository.fullName,
      name,
      actor: login,
      fromJobToken: actor.kind === "job" && actor.app === null,
      ...(runId === undefined ? {} : { runId }),
      payload: {
        ...payload,
        repository: repositoryShape(world, repository),
        sender: userShape(world, login),
      },
    });
  }
}

/** Tells of something that happened to an issue (`issues`) or to a pull request (`pull_request`). */
export async function emitIssue(
  scene: Scene,
  issue: Issue,
  payload: { readonly action: string } & Record<string, unknown>,
): Promise<void> {
  const { repository } = issue;
  if (isPull(issue)) {
    const pull_request = await fullPullShape(scene.world, issue);
    emit(scene, {
      repository,
      name: "pull_request",
      payload: { ...payload, number: issue.number, pull_request },
    });
    return;
  }
  emit(scene, { repository, name: "issues", payload: { ...payload, issue: issueShape(scene.world, issue) } });
}
