import { invalid } from "../failure.ts";
import { labelShape } from "../shapes/issue.ts";
import { type Issue, type Label, nodeId, type Repository, type World } from "../world.ts";
import { emitIssue, type Scene } from "./emit.ts";
import { note } from "./timeline.ts";

const longestName = 50; // characters; GitHub refuses longer label names
const mostLabels = 100; // per issue

/** The repository's label with this name in any case. */
export function findLabel(repository: Repository, name: string): Label | undefined {
  return repository.labels.find((label) => label.name.toLowerCase() === name.toLowerCase());
}

/** Creates a label. Throws 422 for a taken or overlong name and for a malformed colour. */
export function createLabel(
  world: World,
  repository: Repository,
  wanted: {
    readonly name: string;
    readonly color?: string | undefined;
    readonly description?: string | null | undefined;
  },
): Label {
  checkLabel(wanted);
  if (findLabel(repository, wanted.name) !== undefined) {
    throw invalid({ resource: "Label", code: "already_exists", field: "name" });
  }
  const label: Label = {
    id: world.actions.nextId(),
    name: wanted.name,
    color: wanted.color ?? "ededed",
    description: wanted.description ?? null,
  };
  repository.labels.push(label);
  world.nodes.set(nodeId("LA", label.id), { kind: "label", repository, label });
  return label;
}

/** Throws 422 when a name or colour is not one. */
export function checkLabel(wanted: {
  readonly name?: string | undefined;
  readonly color?: string | undefined;
}): void {
  const { name, color } = wanted;
  if (name !== undefined && name.trim() === "") {
    throw invalid({ resource: "Label", code: "missing_field", field: "name" });
  }
  if (name !== undefined && Array.from(name).length > longestName) {
    const message = `name is too long (maximum is ${longestName} characters)`;
    throw invalid({ resource: "Label", code: "custom", field: "name", message });
  }
  if (color !== undefined && !/^[0-9a-f]{6}$/i.test(color)) {
    throw invalid({ resource: "Label", code: "invalid", field: "color" });
  }
}

/** Puts labels on an issue, creating unknown ones; one event for each that was not there. */
export async function addLabels(scene: Scene, issue: Issue, names: readonly string[]): Promise<void> {
  const { world } = scene;
  for (const name of names) checkLabel({ name });
  for (const name of names) {
    const label = findLabel(issue.repository, name) ?? createLabel(world, issue.repository, { name });
    if (issue.labels.includes(label)) continue;
    if (issue.labels.length >= mostLabels) {
      const message = `Issues can have at most ${mostLabels} labels`;
      throw invalid({ resource: "Issue", code: "custom", field: "labels", message });
    }
    issue.labels = [...issue.labels, label];
    note(scene, issue, { event: "labeled", label });
    await emitIssue(scene, issue, { action: "labeled", label: labelShape(world, issue.repository, label) });
  }
}

/** Takes labels off an issue; one event for each that was there. */
export async function removeLabels(scene: Scene, issue: Issue, labels: readonly Label[]): Promise<void> {
  for (const label of labels) {
    if (!issue.labels.includes(label)) continue;
    issue.labels = issue.labels.filter((one) => one !== label);
    note(scene, issue, { event: "unlabeled", label });
    await emitIssue(scene, issue, {
      action: "unlabeled",
      label: labelShape(scene.world, issue.repository, label),
    });
  }
}

/** Makes these the labels of the issue. */
export async function setLabels(scene: Scene, issue: Issue, names: readonly string[]): Promise<void> {
  const wanted = new Set(names.map((name) => name.toLowerCase()));
  await removeLabels(
    scene,
    issue,
    issue.labels.filter(({ name }) => !wanted.has(name.toLowerCase())),
  );
  await addLabels(scene, issue, names);
}
