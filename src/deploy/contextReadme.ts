import type { VersionManifest } from '../registry/index.js';
import { kubernetesName } from './kubernetesName.js';
import {
  BASE_IMAGE,
  DRAIN_MS,
  type PackagePlan,
  PORT,
  QUEUE_IMAGE,
  USER,
} from './packageOptions.js';

/** What whoever gets the folder has to know. */
export function contextReadme(plan: PackagePlan, { output, modelKind }: VersionManifest): string {
  const { name, version, sha256, image, library, tarball } = plan;
  const deployment = kubernetesName(name);
  return `# ${name}, version ${version}: a build context

Answers with \`${output.name}\` (${output.kind}, ${modelKind}), by mle-kit ${library}. The manifest of the version is
\`${sha256}\`.

| file | is |
|---|---|
| \`Dockerfile\`, \`.dockerignore\` | the image: packages in one stage, the service in the next, user ${USER}, nothing to write |
| \`compose.yaml\` | the same on one machine |
| \`kubernetes/\` | the service on a cluster; \`kubernetes/scoring/\` jobs over whole files |
| \`package.json\`, \`package-lock.json\` | what is installed, each package by version and hash |
| \`${tarball}\` | the library |
| \`registry/\` | the model, each file called by its SHA-256 and checked whenever it is loaded |

## Build

The base image is pinned by its digest, which is yours to look up and to write down:

\`\`\`sh
docker buildx imagetools inspect ${BASE_IMAGE} --format '{{.Manifest.Digest}}'
docker build --build-arg NODE_DIGEST=sha256:… --tag ${image} .
\`\`\`

## Run on one machine

\`\`\`sh
NODE_DIGEST=sha256:… docker compose up --detach
curl http://127.0.0.1:${PORT}/v2/health/ready
docker compose --profile scoring run score      # scores data/input.parquet
\`\`\`

\`data/\` must belong to user ${USER}. API keys come from your shell's \`MLE_API_KEYS\`, separated by commas;
without it anybody who reaches the port may call the service.

## Run on Kubernetes

\`\`\`sh
docker push ${image}
kubectl create secret generic ${deployment}-keys --from-literal=MLE_API_KEYS="$MLE_API_KEYS"    # where keys are wanted
kubectl apply --filename kubernetes/
kubectl rollout status deployment/${deployment}
kubectl apply --filename kubernetes/scoring/    # where whole files are scored
\`\`\`

- A pod that is told to end says at once that it is no longer ready, and answers for ${DRAIN_MS / 1000} s more: that is
  the time in which its Service's nodes, and a load balancer that asks for itself, hear of it.
- API keys are read when a pod starts: after the secret has changed,
  \`kubectl rollout restart deployment/${deployment}\`. \`/metrics\` asks for one, too.
- The autoscaler has the word on how many pods there are, so the Deployment names no number.
- Only pods of the same namespace reach the service. Add your ingress controller's namespace to
  \`kubernetes/network-policy.yaml\`.
- Scoring wants a disk that several pods can mount (\`ReadWriteMany\`), with \`input.parquet\` on it, and runs its
  queue on \`${QUEUE_IMAGE}\`; pin that one, too.
`;
}
