/** One entry of `errors[]` in GitHub's validation answers. */
export type FieldProblem = {
  readonly resource?: string;
  readonly field?: string;
  readonly code: string;
  readonly message?: string;
};

/** An answer other than success, thrown from wherever it is noticed; REST and GraphQL each render it their way. */
export class Failure extends Error {
  override readonly name = "Failure";
  readonly status: number;
  readonly problems: readonly (FieldProblem | string)[] | null;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    message: string,
    detail: {
      problems?: readonly (FieldProblem | string)[];
      headers?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(message);
    this.status = status;
    this.problems = detail.problems ?? null;
    this.headers = detail.headers ?? {};
  }
}

/** 404 as GitHub words it. */
export function notFound(): Failure {
  return new Failure(404, "Not Found");
}

/** 403 for people who lack the role. */
export function forbidden(message = "Must have push access to repository"): Failure {
  return new Failure(403, message);
}

/**
 * 403 for job tokens that lack a permission. `accepted` lists what would have done, as in
 * `x-accepted-github-permissions`: https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api
 */
export function notAccessible(accepted: string): Failure {
  return new Failure(403, "Resource not accessible by integration", {
    headers: { "x-accepted-github-permissions": accepted },
  });
}

/** 422 with `errors[]`. */
export function invalid(problem: FieldProblem, ...more: readonly FieldProblem[]): Failure {
  return new Failure(422, "Validation Failed", { problems: [problem, ...more] });
}

/** 422 with a message alone, as the git data API answers. */
export function unprocessable(message: string): Failure {
  return new Failure(422, message);
}
