/** What the server says when it refuses, in the forms the pages show. */

export interface Param {
  readonly name: string;
  readonly value: string;
}

export interface FieldFault {
  readonly path: string;
  readonly code: string;
  readonly params: readonly Param[];
}

/** A member of a mutation's result union that is no success. */
export interface Refusal {
  readonly kind: string;
  readonly code: string;
  readonly params: readonly Param[];
  readonly faults: readonly FieldFault[];
  readonly currentVersion: number | null;
}

interface Told {
  readonly code?: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

export interface RequestFault {
  readonly message: string;
  readonly extensions?: Told & { readonly faults?: readonly Told[] };
}

/** The request itself was refused: too costly, not signed in, unknown document, a defect of the server. */
export class RequestRefused extends Error {
  constructor(readonly faults: readonly RequestFault[]) {
    super(faults.map((fault) => fault.message).join("\n"));
    this.name = "RequestRefused";
  }

  /** What is wrong with what was sent says more than that it was refused. */
  private get told(): Told | undefined {
    const extensions = this.faults[0]?.extensions;
    return extensions?.faults?.[0] ?? extensions;
  }

  get code(): string {
    return this.told?.code ?? "SERVER_FAILED";
  }

  get params(): readonly Param[] {
    const given = Object.entries(this.told?.params ?? {});
    return given.map(([name, value]) => ({ name, value: String(value) }));
  }
}

/** The server could not be reached; nothing is known of what it did. */
export class OfflineError extends Error {
  constructor() {
    super("offline");
    this.name = "OfflineError";
  }
}

/** The one place where any failure becomes a code with parameters. */
export function faultOf(problem: unknown): { code: string; params: readonly Param[] } {
  if (problem instanceof RequestRefused) return { code: problem.code, params: problem.params };
  if (problem instanceof OfflineError) return { code: "OFFLINE", params: [] };
  return { code: "PAGE_FAILED", params: [{ name: "reason", value: String(problem) }] };
}
