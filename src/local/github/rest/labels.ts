import { z } from "zod";
import { demand, issueNeed, type Need } from "../access.ts";
import { addLabels, checkLabel, createLabel, findLabel, removeLabels, setLabels } from "../acts/labels.ts";
import { created, noContent, ok, page } from "../answer.ts";
import { Failure, invalid, notFound } from "../failure.ts";
import { param, readBody, type RepositoryCall, repositoryRoute } from "../router.ts";
import { labelShape } from "../shapes/issue.ts";
import type { Issue, Label } from "../world.ts";
import { issueOf } from "./find.ts";

const readLabels: Need = { permission: ["issues", "pull-requests"], level: "read", role: "read" };
const writeLabels: Need = { permission: ["issues", "pull-requests"], level: "write", role: "triage" };

const name = z.union([z.string(), z.object({ name: z.string() })]);
// GitHub takes { labels: […] }, a bare list and, for one, a bare text.
const labelNames = z
  .union([z.object({ labels: z.array(name).default([]) }), z.array(name), z.string()])
  .transform((body) => (typeof body === "string" ? [body] : Array.isArray(body) ? body : body.labels))
  .transform((labels) => labels.map((label) => (typeof label === "string" ? label : label.name)));
const newLabel = z.object({
  name: z.string(),
  color: z.string().optional(),
  description: z.string().nullish(),
});
const changedLabel = z.object({
  new_name: z.string().optional(),
  color: z.string().optional(),
  description: z.string().nullish(),
});

/** Labels of the repository and of issues. */
export const labelRoutes = [
  repositoryRoute("GET /labels", readLabels, (call) =>
    page(call, call.repository.labels, (label) => labelShape(call.world, call.repository, label)),
  ),
  repositoryRoute("POST /labels", { ...writeLabels, role: "write" }, (call) => {
    const label = createLabel(call.world, call.repository, readBody(call, newLabel));
    return created(labelShape(call.world, call.repository, label));
  }),
  repositoryRoute("GET /labels/{name}", readLabels, (call) =>
    ok(labelShape(call.world, call.repository, labelOf(call))),
  ),
  repositoryRoute("PATCH /labels/{name}", { ...writeLabels, role: "write" }, (call) => {
    const label = labelOf(call);
    const { new_name, color, description } = readBody(call, changedLabel);
    checkLabel({ name: new_name, color });
    const rival = new_name === undefined ? undefined : findLabel(call.repository, new_name);
    if (rival !== undefined && rival !== label) {
      throw invalid({ resource: "Label", code: "already_exists", field: "name" });
    }
    label.name = new_name ?? label.name;
    label.color = color ?? label.color;
    if (description !== undefined) label.description = description;
    return ok(labelShape(call.world, call.repository, label));
  }),
  repositoryRoute("DELETE /labels/{name}", { ...writeLabels, role: "write" }, async (call) => {
    const label = labelOf(call);
    for (const issue of call.repository.issues.values()) await removeLabels(call, issue, [label]);
    call.repository.labels = call.repository.labels.filter((one) => one !== label);
    return noContent;
  }),
  repositoryRoute("GET /issues/{issue_number}/labels", null, (call) => {
    const issue = issueOf(call);
    demand(call.actor, call.repository, issueNeed(issue, "read", "read"));
    return page(call, issue.labels, (label) => labelShape(call.world, call.repository, label));
  }),
  repositoryRoute("POST /issues/{issue_number}/labels", null, async (call) => {
    const issue = labelled(call);
    await addLabels(call, issue, readBody(call, labelNames));
    return shown(call, issue);
  }),
  repositoryRoute("PUT /issues/{issue_number}/labels", null, async (call) => {
    const issue = labelled(call);
    await setLabels(call, issue, readBody(call, labelNames));
    return shown(call, issue);
  }),
  repositoryRoute("DELETE /issues/{issue_number}/labels", null, async (call) => {
    const issue = labelled(call);
    await removeLabels(call, issue, issue.labels);
    return noContent;
  }),
  repositoryRoute("DELETE /issues/{issue_number}/labels/{name}", null, async (call) => {
    const issue = labelled(call);
    const label = findLabel(call.repository, param(call, "name"));
    if (label === undefined || !issue.labels.includes(label)) throw new Failure(404, "Label does not exist");
    await removeLabels(call, issue, [label]);
    return shown(call, issue);
  }),
];

function labelled(call: RepositoryCall): Issue {
  const issue = issueOf(call);
  demand(call.actor, call.repository, issueNeed(issue, "write", "triage"));
  return issue;
}

function labelOf(call: RepositoryCall): Label {
  const label = findLabel(call.repository, param(call, "name"));
  if (label === undefined) throw notFound();
  return label;
}

function shown(call: RepositoryCall, issue: Issue) {
  return ok(issue.labels.map((label) => labelShape(call.world, call.repository, label)));
}
