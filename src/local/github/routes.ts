import { appRoutes } from "./rest/apps.ts";
import { commentRoutes } from "./rest/comments.ts";
import { gitDataRoutes } from "./rest/git-data.ts";
import { issueRoutes } from "./rest/issues.ts";
import { labelRoutes } from "./rest/labels.ts";
import { pullRoutes } from "./rest/pulls.ts";
import { refRoutes } from "./rest/refs.ts";
import { repositoryRoutes } from "./rest/repository.ts";
import { userRoutes } from "./rest/users.ts";
import { artifactRoutes } from "./rest/artifacts.ts";
import { branchRoutes } from "./rest/branches.ts";
import { commitRoutes } from "./rest/commits.ts";
import { contentRoutes } from "./rest/contents.ts";
import { relationRoutes } from "./rest/relations.ts";
import { reviewRoutes } from "./rest/reviews.ts";
import { runRoutes } from "./rest/runs.ts";
import { settingRoutes } from "./rest/settings.ts";
import { workflowRoutes } from "./rest/workflows.ts";
import type { Route } from "./router.ts";

/** Every REST operation that the embedded GitHub answers; the first that matches counts. */
export const routes: readonly Route[] = [
  ...userRoutes,
  ...appRoutes,
  ...repositoryRoutes,
  ...commentRoutes,
  ...issueRoutes,
  ...labelRoutes,
  ...pullRoutes,
  ...refRoutes,
  ...gitDataRoutes,
  ...artifactRoutes,
  ...branchRoutes,
  ...commitRoutes,
  ...contentRoutes,
  ...relationRoutes,
  ...reviewRoutes,
  ...runRoutes,
  ...settingRoutes,
  ...workflowRoutes,
];
