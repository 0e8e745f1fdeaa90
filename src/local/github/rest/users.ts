import { ok } from "../answer.ts";
import { Failure, notAccessible, notFound } from "../failure.ts";
import { param, route } from "../router.ts";
import { publicUserShape } from "../shapes/user.ts";
import { accountOf } from "../world.ts";

/** Accounts. */
export const userRoutes = [
  route("GET /user", ({ world, actor }) => {
    if (actor.kind === "anonymous") throw new Failure(401, "Requires authentication");
    if (actor.kind === "job") throw notAccessible("");
    const account = accountOf(world, actor.login);
    if (account === undefined) throw notFound();
    const counts = {
      private_gists: 0,
      total_private_repos: 0,
      owned_private_repos: 0,
      disk_usage: 0,
      collaborators: 0,
    };
    return ok({ ...publicUserShape(world, account), ...counts, two_factor_authentication: true });
  }),
  route("GET /users/{username}", (call) => {
    const account = accountOf(call.world, param(call, "username"));
    if (account === undefined) throw notFound();
    return ok(publicUserShape(call.world, account));
  }),
];
