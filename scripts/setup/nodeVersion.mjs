/**
 * Whether this Node can run the course. Needed: 20.19 or later of the 20 line, or 22.12 and later:
 * the notebook kernel `require`s ES modules, which the versions between cannot do.
 * Written for old Nodes to read, so without anything newer than template strings.
 *
 * @param {string} version such as '20.19.0'
 * @returns {{ sentence: string, remedy: string } | undefined} undefined when it can
 */
export function nodeFault(version) {
  const parts = version.split('.').map(Number);
  const major = parts[0];
  const minor = parts[1];
  const able = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
  if (able) return undefined;
  return {
    sentence: `Node ${version} is too old for this course: it needs Node 20.19 or later (of the 22 line, 22.12 or later).`,
    remedy: 'nvm install 22   (or the installer of https://nodejs.org), then npm start',
  };
}
