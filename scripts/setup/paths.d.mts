/** Where everything that the set-up makes or reads lies. */
export interface ProjectPaths {
  readonly root: string;
  readonly build: string;
  readonly venv: string;
  /** The environment's interpreter. */
  readonly python: string;
  readonly nodeModules: string;
  readonly packageLock: string;
  readonly installedLock: string;
  readonly requirements: string;
  readonly tensorflowRequirements: string;
  readonly tfjsNode: string;
  readonly binding: string;
  readonly compiler: string;
  readonly library: string;
  readonly dist: string;
  readonly kernelSpec: string;
  readonly stamp: string;
  readonly lock: string;
  readonly log: string;
}
export const projectRoot: string;
export function projectPaths(root?: string): ProjectPaths;
export function sitePackages(paths: ProjectPaths): string;
