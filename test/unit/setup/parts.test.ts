import { describe, expect, it } from 'vitest';

/** The set-up is plain JavaScript, so that it runs before anything is installed: it has no types. */
const load = (name: string) =>
  import(new URL(`../../../scripts/setup/${name}.mjs`, import.meta.url).href);

const { nodeFault } = await load('nodeVersion');
const { diagnose } = await load('diagnose');
const { differsFromLock } = await load('nodePackages');
const { choosePython } = await load('findPython');
const { compilerArguments } = await load('nativeBackend');
const { assertSpace } = await load('diskSpace');
const { childEnvironment } = await load('environment');

describe('nodeFault', () => {
  it.each([
    '20.19.0',
    '20.20.2',
    '22.12.0',
    '23.0.0',
    '24.1.0',
    '26.0.0',
  ])('takes Node %s', (version) => {
    expect(nodeFault(version)).toBeUndefined();
  });

  // 21 and the first of the 22 line cannot `require` ES modules, which the kernel does.
  it.each(['12.22.0', '18.20.4', '20.18.3', '21.7.3', '22.11.0'])('refuses Node %s', (version) => {
    const fault = nodeFault(version);
    expect(fault.sentence).toContain(`Node ${version} is too old`);
    expect(fault.remedy).toContain('nvm install');
  });
});

describe('diagnose', () => {
  const told = (output: string) =>
    diagnose('npm', 'npm registry', output, { what: 'npm ci', log: 'setup.log' }).message;

  it.each([
    [
      'npm error network request failed, reason: connect ECONNREFUSED 127.0.0.1:4873',
      'cannot be reached',
    ],
    ['npm error code ETIMEDOUT', 'cannot be reached'],
    ['npm error errno EAI_AGAIN', 'cannot be reached'],
    [
      'ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device',
      'disk is full',
    ],
    [
      '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed',
      'does not trust the certificate',
    ],
    ['ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.', 'is not the one'],
    ['npm error code EINTEGRITY', 'is not the one'],
    [
      'ERROR: No matching distribution found for tensorflow==2.21.0',
      'does not exist for this Python',
    ],
  ])('understands: %s', (output, sentence) => {
    expect(told(output)).toContain(sentence);
  });

  it('blames the network before the version that pip could not find because of it', () => {
    const output =
      "WARNING: Retrying after 'NewConnectionError: [Errno 111]'\nERROR: No matching distribution found for x";
    expect(told(output)).toContain('cannot be reached');
  });

  it('keeps the last ten lines of what it does not know', () => {
    const output = Array.from({ length: 30 }, (_, i) => `line ${i}\n\n`).join('');
    const fault = diagnose('npm', 'npm registry', output, { what: 'npm ci', log: 'setup.log' });
    expect(fault.message).toBe('npm ci failed; the whole output is in setup.log.');
    expect(fault.details).toEqual(Array.from({ length: 10 }, (_, i) => `line ${i + 20}`));
  });
});

describe('differsFromLock', () => {
  const lock = (packages: object) => JSON.stringify({ packages });
  const a = { version: '1.0.0', integrity: 'sha512-a' };
  const everywhere = () => true;

  it('finds no difference where there is none, whatever is for other platforms only', () => {
    const wanted = lock({
      '': {},
      src: {},
      'node_modules/a': a,
      'node_modules/mac': { ...a, optional: true },
    });
    expect(differsFromLock(wanted, lock({ 'node_modules/a': a }), everywhere)).toBeUndefined();
  });

  it.each([
    ['a missing package', {}, everywhere, 'node_modules/a is missing'],
    ['a deleted folder', { 'node_modules/a': a }, () => false, 'node_modules/a is missing'],
    [
      'another version',
      { 'node_modules/a': { ...a, version: '2.0.0' } },
      everywhere,
      'node_modules/a is 2.0.0, wanted is 1.0.0',
    ],
    [
      'other bytes',
      { 'node_modules/a': { ...a, integrity: 'sha512-b' } },
      everywhere,
      'node_modules/a is 1.0.0, wanted is 1.0.0',
    ],
  ])('finds %s', (_, installed, exists, difference) => {
    expect(differsFromLock(lock({ 'node_modules/a': a }), lock(installed), exists)).toBe(
      difference,
    );
  });

  it('takes an installation without npm’s closing file for an unfinished one', () => {
    expect(differsFromLock(lock({}), undefined, everywhere)).toContain('unfinished');
  });
});

describe('choosePython', () => {
  const python = (minor: number, venv = true) => ({
    command: `python3.${minor}`,
    args: [],
    major: 3,
    minor,
    path: `/usr/bin/python3.${minor}`,
    venv,
  });

  it('prefers one that TensorFlow’s wheels know to a newer one', () => {
    expect(choosePython([python(14), python(12)]).minor).toBe(12);
  });

  it('takes a newer one where there is no other', () => {
    expect(choosePython([python(14)]).minor).toBe(14);
  });

  it('passes over one without venv', () => {
    expect(choosePython([python(12, false), python(10)]).minor).toBe(10);
  });

  it('names the old ones that it found', () => {
    expect(() => choosePython([python(8), python(9)])).toThrow(
      'only 3.8 (/usr/bin/python3.8), 3.9',
    );
  });
});

describe('compilerArguments', () => {
  const parts = {
    output: '/course/node_modules/lib/x.node.draft',
    headers: '/headers',
    sources: ['/a.cc'],
    tensorflow: '/course/.venv/lib/python3.11/site-packages/tensorflow',
    from: '/course/node_modules/lib',
  };

  it.each([
    ['linux', '-Wl,-rpath,$ORIGIN/../../.venv/lib/python3.11/site-packages/tensorflow', '-shared'],
    [
      'darwin',
      '-Wl,-rpath,@loader_path/../../.venv/lib/python3.11/site-packages/tensorflow',
      'dynamic_lookup',
    ],
  ])('names the library relative to the binding on %s, so that the folder can be moved', (platform, rpath, flag) => {
    const found = compilerArguments(parts, platform);
    expect(found.at(-1)).toBe(rpath);
    expect(found).toContain(flag);
  });
});

describe('assertSpace', () => {
  it('lets pass what fits', () => {
    expect(() => assertSpace(3800, 3800)).not.toThrow();
  });
  it('says what is there and what is needed', () => {
    expect(() => assertSpace(3800, 1234)).toThrow(
      'The disk has 1.2 GB left; what is missing here needs about 3.8 GB.',
    );
  });
});

describe('childEnvironment', () => {
  it('keeps the learner’s Python settings away from the project’s environment', () => {
    const clean = childEnvironment({
      PATH: '/bin',
      PYTHONPATH: '/mine',
      PYTHONHOME: '/mine',
      PIP_USER: '1',
    });
    expect(clean).toMatchObject({ PATH: '/bin', PIP_USER: '0', PYTHONNOUSERSITE: '1' });
    expect(clean).not.toHaveProperty('PYTHONPATH');
    expect(clean).not.toHaveProperty('PYTHONHOME');
  });

  it('has npm leave nothing out', () => {
    const names = ['NODE_ENV', 'npm_config_omit', 'NPM_CONFIG_OMIT', 'npm_config_production'];
    const clean = childEnvironment(Object.fromEntries(names.map((name) => [name, 'x'])));
    expect(names.filter((name) => name in clean)).toEqual([]);
  });
});
