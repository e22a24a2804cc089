/** As much of package.json as is read here. */
interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** A row of the table of dependencies: its first cell is the package, its last the reason. */
const ROW = /^\| `([^`]+)` \|.*\| *([^|]*?) *\|$/;
const EXACT = /^\d+\.\d+\.\d+$/;

/**
 * What is wrong with the list of reasons: a dependency without one, a reason for what is no dependency any more. A
 * version that is not exact is told here too, for nothing else reads them all.
 *
 * @param text the page with the table
 */
export function faultsOfReasons({ dependencies = {}, devDependencies = {} }: Manifest, text: string): string[] {
  const versions = new Map(Object.entries({ ...dependencies, ...devDependencies }));
  const reasons = new Map(
    text.split("\n").flatMap((line) => {
      const [, name, reason] = ROW.exec(line) ?? [];
      return name === undefined || reason === undefined ? [] : [[name, reason] as const];
    }),
  );
  const faults: string[] = [];
  for (const [name, version] of versions) {
    if ((reasons.get(name) ?? "") === "") faults.push(`dependency ${name} has no reason in the table of dependencies`);
    if (!EXACT.test(version)) faults.push(`dependency ${name} is not pinned to one version: ${version}`);
  }
  for (const name of reasons.keys()) {
    if (!versions.has(name)) faults.push(`the table of dependencies gives a reason for ${name}, which is none`);
  }
  return faults;
}
