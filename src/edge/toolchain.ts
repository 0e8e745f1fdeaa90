import { existsSync } from "node:fs";
import { join } from "node:path";

/**
 * Variables that tools need and setup actions export, and the id by which a runner finds and ends what a job left behind, even when our own process
 * was killed. Everything else of the runner's environment stays with the runner: also where its package managers keep what they load (CARGO_HOME, GOPATH,
 * PNPM_HOME, npm_config_cache), which setup could only read. In HOME those are the task's own. Python of setup-python finds its library by LD_LIBRARY_PATH alone:
 * https://github.com/actions/setup-python/pull/909
 */
const names =
  /^(?:PATH|LANG|LANGUAGE|LC_[A-Z]+|TZ|JAVA_HOME(?:_\w+)?|GOROOT|GOTOOLCHAIN|GOFLAGS|GOPRIVATE|GONOPROXY|GONOSUMDB|GOSUMDB|RUSTUP_(?:HOME|TOOLCHAIN)|pythonLocation|LD_LIBRARY_PATH|PKG_CONFIG_PATH|Python\d?_ROOT_DIR|PYTHON_VERSION|VIRTUAL_ENV|UV_PYTHON|GEM_HOME|BUNDLE_PATH|DOTNET_ROOT|ANDROID_(?:HOME|SDK_ROOT)|M2_HOME|MAVEN_HOME|GRADLE_HOME|NVM_DIR|VOLTA_HOME|PLAYWRIGHT_BROWSERS_PATH|SSL_CERT_(?:FILE|DIR)|NODE_EXTRA_CA_CERTS|(?:REQUESTS|CURL)_CA_BUNDLE|PIP_CERT|GIT_SSL_CAINFO|CARGO_HTTP_CAINFO|RUNNER_TRACKING_ID)$/;

/** Addresses of package indexes. Some write a user and a token into them: those stay with the runner. */
const indexes = /^(?:GOPROXY|PIP_(?:EXTRA_)?INDEX_URL|UV_(?:DEFAULT_)?INDEX(?:_URL)?|npm_config_registry)$/i;
const withCredentials = /[@?]/;

/** Where a tool looks in HOME unless a variable says otherwise. HOME is another one here, and what the runner installed stays where it is. */
const homes = {
  RUSTUP_HOME: ".rustup",
  NVM_DIR: ".nvm",
  PYENV_ROOT: ".pyenv",
  VOLTA_HOME: ".volta",
} as const;

/** The part of this process's environment that setup, agent and gates get, with a HOME of their own. No token or key is in it. */
export function toolchainEnvironment(home: string): Record<string, string> {
  const kept = Object.entries(process.env).flatMap(([name, value]) =>
    value !== undefined && (names.test(name) || (indexes.test(name) && !withCredentials.test(value)))
      ? [[name, value] as const]
      : [],
  );
  const { HOME: runner = "" } = process.env;
  const moved = Object.entries(homes).flatMap(([name, directory]) =>
    runner !== "" && existsSync(join(runner, directory)) ? [[name, join(runner, directory)] as const] : [],
  );
  return { LANG: "C.UTF-8", ...Object.fromEntries([...moved, ...kept]), HOME: home, CI: "true" };
}
