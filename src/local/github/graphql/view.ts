import type { Call } from "../router.ts";
import type { PullIssue } from "../shapes/pull.ts";
import type { Issue, Repository } from "../world.ts";

type Node = { readonly __typename: string; readonly [field: string]: unknown };

/** A call, and how the objects that lead to each other are shown in it: issues name pull requests and these name issues. */
export type View = Call & {
  readonly nodes: {
    readonly issue: (issue: Issue) => Node;
    readonly pull: (issue: PullIssue) => Node;
    readonly repository: (repository: Repository) => Node;
  };
};
