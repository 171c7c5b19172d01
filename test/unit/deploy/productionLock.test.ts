import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LockFile, productionLock } from '../../../src/deploy/productionLock.js';

/** The library in a workspace, with a package of its own that shadows one of the project. */
const lock: LockFile = {
  packages: {
    '': { version: '1.0.0' },
    'node_modules/mle-kit': { resolved: 'src', link: true },
    src: { version: '0.1.0', dependencies: { a: '1', shadowed: '2' } },
    'src/node_modules/shadowed': { version: '2.0.0', dependencies: { deep: '1' } },
    'node_modules/shadowed': { version: '1.0.0' },
    'node_modules/a': {
      version: '1.0.0',
      resolved: 'https://somewhere/a.tgz',
      integrity: 'sha512-a',
      dev: true,
      dependencies: { b: '1' },
      optionalDependencies: { mac: '1', lost: '1' },
      peerDependencies: { peer: '1', absent: '1' },
      peerDependenciesMeta: { absent: { optional: true } },
    },
    'node_modules/a/node_modules/b': { version: '2.0.0', dependencies: { a: '1' } },
    'node_modules/b': { version: '1.0.0' },
    'node_modules/mac': { version: '1.0.0', os: ['darwin'], optional: true },
    'node_modules/peer': { version: '1.0.0' },
    'node_modules/deep': { version: '1.0.0' },
    'node_modules/test-runner': { version: '9.0.0', dev: true },
  },
};

describe('productionLock', () => {
  it('follows dependencies, optional ones and peers, each as its asker finds it, and no others', () => {
    expect(productionLock(lock, 'src', ['a', 'shadowed'])).toEqual({
      'node_modules/a': {
        version: '1.0.0',
        integrity: 'sha512-a',
        dependencies: { b: '1' },
        optionalDependencies: { mac: '1', lost: '1' },
        peerDependencies: { peer: '1', absent: '1' },
        peerDependenciesMeta: { absent: { optional: true } },
      },
      'node_modules/a/node_modules/b': { version: '2.0.0', dependencies: { a: '1' } },
      'node_modules/deep': { version: '1.0.0' },
      'node_modules/mac': { version: '1.0.0', os: ['darwin'], optional: true },
      'node_modules/mle-kit/node_modules/shadowed': {
        version: '2.0.0',
        dependencies: { deep: '1' },
      },
      'node_modules/peer': { version: '1.0.0' },
    });
  });

  it('reads the lock of a project that has the library from a registry, too', () => {
    const packages = {
      'node_modules/mle-kit/node_modules/a': { version: '3.0.0' },
      'node_modules/a': { version: '1.0.0' },
    };
    expect(Object.keys(productionLock({ packages }, 'node_modules/mle-kit', ['a']))).toEqual([
      'node_modules/mle-kit/node_modules/a',
    ]);
  });

  it.each(['missing', '__proto__'])('refuses a lock that lacks %s', (name) => {
    expect(() => productionLock(lock, 'src', [name])).toThrow(
      `which version of ${name} src uses. Write it again`,
    );
  });

  it('ends, and takes only what is there, whatever leads to what', () => {
    const names = fc.constantFrom('a', 'b', 'c', 'd');
    const graph = fc.dictionary(names, fc.uniqueArray(names));
    fc.assert(
      fc.property(graph, (leads) => {
        const all = ['a', 'b', 'c', 'd'];
        const packages = Object.fromEntries(
          all.map((name) => [
            `node_modules/${name}`,
            { dependencies: Object.fromEntries((leads[name] ?? []).map((to) => [to, '1'])) },
          ]),
        );
        const found = Object.keys(productionLock({ packages }, 'node_modules/mle-kit', ['a']));
        const reached = new Set(['a']);
        for (const name of reached) for (const to of leads[name] ?? []) reached.add(to);
        expect(found).toEqual([...reached].sort().map((name) => `node_modules/${name}`));
      }),
    );
  });
});
