import type { Conclusion, JobRecord, RunRecord } from "../contract.ts";

/** A message of `::error::`, `::warning::`, `::notice::`, or of the engine itself. */
export type Annotation = {
  readonly level: "error" | "warning" | "notice";
  readonly message: string;
  readonly properties: Readonly<Record<string, string>>;
};

/** What the engine tells while it works; ids are those of the records. Secrets are masked in all of it. */
export type Progress =
  | { readonly kind: "run-queued"; readonly run: RunRecord }
  | { readonly kind: "run-started"; readonly run: RunRecord }
  | { readonly kind: "run-ended"; readonly run: RunRecord }
  | { readonly kind: "job-queued"; readonly run: RunRecord; readonly job: JobRecord }
  | {
      readonly kind: "job-started";
      readonly run: RunRecord;
      readonly job: JobRecord;
      readonly runsOn: readonly string[];
    }
  | { readonly kind: "job-ended"; readonly run: RunRecord; readonly job: JobRecord }
  | { readonly kind: "step-started"; readonly runId: number; readonly jobId: number; readonly step: string }
  | {
      readonly kind: "step-ended";
      readonly runId: number;
      readonly jobId: number;
      readonly step: string;
      readonly conclusion: Conclusion;
    }
  | { readonly kind: "log"; readonly runId: number; readonly jobId: number; readonly line: string }
  | {
      readonly kind: "annotation";
      readonly runId: number;
      /** Null for what concerns the whole run. */
      readonly jobId: number | null;
      readonly annotation: Annotation;
    }
  | { readonly kind: "summary"; readonly runId: number; readonly jobId: number; readonly markdown: string };

export type OnProgress = (progress: Progress) => void;
