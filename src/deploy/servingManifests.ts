import { serveArguments } from './dockerfile.js';
import { kubernetesName } from './kubernetesName.js';
import { DRAIN_MS, type PackagePlan, PORT } from './packageOptions.js';
import { CONTAINER_SECURITY, labelsOf, metadataOf, podSecurity } from './podParts.js';

const COMPONENT = 'serving';
const READY = { path: '/v2/health/ready', port: 'http' };
const LIVE = { path: '/v2/health/live', port: 'http' };

/**
 * The service on Kubernetes, one object a file: Deployment, Service, HorizontalPodAutoscaler,
 * PodDisruptionBudget, NetworkPolicy.
 */
export function servingManifests(plan: PackagePlan): Readonly<Record<string, object>> {
  const meta = metadataOf(plan, COMPONENT);
  const selector = { matchLabels: labelsOf(plan, COMPONENT) };
  return {
    deployment: deployment(plan),
    service: {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: meta,
      spec: {
        type: 'ClusterIP',
        selector: selector.matchLabels,
        ports: [{ name: 'http', port: 80, targetPort: 'http', protocol: 'TCP' }],
      },
    },
    'horizontal-pod-autoscaler': {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: meta,
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: meta.name },
        minReplicas: 3,
        maxReplicas: 12,
        metrics: [
          {
            type: 'Resource',
            resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 60 } },
          },
        ],
        // Up at once, down only when it has been quiet for five minutes.
        behavior: {
          scaleUp: { stabilizationWindowSeconds: 0 },
          scaleDown: { stabilizationWindowSeconds: 300 },
        },
      },
    },
    'pod-disruption-budget': {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: meta,
      spec: { maxUnavailable: 1, selector },
    },
    'network-policy': {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: meta,
      spec: {
        podSelector: selector,
        policyTypes: ['Ingress', 'Egress'],
        ingress: [{ from: [{ podSelector: {} }], ports: [{ protocol: 'TCP', port: PORT }] }],
        egress: [], // the service asks nobody for anything
      },
    },
  };
}

/** Where the API keys are: in a secret, since manifests are there to be read. Without it, none are asked. */
function keysOf({ name }: PackagePlan): object {
  return { name: `${kubernetesName(name)}-keys`, key: 'MLE_API_KEYS', optional: true };
}

/** No `replicas`: the autoscaler has the word, and applying the file again must not take it back. */
function deployment(plan: PackagePlan): object {
  const selector = { matchLabels: labelsOf(plan, COMPONENT) };
  const meta = metadataOf(plan, COMPONENT);
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: meta,
    spec: {
      selector,
      revisionHistoryLimit: 3,
      minReadySeconds: 5,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      template: {
        metadata: {
          labels: meta.labels,
          annotations: {
            'prometheus.io/scrape': 'true',
            'prometheus.io/port': `${PORT}`,
            'prometheus.io/path': '/metrics',
            'mle/manifest-sha256': plan.sha256,
          },
        },
        spec: {
          ...podSecurity(),
          terminationGracePeriodSeconds: DRAIN_MS / 1000 + 25,
          topologySpreadConstraints: [
            {
              maxSkew: 1,
              topologyKey: 'kubernetes.io/hostname',
              whenUnsatisfiable: 'ScheduleAnyway',
              labelSelector: selector,
            },
          ],
          containers: [
            {
              name: COMPONENT,
              image: plan.image,
              args: [...serveArguments(plan)],
              env: [{ name: 'MLE_API_KEYS', valueFrom: { secretKeyRef: keysOf(plan) } }],
              ports: [{ name: 'http', containerPort: PORT, protocol: 'TCP' }],
              startupProbe: { httpGet: READY, periodSeconds: 1, failureThreshold: 60 },
              readinessProbe: {
                httpGet: READY,
                periodSeconds: 2,
                timeoutSeconds: 1,
                failureThreshold: 1,
              },
              livenessProbe: {
                httpGet: LIVE,
                periodSeconds: 10,
                timeoutSeconds: 3,
                failureThreshold: 3,
              },
              // No limit of CPU: it would stall a busy pod; the request says what it is sure of.
              resources: {
                requests: { cpu: '250m', memory: '192Mi' },
                limits: { memory: '512Mi' },
              },
              securityContext: CONTAINER_SECURITY,
            },
          ],
        },
      },
    },
  };
}
