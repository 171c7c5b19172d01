/** Where a program lies, found as a shell would, but without starting one; undefined when it is nowhere. */
export function onPath(name: string, environment?: NodeJS.ProcessEnv): string | undefined;
