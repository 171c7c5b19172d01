import { BASE_IMAGE, DRAIN_MS, type PackagePlan, PORT, USER } from './packageOptions.js';

const PROBE = `fetch('http://127.0.0.1:${PORT}/v2/health/ready').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))`;

/** What the container runs unless it is told otherwise, behind the entry point `mle`. */
export function serveArguments({ name, version }: PackagePlan): readonly string[] {
  const where = ['--host', '0.0.0.0', '--port', `${PORT}`];
  return ['serve', `${name}@${version}`, ...where, '--drain', `${DRAIN_MS}`, '--json'];
}

/** The Dockerfile: packages are installed in a stage of their own, so npm's cache is not shipped. */
export function dockerfile(plan: PackagePlan): string {
  const { name, version, sha256, tarball } = plan;
  return `# ${name}, version ${version}. Its packages are installed in a stage that is thrown away.
# The digest is yours to say, once: README.md tells how.
ARG NODE_DIGEST
FROM ${BASE_IMAGE}@\${NODE_DIGEST} AS packages
WORKDIR /app
COPY package.json package-lock.json ${tarball} ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM ${BASE_IMAGE}@\${NODE_DIGEST}
LABEL org.opencontainers.image.title="${name}" \\
      org.opencontainers.image.version="${version}" \\
      mle.manifest.sha256="${sha256}"
ENV NODE_ENV=production \\
    MLE_REGISTRY=/app/registry
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY package.json ./
COPY registry ./registry
# A number, so that Kubernetes can see that it is not root. Nothing below /app is theirs to write.
USER ${USER}:${USER}
EXPOSE ${PORT}
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \\
    CMD ["node", "-e", ${JSON.stringify(PROBE)}]
ENTRYPOINT ["node", "node_modules/mle-kit/bin/mle.js"]
CMD ${JSON.stringify(serveArguments(plan)).replaceAll(',', ', ')}
`;
}

/** Nothing goes to the builder but what the Dockerfile copies. */
export function dockerignore({ tarball }: PackagePlan): string {
  return ['*', '!package.json', '!package-lock.json', `!${tarball}`, '!registry', ''].join('\n');
}
