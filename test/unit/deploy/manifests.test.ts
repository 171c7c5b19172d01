import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { composeFile } from '../../../src/deploy/composeFile.js';
import { contextReadme } from '../../../src/deploy/contextReadme.js';
import { dockerfile, dockerignore, serveArguments } from '../../../src/deploy/dockerfile.js';
import { kubernetesName } from '../../../src/deploy/kubernetesName.js';
import {
  DRAIN_MS,
  type PackagePlan,
  readPackageOptions,
} from '../../../src/deploy/packageOptions.js';
import { scoringManifests } from '../../../src/deploy/scoringManifests.js';
import { servingManifests } from '../../../src/deploy/servingManifests.js';
import { shippedDependencies } from '../../../src/deploy/shippedDependencies.js';
import { yamlText } from '../../../src/deploy/yamlText.js';

const plan: PackagePlan = {
  name: 'rain_model',
  version: 3,
  sha256: 'a'.repeat(64),
  image: 'example.org/rain:3',
  tarball: 'mle-kit-0.1.0.tgz',
  library: '0.1.0',
};

/** A Kubernetes object, as far as the tests look into it. */
interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly selector?: { readonly matchLabels: Readonly<Record<string, string>> };
    readonly podSelector?: { readonly matchLabels: Readonly<Record<string, string>> };
    readonly template?: {
      readonly metadata: { readonly labels: Readonly<Record<string, string>> };
      readonly spec: {
        readonly securityContext: { readonly runAsNonRoot: boolean };
        readonly terminationGracePeriodSeconds: number;
        readonly containers: readonly Container[];
      };
    };
  };
}
interface Container {
  readonly image: string;
  readonly env?: object;
  readonly securityContext: object;
  readonly readinessProbe: { readonly periodSeconds: number; readonly failureThreshold: number };
}

/** Names of models; several would be the same one to a platform that has no underscores, or cuts them. */
const NAMES = [
  ...['a', 'rain_model', 'rain-model', 'rain-model_', 'rain-model-', '0-_-_', '7', 'm-7', '0'],
  ...[`${'x'.repeat(39)}_y`, `${'x'.repeat(39)}-y`, 'x'.repeat(39), 'z'.repeat(64), 'z'.repeat(63)],
];
const manifest = { output: { kind: 'regression', name: 'rain' }, modelKind: 'ridge' } as never;

const serving = servingManifests(plan) as Readonly<Record<string, Manifest>>;
const manifests = [...Object.values(serving), ...(scoringManifests(plan) as Manifest[])];
const pods = manifests.filter(({ spec }) => spec.template !== undefined);
const selects = (wanted: Readonly<Record<string, string>>, labels: object) =>
  Object.entries(wanted).every(([key, value]) => Reflect.get(labels, key) === value);

describe('the manifests', () => {
  it('hold every pod to no root, a read-only disk and no privileges', () => {
    expect(pods.map(({ kind }) => kind)).toEqual(['Deployment', 'Job', 'Deployment', 'Deployment']);
    for (const { spec } of pods) {
      const { securityContext, containers } = spec.template!.spec;
      expect(securityContext.runAsNonRoot).toBe(true);
      for (const container of containers) {
        expect(container.securityContext).toEqual({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        });
      }
    }
  });

  it('select the pods that they mean, and no pod belongs to two workloads', () => {
    const workloads = pods.filter(({ spec }) => spec.selector !== undefined);
    expect(workloads).toHaveLength(3);
    for (const workload of workloads) {
      const { matchLabels } = workload.spec.selector!;
      const own = pods.filter((pod) => selects(matchLabels, pod.spec.template!.metadata.labels));
      expect(own).toEqual([workload]);
    }
    const policies = manifests.filter(({ kind }) => kind === 'NetworkPolicy');
    const counts = policies.map(({ spec }) => {
      const { matchLabels } = spec.podSelector!;
      return pods.filter((pod) => selects(matchLabels, pod.spec.template!.metadata.labels)).length;
    });
    expect(counts).toEqual([1, 1, 2]); // the service; the queue; job and workers
  });

  it('never select by the version: an update would lose sight of the pods before it', () => {
    for (const { spec } of manifests) {
      const labels = { ...spec.selector?.matchLabels, ...spec.podSelector?.matchLabels };
      expect(labels).not.toHaveProperty(['app.kubernetes.io/version']);
    }
  });

  it('give a pod time to drain: longer than readiness is wrong, shorter than its grace', () => {
    const { terminationGracePeriodSeconds, containers } = serving.deployment!.spec.template!.spec;
    const { periodSeconds, failureThreshold } = containers[0]!.readinessProbe;
    expect(DRAIN_MS / 1000).toBeGreaterThan(2 * periodSeconds * failureThreshold);
    expect(terminationGracePeriodSeconds).toBeGreaterThan(DRAIN_MS / 1000 + 10);
    expect(serveArguments(plan).join(' ')).toContain(`--drain ${DRAIN_MS}`);
  });

  it('bear names that Kubernetes takes, whatever the model is called', () => {
    for (const name of NAMES) {
      const all = [
        ...Object.values(servingManifests({ ...plan, name })),
        ...scoringManifests({ ...plan, name }),
      ] as Manifest[];
      for (const { metadata } of all) {
        expect(metadata.name).toMatch(/^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/); // DNS-1035
      }
    }
  });

  it('take API keys from a secret, which may be missing', () => {
    const [container] = serving.deployment!.spec.template!.spec.containers;
    const keys = `${serving.deployment!.metadata.name}-keys`;
    const secretKeyRef = { name: keys, key: 'MLE_API_KEYS', optional: true };
    expect(container!.env).toEqual([{ name: 'MLE_API_KEYS', valueFrom: { secretKeyRef } }]);
    expect(contextReadme(plan, manifest)).toContain(`kubectl create secret generic ${keys} `);
  });
});

