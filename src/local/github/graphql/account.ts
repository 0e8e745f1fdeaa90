import { type Account, accountNodeId, accountOf, type World } from "../world.ts";

/** An account as GraphQL shows it. Bots lose the `[bot]` that REST gives their names. */
export function accountNode(world: World, login: string) {
  const account = accountOf(world, login);
  return account === undefined ? null : nodeOfAccount(world, account);
}

/** The same of an account at hand. */
export function nodeOfAccount(world: World, account: Account) {
  return {
    __typename: account.type,
    id: accountNodeId(account),
    databaseId: account.id,
    login: account.login.replace(/\[bot\]$/, ""),
    name: account.name,
    url: `${world.serverUrl}/${encodeURIComponent(account.login)}`,
  };
}
