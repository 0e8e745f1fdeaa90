import { assertNever } from "./errors.ts";
import { type Credential, type Provider, providerOf } from "./credential.ts";

/** An endpoint of the model that the broker serves, and what the path says about the request. */
export type Endpoint = {
  /** The model, where the path names it; null when the body does. */
  readonly model: string | null;
  /** False for counting tokens, which is free and reaches no model. */
  readonly answers: boolean;
  /** What the provider is asked for, below the credential's base URL; null when the path goes on as it came. */
  readonly vertexMethod: string | null;
};

/** Returns the endpoint that a path of this provider names, without its query; null for everything that is not a message to a model. */
export function endpointOf(provider: Provider, path: string): Endpoint | null {
  switch (provider) {
    case "anthropic":
    case "foundry":
      if (path === "/v1/messages") return { model: null, answers: true, vertexMethod: null };
      return path === "/v1/messages/count_tokens"
        ? { model: null, answers: false, vertexMethod: null }
        : null;
    case "bedrock": {
      const [, model, method] =
        /^\/model\/([^/]+)\/(invoke|invoke-with-response-stream|count-tokens)$/.exec(path) ?? [];
      return model === undefined
        ? null
        : named(model, { answers: method !== "count-tokens", vertexMethod: null });
    }
    case "vertex": {
      const [, model, method] =
        /^(?:\/v1)?\/projects\/[\w.:-]+\/locations\/[\w-]+\/publishers\/anthropic\/models\/([^/:]+):(rawPredict|streamRawPredict)$/.exec(
          path,
        ) ?? [];
      if (model === undefined || method === undefined) return null;
      return model === "count-tokens"
        ? { model: null, answers: false, vertexMethod: method }
        : named(model, { answers: true, vertexMethod: method });
    }
    default:
      return assertNever(provider);
  }
}

function named(encoded: string, rest: Omit<Endpoint, "model">): Endpoint | null {
  const model = decode(encoded);
  // A slash or dots in a name would be another path for who decodes it.
  return model === null || /[/\\]|^\.+$/.test(model) ? null : { model, ...rest };
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** Where a request goes: the address that the credential is for, and the path there as it is written into the request. */
export type Target = { readonly base: URL; readonly path: string };

/**
 * Returns the target of a request to an endpoint. For Vertex the project and region are those of the credential, whatever the agent wrote;
 * every other path goes on as it came, byte for byte. `standard` is the address of the Messages API.
 */
export function targetOf(
  credential: Credential,
  { endpoint, url, standard }: { endpoint: Endpoint; url: string; standard: string },
): Target {
  const base = new URL(credential.baseUrl ?? ownAddress(credential) ?? standard);
  const { project, region } = credential;
  const model = encodeURIComponent(endpoint.model ?? "count-tokens");
  const path =
    endpoint.vertexMethod === null
      ? url
      : `/projects/${project}/locations/${region}/publishers/anthropic/models/${model}:${endpoint.vertexMethod}`;
  return { base, path: base.pathname.replace(/\/$/, "") + path };
}

function ownAddress({ kind, region }: Credential): string | null {
  if (kind === "bedrock") return `https://bedrock-runtime.${region}.amazonaws.com`;
  if (kind !== "vertex") return null;
  const host = region === "global" ? "aiplatform.googleapis.com" : `${region}-aiplatform.googleapis.com`;
  return `https://${host}/v1`;
}

/** As whose client the CLI presents itself, so that its requests have the form that the credentials of the pool need. */
export type Client = {
  readonly provider: Provider;
  /** With a subscription in the pool its requests must be a subscription's; they can be turned into those of a key, not the other way round. */
  readonly subscription: boolean;
  readonly region: string;
  readonly project: string;
};

/** Returns the client that fits every credential of a pool; the first one says place and provider. */
export function clientOf(pool: readonly Credential[]): Client {
  const [first] = pool;
  return {
    provider: first === undefined ? "anthropic" : providerOf(first.kind),
    subscription: pool.some(({ kind }) => kind === "oauth-token"),
    region: first?.region ?? "",
    project: first?.project ?? "",
  };
}

/** The variables by which the CLI finds the broker and shows its token, as if it spoke to the provider itself. */
export function clientEnvironment(
  client: Client,
  { url, token }: { url: string; token: string },
): Record<string, string> {
  const { provider, region, project } = client;
  switch (provider) {
    case "bedrock":
      return {
        CLAUDE_CODE_USE_BEDROCK: "1",
        ANTHROPIC_BEDROCK_BASE_URL: url,
        AWS_BEARER_TOKEN_BEDROCK: token,
        AWS_REGION: region,
      };
    case "vertex":
      return {
        CLAUDE_CODE_USE_VERTEX: "1",
        ANTHROPIC_VERTEX_BASE_URL: url,
        ANTHROPIC_VERTEX_PROJECT_ID: project,
        CLOUD_ML_REGION: region,
        // Otherwise it looks for credentials of its own, with network and metadata server.
        CLAUDE_CODE_SKIP_VERTEX_AUTH: "1",
        ANTHROPIC_CUSTOM_HEADERS: `Authorization: Bearer ${token}`,
      };
    case "foundry":
      return {
        CLAUDE_CODE_USE_FOUNDRY: "1",
        ANTHROPIC_FOUNDRY_BASE_URL: url,
        ANTHROPIC_FOUNDRY_API_KEY: token,
      };
    case "anthropic":
      return {
        ANTHROPIC_BASE_URL: url,
        [client.subscription ? "CLAUDE_CODE_OAUTH_TOKEN" : "ANTHROPIC_API_KEY"]: token,
      };
    default:
      return assertNever(provider);
  }
}