describe('kubernetesName', () => {
  it('keeps a name that Kubernetes takes', () => {
    for (const name of ['a', 'rain', 'rain-2', 'x'.repeat(40)]) {
      expect(kubernetesName(name)).toBe(name);
    }
  });

  it('never gives two models one name', () => {
    expect(new Set(NAMES.map(kubernetesName)).size).toBe(NAMES.length);
  });

  it('is the name of an image, whatever the model is called', () => {
    for (const name of NAMES) {
      const image = `${kubernetesName(name)}:1`;
      expect(readPackageOptions('packageModel', { image }).image).toBe(image);
    }
  });
});

describe('yamlText', () => {
  it('is read back as the same objects by the rules of YAML 1.1, where no, off and 012 are none of text', async () => {
    const objects = [{ args: ['no', 'off', '012', '1:30', '', 'y'] }, { deep: [{ a: '2' }] }];
    const documents = parseAllDocuments(await yamlText(...objects), { version: '1.1' });
    expect((documents as { toJS(): unknown }[]).map((one) => one.toJS())).toEqual(objects);
  });
});

describe('the compose file', () => {
  it('holds every service to a read-only disk, and asks for the digest by name', () => {
    const { services } = composeFile(plan) as {
      readonly services: Record<string, { readonly read_only?: boolean }>;
    };
    expect(Object.values(services).map(({ read_only }) => read_only)).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(JSON.stringify(services)).toContain('NODE_DIGEST:?');
  });

  it('hands on the API keys of the shell, and holds none', () => {
    const { services } = composeFile(plan) as {
      readonly services: Record<string, { readonly environment?: readonly string[] }>;
    };
    expect(services.serve!.environment).toEqual(['MLE_API_KEYS']);
  });
});

describe('the Dockerfile', () => {
  it('pins its base twice by the same digest, and ends as a user that is not root', () => {
    const text = dockerfile(plan);
    expect(text.match(/^FROM \S+@\$\{NODE_DIGEST\}/gm)).toHaveLength(2);
    expect(text.lastIndexOf('USER 10001:10001')).toBeGreaterThan(text.lastIndexOf('COPY'));
    expect(text).not.toContain('HEALTHCHECK NONE');
  });

  it('copies nothing that .dockerignore keeps from the builder', () => {
    const allowed = dockerignore(plan).split('\n');
    const copied = [...dockerfile(plan).matchAll(/^COPY (?!--from)(.*) \S+$/gm)].flatMap(
      ([, names]) => names!.split(' '),
    );
    expect(allowed[0]).toBe('*');
    for (const name of copied) expect(allowed).toContain(`!${name}`);
    expect(new Set(copied).size).toBe(allowed.length - 2);
  });
});

describe('what travels', () => {
  it('is every dependency that is not known to be needless', () => {
    const manifest = {
      name: 'mle-kit',
      version: '1.0.0',
      dependencies: { fastify: '5', sharp: '1', '@tensorflow/tfjs': '4', new: '1' },
    };
    expect(shippedDependencies(manifest, false)).toEqual({ fastify: '5', new: '1' });
    expect(Object.keys(shippedDependencies(manifest, true))).toContain('@tensorflow/tfjs');
  });

  it.each([
    ...['Rain:3', 'rain:', 'rain;rm', '$(x)', 'a b', ''],
    ...['rain_', 'rain-:3', 'a..b', 'a___b', 'a._b', 'a/_b', 'a//b', '/a', 'a/'],
  ])('never has the name "%s"', (image) => {
    expect(() => readPackageOptions('packageModel', { image })).toThrow('HOST/PATH:TAG');
  });

  it.each([
    'rain',
    'rain_model:3',
    'a__b/c--d/e.f',
    'localhost:5000/a/b:v1.2',
    `a@sha256:${'0'.repeat(64)}`,
  ])('may have the name %s', (image) => {
    expect(readPackageOptions('packageModel', { image }).image).toBe(image);
  });
});
