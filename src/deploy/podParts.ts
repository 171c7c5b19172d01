import { kubernetesName } from './kubernetesName.js';
import { type PackagePlan, USER } from './packageOptions.js';

/** The labels by which a part of a model's system is found. */
export function labelsOf({ name }: PackagePlan, component: string) {
  return {
    'app.kubernetes.io/name': kubernetesName(name),
    'app.kubernetes.io/component': component,
  };
}

/** As `labelsOf`, with what changes from version to version and so is never selected by. */
export function metadataOf(plan: PackagePlan, component: string, ending = '') {
  return {
    name: `${kubernetesName(plan.name)}${ending}`,
    labels: { ...labelsOf(plan, component), 'app.kubernetes.io/version': `${plan.version}` },
  };
}

/** What every pod is held to: no root, no token of the cluster, the system calls of the default profile. */
export function podSecurity(user: number = USER) {
  return {
    automountServiceAccountToken: false,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: user,
      runAsGroup: user,
      fsGroup: user,
      seccompProfile: { type: 'RuntimeDefault' },
    },
  };
}

/** What every container is held to. */
export const CONTAINER_SECURITY = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
} as const;
