import { SetupFault } from './fault.mjs';

export const AGAIN = 'node scripts/setup.mjs';

/** What npm, pip and the compiler say when something outside them is wrong. The first that matches counts. */
const CAUSES = [
  {
    pattern: /ENOSPC|No space left on device|not enough space on the disk/i,
    sentence: () => 'The disk is full.',
    remedy: `df -h .   (shows how full it is; free about 4 GB), then ${AGAIN}`,
  },
  {
    pattern:
      /SELF_SIGNED_CERT|UNABLE_TO_(GET_ISSUER|VERIFY_LEAF)|CERT_HAS_EXPIRED|CERTIFICATE_VERIFY_FAILED/,
    sentence: (tool, registry) =>
      `${tool} does not trust the certificate of the ${registry}: a proxy may be in between.`,
    remedy: `NODE_EXTRA_CA_CERTS=/path/to/ca.pem PIP_CERT=/path/to/ca.pem ${AGAIN}`,
  },
  {
    pattern:
      /ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|ERR_SOCKET_TIMEOUT|NewConnectionError|ConnectTimeoutError|ReadTimeoutError|NameResolutionError|ProxyError|Name or service not known|Temporary failure in name resolution|Network is unreachable/,
    sentence: (tool, registry) =>
      `The ${registry} cannot be reached; ${tool} needs it this once, later set-ups work offline.`,
    remedy: `${AGAIN}   (when the network is back; behind a proxy: HTTPS_PROXY=http://… ${AGAIN})`,
  },
  {
    pattern: /\bE(ACCES|PERM)\b|Permission denied|PermissionError/,
    sentence: (tool) =>
      `${tool} may not write here or into its cache: some files belong to another user.`,
    remedy: `sudo chown -R "$(id -u):$(id -g)" . ~/.npm ~/.cache/pip && ${AGAIN}`,
  },
  {
    pattern: /npm (error|ERR!) code EUSAGE/,
    sentence: () => 'package-lock.json does not match package.json.',
    remedy: 'npm install',
  },
  {
    pattern: /npm (error|ERR!) code EINTEGRITY/,
    sentence: () =>
      'A package from the npm registry or from npm’s cache is not the one that package-lock.json names.',
    remedy: `npm cache clean --force && ${AGAIN}`,
  },
  {
    pattern: /DO NOT MATCH THE HASHES/,
    sentence: () => 'A Python package is not the one that the requirements name.',
    remedy: `.venv/bin/python -m pip cache purge && ${AGAIN}`,
  },
  {
    pattern: /No matching distribution found|Could not find a version that satisfies/,
    sentence: () => 'A Python package does not exist for this Python on this machine.',
    remedy: `rm -rf .venv && MLE_PYTHON=python3.12 ${AGAIN}`,
  },
];

/**
 * The fault behind a child's failure; where it is not a known one, its last words are shown.
 *
 * @param {string} tool as the sentence names it: 'npm'
 * @param {string} registry as the sentence names it: 'npm registry'
 * @param {string} output all that the child said
 * @param {{ what: string, log: string }} context what failed, and where the whole output is
 */
export function diagnose(tool, registry, output, { what, log }) {
  const cause = CAUSES.find(({ pattern }) => pattern.test(output));
  if (cause) return new SetupFault(cause.sentence(tool, registry), cause.remedy);
  return new SetupFault(`${what} failed; the whole output is in ${log}.`, AGAIN, lastLines(output));
}

/** The last lines with something in them. */
export function lastLines(output, count = 10) {
  return output
    .split(/\r?\n/)
    .map((line) => line.trimEnd())
    .filter((line) => line.trim() !== '')
    .slice(-count);
}
