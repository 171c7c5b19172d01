import { kubernetesName } from './kubernetesName.js';
import { type PackagePlan, QUEUE_IMAGE } from './packageOptions.js';
import { CONTAINER_SECURITY, labelsOf, metadataOf, podSecurity } from './podParts.js';

const QUEUE_PORT = 6379;
/** The user `redis` of its image. */
const QUEUE_USER = 999;
/** What job and workers have in common: they may speak to the queue. */
const PART = { 'app.kubernetes.io/part-of': 'scoring' };

/**
 * Scoring on Kubernetes: a Job that cuts a file into shards, workers that compute them, the queue
 * between the two, the disk that they share, and a network in which they reach nothing else.
 *
 * The queue keeps nothing on disk: what it loses in a restart is put into it again by the Job.
 */
export function scoringManifests(plan: PackagePlan): readonly object[] {
  const base = kubernetesName(plan.name);
  const url = `redis://${base}-queue:${QUEUE_PORT}`;
  const job = ['score', `${plan.name}@${plan.version}`, '/data/input.parquet'];
  return [
    {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: metadataOf(plan, 'scoring-data', '-scoring-data'),
      spec: { accessModes: ['ReadWriteMany'], resources: { requests: { storage: '10Gi' } } },
    },
    {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: metadataOf(plan, 'scoring-job', `-score-${plan.version}`),
      spec: {
        backoffLimit: 3,
        activeDeadlineSeconds: 6 * 3600,
        ttlSecondsAfterFinished: 24 * 3600,
        template: pod(
          plan,
          'scoring-job',
          [...job, '/data/scored.parquet', '--queue', url, '--json'],
          'OnFailure',
        ),
      },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: metadataOf(plan, 'scoring-worker', '-scoring-worker'),
      spec: {
        replicas: 2,
        selector: { matchLabels: labelsOf(plan, 'scoring-worker') },
        template: pod(plan, 'scoring-worker', ['worker', '--queue', url, '--json'], 'Always'),
      },
    },
    ...queue(plan),
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: metadataOf(plan, 'scoring', '-scoring'),
      spec: {
        podSelector: { matchLabels: clientsOf(plan) },
        policyTypes: ['Ingress', 'Egress'],
        ingress: [],
        egress: [
          {
            to: [{ podSelector: { matchLabels: labelsOf(plan, 'queue') } }],
            ports: [{ protocol: 'TCP', port: QUEUE_PORT }],
          },
          // Names are looked up.
          { ports: ['UDP', 'TCP'].map((protocol) => ({ protocol, port: 53 })) },
        ],
      },
    },
  ];
}

function clientsOf(plan: PackagePlan) {
  return { 'app.kubernetes.io/name': kubernetesName(plan.name), ...PART };
}

function pod(
  plan: PackagePlan,
  component: string,
  args: readonly string[],
  restartPolicy: string,
): object {
  return {
    metadata: { labels: { ...metadataOf(plan, component).labels, ...PART } },
    spec: {
      ...podSecurity(),
      restartPolicy,
      terminationGracePeriodSeconds: 120, // a worker ends the shard at hand first
      containers: [
        {
          name: 'scoring',
          image: plan.image,
          args,
          resources: { requests: { cpu: '1', memory: '512Mi' }, limits: { memory: '2Gi' } },
          securityContext: CONTAINER_SECURITY,
          volumeMounts: [
            { name: 'data', mountPath: '/data' },
            { name: 'scratch', mountPath: '/tmp' },
          ],
        },
      ],
      volumes: [
        {
          name: 'data',
          persistentVolumeClaim: { claimName: `${kubernetesName(plan.name)}-scoring-data` },
        },
        { name: 'scratch', emptyDir: { sizeLimit: '1Gi' } },
      ],
    },
  };
}

function queue(plan: PackagePlan): readonly object[] {
  const selector = { matchLabels: labelsOf(plan, 'queue') };
  const metadata = metadataOf(plan, 'queue', '-queue');
  const ports = [{ name: 'redis', containerPort: QUEUE_PORT, protocol: 'TCP' }];
  const command = ['redis-server', '--save', '', '--appendonly', 'no'];
  const resources = { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '256Mi' } };
  const securityContext = CONTAINER_SECURITY;
  const container = { name: 'queue', image: QUEUE_IMAGE, args: command, ports, resources };
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: {
        replicas: 1,
        strategy: { type: 'Recreate' },
        selector,
        template: {
          metadata: { labels: metadata.labels },
          spec: { ...podSecurity(QUEUE_USER), containers: [{ ...container, securityContext }] },
        },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: {
        selector: selector.matchLabels,
        ports: [{ name: 'redis', port: QUEUE_PORT, targetPort: 'redis', protocol: 'TCP' }],
      },
    },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata,
      spec: {
        podSelector: selector,
        policyTypes: ['Ingress', 'Egress'],
        ingress: [
          {
            from: [{ podSelector: { matchLabels: clientsOf(plan) } }],
            ports: [{ protocol: 'TCP', port: QUEUE_PORT }],
          },
        ],
        egress: [],
      },
    },
  ];
}
