import type { FastifyInstance } from "fastify";

/** Where browsers tell what their page's policy stopped. */
export const REPORTS_PATH = "/api/csp-reports";
const MAX_REPORT_BYTES = 16 * 1_024;
/** Reports that are written down a minute; a page gone wrong sends thousands alike. */
const MOST_A_MINUTE = 10;

/** Takes reports of violations and writes a few of them down: which rule, and where. What was stopped is not repeated. */
export function takeCspReports(app: FastifyInstance, now: () => number): void {
  let minute = 0;
  let count = 0;
  const parse = (_request: unknown, body: string | Buffer, done: (error: Error | null, body?: unknown) => void) => done(null, String(body));
  app.addContentTypeParser(["application/reports+json", "application/csp-report"], { parseAs: "string" }, parse);
  app.post(REPORTS_PATH, { bodyLimit: MAX_REPORT_BYTES }, async (request, reply) => {
    const thisMinute = Math.floor(now() / 60_000);
    if (thisMinute !== minute) [minute, count] = [thisMinute, 0];
    count += 1;
    if (count <= MOST_A_MINUTE)
      request.log.warn({ violations: summaries(String(request.body)) }, "a page's security policy stopped something");
    return reply.code(204).send();
  });
}

interface Report {
  readonly body?: { readonly effectiveDirective?: unknown; readonly documentURL?: unknown };
}

/** Rule and path of each report: nothing else of what a stranger wrote goes into the log. */
function summaries(text: string): readonly string[] {
  try {
    const reports = JSON.parse(text) as unknown;
    if (!Array.isArray(reports)) return [];
    return (reports as readonly Report[])
      .slice(0, 5)
      .map(({ body }) => `${plain(body?.effectiveDirective)} at ${plain(body?.documentURL)}`);
  } catch {
    return [];
  }
}

const plain = (value: unknown): string =>
  String(value ?? "")
    .split(/[?#]/)[0]
    ?.replaceAll(/[^\w:/.-]/g, "")
    .slice(0, 100) ?? "";
