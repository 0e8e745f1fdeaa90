/** Where `init` puts its files: a branch that becomes a pull request, or the working tree. */
export type Place = {
  /** In words, for headlines. */
  readonly where: string;
  /** An open pull request that already proposes our files. */
  readonly proposal: { readonly number: number; readonly url: string } | null;
  /** Names at the top of the repository. */
  names(): Promise<ReadonlySet<string>>;
  /** Texts of files; absent ones are left out. */
  read(paths: readonly string[]): Promise<Map<string, string>>;
  /** What `write` will do, one line for each request or file. */
  plan(files: ReadonlyMap<string, string>): string[];
  /** Writes the files; resolves to what a person does next with them. */
  write(files: ReadonlyMap<string, string>): Promise<string>;
};
