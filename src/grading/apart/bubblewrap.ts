import { existsSync, lstatSync, readlinkSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import type { CourseFolder } from './courseFolder.js';
import type { Limits } from './limits.js';

/** A command, and the environment that it gets. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

const COURSE = '/course';
const WORK = '/work';

/**
 * The command that runs a script of this library in a root of its own, by bubblewrap.
 *
 * In there lie the system's libraries, Node, the packages with the built library, the data sets,
 * and an empty folder `/work` in memory, the only place that can be written to. There is no network,
 * no other process, no shell, no home and no environment. Started by root, all this is set up
 * by root, since a checkout may lie where nobody else may look; then `setpriv` gives up
 * user, groups and capabilities, before Node starts. Limits that hold for a user's processes together
 * count from there, so each place has a user of its own.
 *
 * @param entry the script, relative to the built library.
 * @param run which of this process's runs it is.
 */
export function bubblewrap(
  { packages, library, libraryPlace, datasets, tensorflow }: CourseFolder,
  entry: string,
  limits: Limits,
  run: number,
): Command {
  const root = process.getuid?.() === 0;
  const at = posix.join(COURSE, 'node_modules', libraryPlace === '' ? 'mle-kit' : libraryPlace);
  const parts = ['dist', 'package.json', 'node_modules'];
  const library_ =
    libraryPlace === ''
      ? []
      : [
          ...['--dir', at],
          ...parts.flatMap((part) => ['--ro-bind-try', `${library}/${part}`, `${at}/${part}`]),
        ];
  const args = [
    ...['--unshare-ipc', '--unshare-pid', '--unshare-net', '--unshare-uts'],
    '--unshare-cgroup-try',
    ...(root ? [] : ['--unshare-user', '--disable-userns']),
    ...['--die-with-parent', '--new-session', '--clearenv', '--hostname', 'apart'],
    // A folder that a mount makes on its way is closed to others.
    ...['/usr', '/usr/bin', '/etc', COURSE].flatMap((folder) => ['--dir', folder]),
    ...systemLibraries(),
    ...['--ro-bind', process.execPath, '/usr/bin/node'],
    ...['--ro-bind', '/usr/bin/prlimit', '/usr/bin/prlimit'],
    ...(root ? ['--ro-bind', '/usr/bin/setpriv', '/usr/bin/setpriv'] : []),
    ...['--ro-bind', packages, `${COURSE}/node_modules`, ...library_],
    ...(datasets === undefined ? [] : ['--ro-bind', datasets, `${COURSE}/datasets`]),
    ...tensorflow.flatMap((place) => [
      ...foldersOf(place).flatMap((folder) => ['--dir', `${COURSE}/${folder}`]),
      ...['--ro-bind', join(dirname(packages), place), `${COURSE}/${place}`],
    ]),
    ...['--proc', '/proc', '--dev', '/dev'],
    ...['--perms', '1777', '--size', bytes(limits.diskMb), '--tmpfs', WORK],
    ...['--symlink', `${COURSE}/node_modules`, `${WORK}/node_modules`],
    ...['--remount-ro', '/dev', '--remount-ro', '/', '--chdir', WORK],
    ...Object.entries(environment()).flatMap(([name, value]) => ['--setenv', name, value]),
    ...(root ? withoutRoot(61184 + ((process.pid * 67 + run) % 4336)) : []),
    ...['/usr/bin/prlimit', `--nproc=${limits.processes}`, `--data=${bytes(limits.memoryMb)}`],
    // Node opens the library's modules, some five hundred, nearly all at once.
    ...['--core=0', '--nofile=1024', `--fsize=${bytes(limits.diskMb)}`],
    ...['/usr/bin/node', ...nodeOptions(limits), `${at}/dist/${entry}`],
  ];
  return { file: 'bwrap', args, env: { PATH: process.env.PATH ?? '/usr/bin' } };
}

/** The same for every run, so that chance in a submission falls the same way. */
export function nodeOptions({ memoryMb }: Limits): string[] {
  const heap = Math.floor(memoryMb / 2);
  return ['--no-warnings', '--random-seed=1', `--max-old-space-size=${heap}`];
}

function environment(): Record<string, string> {
  const all = { MLE_DATASETS: `${COURSE}/datasets`, TMPDIR: WORK, HOME: WORK, TZ: 'UTC' };
  return {
    ...all,
    MLE_GRADING: '1',
    MLE_PROGRESS: 'off',
    GOMAXPROCS: '2',
    UV_THREADPOOL_SIZE: '2',
  };
}

/** Where shared libraries lie, as links where the system has links. */
function systemLibraries(): string[] {
  const bound = ['--ro-bind', '/usr/lib', '/usr/lib', '--ro-bind-try', '/usr/lib64', '/usr/lib64'];
  for (const folder of ['/lib', '/lib64']) {
    if (!existsSync(folder)) continue;
    if (lstatSync(folder).isSymbolicLink()) bound.push('--symlink', readlinkSync(folder), folder);
    else bound.push('--ro-bind', folder, folder);
  }
  return [...bound, '--ro-bind-try', '/etc/ld.so.cache', '/etc/ld.so.cache'];
}

/** `a`, `a/b` of `a/b/c`. */
function foldersOf(place: string): string[] {
  const parts = place.split('/');
  return parts.slice(0, -1).map((_, k) => parts.slice(0, k + 1).join('/'));
}

/** A user from the range that systemd gives to services of a moment. */
function withoutRoot(user: number): string[] {
  return [
    ...['--cap-add', 'CAP_SETUID', '--cap-add', 'CAP_SETGID', '--cap-add', 'CAP_SETPCAP'],
    ...['/usr/bin/setpriv', '--reuid', String(user), '--regid', String(user), '--clear-groups'],
    ...['--inh-caps=-all', '--bounding-set=-all', '--no-new-privs'],
  ];
}

function bytes(mb: number): string {
  return String(Math.floor(mb * 2 ** 20));
}
