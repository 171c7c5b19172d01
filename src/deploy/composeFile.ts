import { BASE_IMAGE, DRAIN_MS, type PackagePlan, PORT, QUEUE_IMAGE } from './packageOptions.js';

/** Long enough to drain and to answer what was accepted. */
const GRACE = `${DRAIN_MS / 1000 + 25}s`;

/**
 * The compose file: the service, and behind the profile `scoring` a queue, a worker and a job that
 * scores `data/input.parquet`.
 */
export function composeFile({ name, version, image }: PackagePlan): object {
  const locked = {
    image,
    read_only: true,
    cap_drop: ['ALL'],
    security_opt: ['no-new-privileges:true'],
    restart: 'unless-stopped',
    stop_grace_period: GRACE,
  };
  const build = {
    context: '.',
    args: {
      NODE_DIGEST: `\${NODE_DIGEST:?the digest of ${BASE_IMAGE}, see README.md}`,
    },
  };
  const scoring = {
    ...locked,
    profiles: ['scoring'],
    volumes: ['./data:/data'],
    tmpfs: ['/tmp'],
    depends_on: ['queue'],
  };
  const queue = 'redis://queue:6379';
  const model = `${name}@${version}`;
  return {
    name: `${name}-${version}`,
    services: {
      serve: {
        ...locked,
        build,
        environment: ['MLE_API_KEYS'], // of the shell, where it has one: no key lies in a file
        ports: [`127.0.0.1:${PORT}:${PORT}`],
        mem_limit: '512m',
        cpus: 1,
      },
      queue: {
        image: QUEUE_IMAGE,
        profiles: ['scoring'],
        command: ['redis-server', '--save', '', '--appendonly', 'no'],
        read_only: true,
        cap_drop: ['ALL'],
        user: '999:999',
      },
      worker: { ...scoring, command: ['worker', '--queue', queue, '--json'] },
      score: {
        ...scoring,
        restart: 'no',
        command: [
          ...['score', model, '/data/input.parquet', '/data/scored.parquet'],
          ...['--queue', queue, '--json'],
        ],
      },
    },
  };
}
