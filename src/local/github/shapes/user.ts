import { type Account, accountNodeId, accountOf, type World } from "../world.ts";

/** The "simple user" of GitHub's API. A login without account is shown as GitHub shows deleted ones. */
export function userShape(world: World, login: string) {
  const account = accountOf(world, login) ?? ghost;
  const escaped = encodeURIComponent(account.login);
  const url = `${world.apiUrl}/users/${escaped}`;
  return {
    login: account.login,
    id: account.id,
    node_id: accountNodeId(account),
    avatar_url: `${world.serverUrl}/avatars/${account.id}`,
    gravatar_id: "",
    url,
    html_url: `${world.serverUrl}/${escaped}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: account.type,
    user_view_type: "public",
    site_admin: false,
  };
}

/** The longer form of `GET /users/{username}`. */
export function publicUserShape(world: World, account: Account) {
  return {
    ...userShape(world, account.login),
    name: account.name,
    company: null,
    blog: "",
    location: null,
    email: null,
    hireable: null,
    bio: null,
    twitter_username: null,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: account.createdAt,
    updated_at: account.createdAt,
  };
}

/** The address that GitHub gives an account's commits. */
export function noreplyAddress(account: Account): string {
  return `${account.id}+${account.login}@users.noreply.github.com`;
}

const ghost: Account = {
  id: 10_137,
  login: "ghost",
  name: "Deleted user",
  type: "User",
  createdAt: "2012-01-01T00:00:00Z",
};
