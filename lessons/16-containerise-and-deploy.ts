// ---
// title: "16 · Containerise and deploy: a running model is replaced, and nobody notices"
// minutes: 60
// needs: [15-model-to-api]
// objectives:
//   - pack a version of a model into a build context, and say what each line of its Dockerfile is for
//   - tell the three questions apart that a platform asks of a process
//   - replace running servers under load, count what is lost, and say why
//   - compute how many replicas a load needs, from this machine's own numbers
//   - score millions of rows by workers of which one dies, and prove that no row is missing
//   - name the same parts at two cloud providers, and the price of a million predictions
// ---

// %% [markdown]
// ## 16.0 Nine minutes
//
// The rain model of the gardens has a second version, taught by one year more. Last time, somebody
// copied the new file over the old one and started the server again. It did not come up: on that
// machine a package was missing. Nine minutes later it did. The controllers in the gardens ask once a
// day, try once again, and then water by habit; a few hundred of them had asked in those nine minutes.
//
// This chapter does it properly. Everything that a server needs goes into one image, which is the same
// on each machine. Three processes answer instead of one. They are replaced one after the other: the
// next one is started and found ready *before* an old one is asked, politely, to end.
//
// **Guess first.** *Can you replace a running model with nobody noticing?* The gardens keep asking all
// the time. Of 1,000 requests that come in during such a replacement, how many get no prediction?

// %%
import { predict, reveal } from 'mle-kit';

predict('16.0', {
  question: 'Of 1,000 requests during the replacement, how many get no prediction?',
  unit: 'requests',
  guess: undefined, // a number such as 5, or the two ends of an interval such as [0, 10]
});

// %% [markdown]
// Two well-known programs help in this chapter: HAProxy shares requests among processes, Redis holds
// a queue. If one is missing here, the next cell says how to get it; the chapter runs all the same,
// and says what stands in.

// %%
import { noProxy } from 'mle-kit/deploy';
import { noRedis } from 'mle-kit/scoring';

const missing = [noProxy(), noRedis()].filter((lack) => lack !== undefined);
const advice = 'apt-get install haproxy redis-server (Debian), brew install haproxy redis (macOS)';
console.log(
  missing.length === 0 ? 'HAProxy and Redis are here' : `${missing.join('; ')}: ${advice}`,
);

// %% [markdown]
// ## 16.1 Two versions in a registry
//
// Version 1 was taught by the days of 2012 and 2013, version 2 by those of 2014, too. Both are bundles
// in a registry (chapter 15): pipeline, model, schema, and what was measured.

// %%
import { accuracy, loadDataset, LogisticRegression, Pipeline, StandardScaler } from 'mle-kit';
import type { Table } from 'mle-kit';

const weather = await loadDataset('weather');
const seattle = weather.filter((day) => day.location === 'Seattle');
const before = (year: number) => seattle.filter((day) => Number(day.date) < Date.UTC(year, 0, 1));
const unseen = seattle.filter((day) => Number(day.date) >= Date.UTC(2015, 0, 1));
const names = ['temp_max', 'temp_min', 'wind'];
const wetOf = (days: Table) =>
  Array.from(days.number('precipitation'), (mm) => (mm > 0 ? 'wet' : 'dry'));
const recipe = new Pipeline({ steps: [new StandardScaler()], model: new LogisticRegression() });

// %%
import { bootstrapInterval, createRandom, hashTable } from 'mle-kit';
import { defineSchema, ModelBundle, referenceProfile } from 'mle-kit';

const degrees = { kind: 'number', unit: '°C', range: [-40, 50] } as const;
const wind = { kind: 'number', unit: 'm/s', range: [0, 90] } as const;
const input = defineSchema({ temp_max: degrees, temp_min: degrees, wind });
const output = { kind: 'classification', name: 'weather', classes: ['dry', 'wet'] } as const;

// %%
function bundleOf(past: Table): ModelBundle {
  const pipeline = recipe.fit(past.select(names), wetOf(past));
  const said = pipeline.predict(unseen.select(names)) as string[];
  const right = bootstrapInterval(accuracy, wetOf(unseen), said, { random: createRandom(16) });
  const dataset = { name: 'weather, Seattle', sha256: hashTable(past), rows: past.rowCount };
  const reference = referenceProfile(past.select(names));
  const told = { dataset, reference, metrics: { accuracy: right } };
  return new ModelBundle({ pipeline, input, output, ...told });
}

// %%
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ModelRegistry } from 'mle-kit';

const folder = mkdtempSync(join(tmpdir(), 'deploy-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
const registry = await ModelRegistry.open(join(folder, 'registry'));
for (const year of [2014, 2015]) {
  const bundle = bundleOf(before(year));
  const version = await registry.publish(bundle, { name: 'rain' });
  const { estimate } = bundle.metrics.accuracy!;
  console.log(`rain@${version}: taught before ${year}, accuracy on 2015 ${estimate.toFixed(3)}`);
}

// %% [markdown]
// One year more does not make it more accurate on days that neither has seen. That suits us: here only
// the replacement is on trial.
//
// ## 16.2 Everything that it needs, and nothing else
//
// A **container image** is a file system in a file, and the command that is run in it. It is built from
// a folder, the **build context**, by the lines of a **Dockerfile**: most of them add a **layer**, a few
// files on top of what was there. A process that runs from an image is a **container**. What is not in
// the image is not there: no package that happened to be installed, no variable that somebody had set in March. That is
// what would have saved the nine minutes.
//
// One command writes the folder for a version in a registry:
//
// ```sh
// npx --no-install mle package rain@1 --registry build/registry --out build/rain-1
// ```
//
// A course has many packages: for notebooks, for pictures, for tests. **Guess first.**

// %%
predict('16.2', {
  question: 'This course has about 730 packages installed. How many will be in the image?',
  unit: 'packages',
  guess: undefined, // a number, or an interval such as [50, 200]
});

// %% tags=["measured"]
import { packageModel } from 'mle-kit/deploy';

const context = join(folder, 'rain-1');
const report = await packageModel(registry, 'rain', 1, context);
const short = (text: string) => text.replace(/[0-9a-f]{64}/g, '<SHA-256>');
for (const { path, bytes } of [...report.files].sort((a, b) =>
  short(a.path) < short(b.path) ? -1 : 1,
))
  console.log(`${bytes}`.padStart(8), short(path));
console.log(`${report.packages} packages to install`);
reveal('16.2', report.packages);

// %% [markdown]
// What serves and scores comes along; notebooks, pictures and TensorFlow stay behind (this model needs
// none of them).
// The lock file names each package's version and hash: what is installed in the image is what was
// tested here, this year and next year. The model's files are called by their hashes, and are compared
// whenever they are loaded.
//
// Now the Dockerfile. Read it before you go on, and ask of each line: *what would go wrong without it?*

// %% tags=["measured"]
const dockerfile = readFileSync(join(context, 'Dockerfile'), 'utf8');
console.log(short(dockerfile).replace(/fetch\(.*\)"/, '…"'));

// %% [markdown]
// | line | without it |
// |---|---|
// | `FROM …@${NODE_DIGEST}` | a tag (`22.21.1-…`) can be moved by others, the digest, a hash, cannot: the same folder may give another image tomorrow |
// | two times `FROM` | npm's cache and the archives stay in the image; only the last stage is shipped |
// | `COPY package.json …` before the model | each new model installs all packages again: a layer is kept as long as what it copies, and all before it, is unchanged |
// | `npm ci --omit=dev` | `npm install` may choose other versions; tests and compilers are shipped |
// | `--ignore-scripts` | any package may run a program of its own while the image is built |
// | `USER 10001:10001` | whoever breaks into the process is root; a number, so that the platform can see that it is not 0 |
// | no file that this user may write | whoever breaks in can leave something behind. The service writes nothing, so the disk can be read-only |
// | `HEALTHCHECK` | Docker sees a process, not whether it answers (Kubernetes ignores this line: 16.3) |
// | `ENTRYPOINT ["node", …]` as a list | as one text it would run in a shell, which is told to end and passes nothing on |
// | `STOPSIGNAL SIGTERM`, `--drain 5000` | section 16.4 |
//
// With Docker at hand, the folder's `README.md` says how to build and run it; nothing below needs that.
// The library's tests have no image engine, either. They carry these lines out by hand: install by this
// lock alone, start the process as user 10001 without any environment on a tree that it may not write
// to, ask it, and end it.
//
// ## 16.3 Three questions
//
// One process is not enough: it may die, or be replaced. So several equal ones run, the **replicas**,
// and a platform such as **Kubernetes** keeps them running on a group of machines, its **nodes**. It is
// told what to do by YAML files, the **manifests**: a **Deployment** says "keep three of this image
// running", a **Service** "share requests among those that are ready".
//
// Kubernetes knows nothing of rain. It asks each process three questions over and over, by **probes**.
// Those are in `kubernetes/deployment.yaml`, before the share of a machine that each replica gets
// (`250m` is 0.25 of a core).

// %%
const manifest = readFileSync(join(context, 'kubernetes', 'deployment.yaml'), 'utf8');
const from = manifest.indexOf('          startupProbe');
const probes = manifest.slice(from, manifest.indexOf('          securityContext', from));
console.log(probes.replaceAll(/^ {10}/gm, '').trimEnd());

// %% [markdown]
// | question | a "no" means | ours asks |
// |---|---|---|
// | **startup**: are you up? | wait, and ask nothing else yet; after sixty of them, end it and start it again | whether the model is loaded |
// | **readiness**: do you want requests? | send none; ask again | whether it is loaded, and not about to end |
// | **liveness**: are you alive? | end it and start it again | whether the process answers at all, *nothing more* |
//
// The common mistake is to give all three the same address. Then a service whose database is away says
// "not alive", and the platform ends all replicas, at the same time, over and over, for something that
// no restart mends. *Ready* may depend on others. *Alive* must not.
//
// **What goes wrong in production.** Manifests are YAML, and YAML has surprises of its own. An early
// version of this library wrote `args: [redis-server, --appendonly, no]`. Its own tests read that back
// as the text "no". Kubernetes reads by an older standard, in which a bare `no` is *false*: the
// validator refused the file. So ours are written by a library, with the older standard in mind,
// and checked against the schemas of Kubernetes itself.
//
// ## 16.4 Replaced, politely
//
// Time to replace something. `LocalDeployment` starts three real server processes and a **proxy**
// before them, a program that takes each request and hands it to one of the three. It asks each every
// 0.4 s whether it is ready. An update follows the rules of a Kubernetes Deployment with `maxSurge: 1,
// maxUnavailable: 0`: one more is started; when the proxy has seen that it is ready, an old one gets
// the signal SIGTERM, "please end"; and so on. *Only Kubernetes is played here:* there is one machine,
// so nobody has to decide where a process goes.
//
// All the while, 150 requests a second come in, whether or not the earlier ones were answered.

// %%
import { setTimeout as sleep } from 'node:timers/promises';
import { LocalDeployment, startLoad } from 'mle-kit/deploy';

const evening = { temp_max: 12.8, temp_min: 5, wind: 4.7 };
async function replaceUnderLoad(drainMs: number, signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM') {
  const three = { registry: registry.directory, model: 'rain', version: 1, checkMs: 400 };
  const deployment = await LocalDeployment.start({ ...three, drainMs });
  const load = startLoad(deployment.url, { body: evening, perSecond: 150 });
  await sleep(500);
  const steps = await deployment.update(2, signal);
  await sleep(500);
  const requests = await load.stop();
  await deployment.close();
  return { steps, requests, proxy: deployment.proxyName };
}

// %% tags=["measured"]
const hasty = await replaceUnderLoad(0);
const lostOf = ({ requests }: typeof hasty) => requests.filter(({ status }) => status !== 200);
console.log(`three processes behind ${hasty.proxy}`);
console.log(`${hasty.requests.length} requests, ${lostOf(hasty).length} without a prediction`);
reveal('16.0', (1000 * lostOf(hasty).length) / hasty.requests.length);

// %% [markdown]
// Nothing crashed, and at every moment at least three processes were up. And still requests were lost.
// When?

// %% tags=["measured"]
const endings = hasty.steps.filter(({ what }) => what === 'ended');
for (const [i, { atMs: at, exitCode }] of endings.entries()) {
  const next = endings[i + 1]?.atMs ?? Number.POSITIVE_INFINITY;
  const after = lostOf(hasty).filter(({ atMs }) => atMs >= at - 50 && atMs < next - 50);
  const last =
    after.length === 0 ? '' : `, the last ${(after.at(-1)!.atMs - at).toFixed(0)} ms later`;
  console.log(`SIGTERM ${i + 1}: exit code ${exitCode}; ${after.length} lost${last}`);
}

// %% [markdown]
// Right after a signal, until the proxy asks again: 0.4 s, a little more on a busy machine. The process
// obeyed *at once*. It answered what it had accepted, closed the door, and ended with code 0, as a good
// process does. And the proxy, which had last heard "ready", kept sending requests to the closed door.
// How many depends on how soon it happens to ask; with luck, none.
//
// So being polite was no use. Is it any better than pulling the plug? The signal SIGKILL ends a process
// on the spot. A request was **in work** if it was sent before the signal and lost after it.

// %% tags=["measured"]
const killed = await replaceUnderLoad(0, 'SIGKILL');
for (const [signal, run] of [
  ['SIGTERM', hasty],
  ['SIGKILL', killed],
] as const) {
  const ends = run.steps.filter(({ what }) => what === 'ended');
  const inWork = lostOf(run).filter(({ atMs: sent, latencyMs }) =>
    ends.some(({ atMs: signalled }) => sent < signalled && signalled < sent + latencyMs),
  );
  const count = `${lostOf(run).length} of ${run.requests.length} lost`;
  console.log(`${signal}: ${count}, ${inWork.length} of them in work at the signal`);
}

// %% [markdown]
// Of the same order; chance decides which of the two is the larger. A request to this model is in
// work for a few milliseconds, so few, if any, are *interrupted*. Most were sent later, to a door that was shut.
// (Where a prediction takes a second, those in work count as well, and SIGKILL is far worse.)
//
// ## 16.5 Draining
//
// What has to change is the order. Told to end, a process should
//
// 1. say that it is **no longer ready**, and *go on answering*;
// 2. wait until everybody who sends requests must have heard;
// 3. only then close the door, finish what is in work, and end.
//
// That is **draining**, and in `mle serve` it is one number: `--drain`, the milliseconds of step 2. The
// proxy asks every 400 ms, so 2,000 leave room for a busy machine.

// %% tags=["measured"]
const drained = await replaceUnderLoad(2000);
console.log(`${drained.requests.length} requests, ${lostOf(drained).length} without a prediction`);

// %% [markdown]
// None. The first and the last update in one picture: each bar is half a second of requests, coloured by the version
// that answered; a cross says how many of that half second were lost.

// %% tags=["measured"]
import { combine, show } from 'mle-kit';
import { requestsPlot } from 'mle-kit/deploy';

const figureOf = (title: string, run: typeof hasty) => {
  const altText = `${title}: ${lostOf(run).length} of ${run.requests.length} requests are lost.`;
  return requestsPlot(run.requests, { title, altText });
};
const figures = [figureOf('SIGTERM, obeyed at once', hasty), figureOf('Drained', drained)];
show(
  combine(figures, {
    title: `The same update: ${lostOf(hasty).length} lost when obeyed at once, ${lostOf(drained).length} when drained`,
    columns: 1,
    altText: `Version 2 takes over from version 1. ${figures.map(({ altText }) => altText).join(' ')}`,
  }),
);

// %% [markdown]
// Each replica that is replaced takes the two seconds of its drain longer: that is the whole price. For
// a while both versions answer, side by side. So *two versions must be able to live together*: a client may ask twice and be answered by
// both. When the input schema changes, the new version must still take the old requests.
//
// How long must it drain? Longer than the slowest way in which "not ready" travels. A proxy that asks
// for itself, as ours does, needs the period of its checks. A Kubernetes Service is told sooner: a
// replica (there called a **pod**) that is about to end is taken off its list at once, whatever the
// probe says. But that news has to reach every node, and a load balancer before the cluster may go by
// checks of its own. Every 2 s and one "no", and then some seconds of travel: so `--drain 5000`. And
// `terminationGracePeriodSeconds`, after which Kubernetes sends SIGKILL, must be longer than
// draining and the slowest request together; the manifest says 30 s. Exercise 16.2 makes a function of
// this.
//
// Could the proxy not just try again elsewhere? Ours was told not to, as a plain Kubernetes Service
// does not. Many can (`retries` of `LocalDeployment` is for HAProxy), and for a prediction it does
// no harm. For an order or a payment it may do it twice. Drain first; then retry what may be
// retried.
//
// ## 16.6 How many replicas?
//
// Three was a guess. What does one prediction cost this machine? Each process tells at `/metrics` how
// many seconds of CPU time it has used. (CPU time, not the clock: other programs do not count.)

// %%
import { type Replica, startReplica } from 'mle-kit/deploy';

async function meter({ url }: Replica) {
  const text = await (await fetch(`${url}/metrics`)).text();
  const value = (name: string) => Number(new RegExp(`^${name} (.*)$`, 'm').exec(text)![1]);
  const megabytes = value('process_resident_memory_bytes') / 1e6;
  return { seconds: value('process_cpu_seconds_total'), megabytes };
}
async function askFor(replica: Replica, seconds: number, perSecond: number) {
  const load = startLoad(replica.url, { body: evening, perSecond, seconds });
  await sleep(1000 * seconds);
  return (await load.stop()).length;
}

// %% tags=["measured"]
const single = await startReplica({ registry: registry.directory, model: 'rain@2' });
await askFor(single, 0.5, 200); // the first ones are slower
const idle = await meter(single);
const asked = await askFor(single, 2, 200);
const busy = await meter(single);
await single.stop();
const cpuMs = (1000 * (busy.seconds - idle.seconds)) / asked;
console.log(`${cpuMs.toFixed(2)} ms of CPU a request, ${busy.megabytes.toFixed(0)} MB of memory`);

// %% [markdown]
// The manifest reserves 0.25 of a core for each replica. An **autoscaler** (in Kubernetes the
// HorizontalPodAutoscaler, HPA) starts and ends replicas so that they use 60% of that. Its rule is one line:
//
// $$\text{desired} = \left\lceil \text{current} \cdot \frac{\text{measured}}{\text{target}} \right\rceil$$
//
// (unchanged when the quotient lies within a tenth of 1). A storm is forecast, and twenty times as
// many gardens ask:

// %% tags=["measured"]
import { desiredReplicas } from 'mle-kit/deploy';

const reserved = 0.25; // cores for each replica
const target = 0.6; // of what is reserved
for (const perSecond of [15, 150, 3000]) {
  const used = (perSecond * cpuMs) / 1000; // cores, for all of them together
  const measured = used / (3 * reserved);
  const wanted = desiredReplicas(3, measured, target, { minReplicas: 3, maxReplicas: 200 });
  const share = `${(100 * measured).toFixed(0)}% of what 3 reserve`;
  console.log(`${perSecond} a second: ${used.toFixed(2)} cores, ${share}: ${wanted} replicas`);
}

// %% [markdown]
// The rule is as good as its numbers: with a measured cost you know *before* the storm what the
// limit of `maxReplicas` and the bill must allow. And three is the least even when one would do: one
// can be replaced, one can die, and one still answers.
//
// ## 16.7 Three million rows, and a worker dies
//
// Not everybody asks one row at a time. Every night the airports want the expected delay of all
// flights of half a year; three million, and nobody waits at a socket. Such work is cut into
// **shards** that lie in a **queue**; workers take one after the other. If one dies, its shard must
// not be lost; if it only seemed dead, its shard must not count twice. So a shard is *idempotent*:
// computed twice, it is written twice under the same name.
//
// The model (distance, and the mean delay by origin) is deliberately plain; chapter 19 does better.

// %%
import { ColumnTransformer, datasetPaths, readParquet, Ridge, TargetEncoder } from 'mle-kit';

const [flights] = (await datasetPaths('flights')) as [string];
const week = await readParquet(flights, { where: "date < '2001-01-08'" });
const parts = [
  { columns: ['distance'], steps: [new StandardScaler()] },
  { columns: ['origin'], steps: [new TargetEncoder()] },
];
const delays = new Pipeline({ steps: [new ColumnTransformer({ parts })], model: new Ridge() });

// %%
const delayBundle = new ModelBundle({
  pipeline: delays.fit(week, week.number('delay')),
  input: defineSchema({
    distance: { kind: 'number', unit: 'mi', range: [0, 6000] },
    origin: { kind: 'string' },
  }),
  output: { kind: 'regression', name: 'expected_delay', unit: 'min' },
  reference: referenceProfile(week.select(['distance', 'origin'])),
});

// %% [markdown]
// Two workers, each a process of its own, as the image would run it: `mle worker --queue …`. When a
// million rows are done, one of them gets SIGKILL. **Guess first.**

// %%
predict('16.7', {
  question: 'One of two workers dies after a million rows. How many of three million are missing?',
  unit: 'rows',
  guess: undefined, // a number, or an interval
});

// %%
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { endWithUs, mleCommand } from 'mle-kit/deploy';

const [node, mle] = mleCommand(); // Node, and the file of the command
async function startWorker(url: string): Promise<ChildProcess> {
  const job = [mle, 'worker', '--queue', url, '--lock', '1500', '--json'];
  const worker = spawn(node, job, { stdio: ['ignore', 'pipe', 'ignore'] });
  endWithUs(worker); // whatever happens here
  await once(worker.stdout!, 'data'); // it is ready
  return worker;
}

// %%
import type { Progress } from 'mle-kit';
import { scoreTable, startRedis } from 'mle-kit/scoring';

const scored = join(folder, 'scored.parquet');
const task = { keep: ['distance'], shardRows: 50_000 };
async function scoreWithADeath() {
  const redis = await startRedis();
  const workers = await Promise.all([startWorker(redis.url), startWorker(redis.url)]);
  const strike = (rows: number) => rows > 1_000_000 && workers[0]!.kill('SIGKILL');
  const progress: Progress = { start() {}, advance: strike, finish() {} };
  const queue = { url: redis.url };
  const told = await scoreTable(delayBundle, flights, scored, { ...task, queue, progress });
  const [death] = workers.map(({ signalCode }) => signalCode);
  workers[1]!.kill('SIGTERM');
  await once(workers[1]!, 'exit');
  await redis.remove();
  return { told, death };
}

// %% tags=["measured"]
const here = () => scoreTable(delayBundle, flights, scored, { ...task, workers: 2 });
const { told: job, death } =
  noRedis() === undefined ? await scoreWithADeath() : { told: await here(), death: null };
const speed = `${Math.round(job.rowsPerSecond / 1000)},000 rows a second`;
console.log(`${job.rows} rows in ${job.shards} shards, ${speed}`);
console.log(
  death === null
    ? 'no Redis here: two threads did it, and nobody died'
    : `the first worker ended by ${death}`,
);

// %% [markdown]
// "3000000 rows" is what the job says of itself. Chapter 04 has taught to ask for **control
// totals**: here, the sum of all distances, before and after. A row that was lost, or counted twice,
// would change it. And `verifyScores` compares the output with the hashes in the manifest that
// closed the job.

// %%
import { scanParquet } from 'mle-kit';
import { verifyScores } from 'mle-kit/scoring';

async function totals(file: string) {
  let [rows, miles] = [0, 0];
  for await (const part of scanParquet(file, { columns: ['distance'], chunkRows: 200_000 })) {
    rows += part.rowCount;
    for (const distance of part.number('distance')) miles += distance;
  }
  return { rows, miles };
}
const [given, written] = [await totals(flights), await totals(scored)];
console.log('given  ', given);
console.log('written', written);
const { output: closed } = await verifyScores(scored);
reveal('16.7', given.rows - closed.rows);

// %% [markdown]
// What the death has cost is time: the queue waits 1.5 s for a sign of life, then hands the shard to
// the other worker. In Kubernetes the same is a **Job**, which ends when its work is done, and a
// Deployment of workers; both are in `kubernetes/scoring/scoring.yaml`.
//
// ## 16.8 The same parts, elsewhere
//
// Nothing in this chapter belongs to one provider. Each part has a name in every cloud:
//
// | part here | AWS | Google Cloud |
// |---|---|---|
// | image | Elastic Container Registry | Artifact Registry |
// | Deployment, three replicas | EKS; ECS on Fargate | GKE; Cloud Run |
// | proxy and its readiness checks | Application Load Balancer, target group | Cloud Load Balancing, backend service |
// | draining | deregistration delay, `stopTimeout` | connection draining timeout |
// | autoscaler | HPA in EKS; target tracking in ECS | HPA in GKE; concurrency in Cloud Run |
// | model registry | S3 with SageMaker Model Registry | Cloud Storage with Vertex AI Model Registry |
// | queue | SQS; ElastiCache for BullMQ | Pub/Sub; Memorystore for BullMQ |
// | workers, Job | AWS Batch | Batch; Cloud Run jobs |
// | `/metrics` | Managed Service for Prometheus | Managed Service for Prometheus |
// | API keys | Secrets Manager | Secret Manager |
// | all of it, managed | SageMaker endpoints and batch transform | Vertex AI endpoints and batch prediction |
//
// ## 16.9 The price of a million predictions
//
// Prices change; the arithmetic does not. These are *assumptions*: list prices of 2025 in dollars,
// on demand, in each provider's large region of the United States, without free allowances. Put in
// yours.

// %%
const price = {
  fargateCore: 0.04048, // AWS Fargate, $ for a vCPU and hour
  fargateGigabyte: 0.004445, // AWS Fargate, $ for a GB and hour
  lambdaMillion: 0.2, // AWS Lambda, $ for a million calls
  lambdaGigabyte: 0.0000166667, // AWS Lambda, $ for a GB and second
  runMillion: 0.4, // Google Cloud Run, $ for a million calls
  runCore: 0.000024, // Google Cloud Run, $ for a vCPU and second, billed in steps of 100 ms
};

// %%
function pricesOf(cpu: number, rowsPerCoreSecond: number): Record<string, number> {
  const replica = 0.25 * price.fargateCore + 0.5 * price.fargateGigabyte; // $ an hour
  const service = (perSecond: number, replicas: number) =>
    (replicas * replica * 1e6) / (3600 * perSecond);
  return {
    'service, 3 replicas, 1 request a second': service(1, 3),
    'service, 3 replicas, 150 a second': service(150, 3),
    'service, full to its target': service((0.25 * 0.6 * 1000) / cpu, 1),
    'Cloud Run, one request at a time': price.runMillion + 1e6 * 0.1 * price.runCore,
    'Lambda, 0.5 GB': price.lambdaMillion + 1e6 * (cpu / 280) * 0.5 * price.lambdaGigabyte,
    'batch on Fargate':
      (1e6 / rowsPerCoreSecond / 3600) * (price.fargateCore + 2 * price.fargateGigabyte),
  };
}

// %% [markdown]
// (Lambda's 0.5 GB come with 0.28 of a core, so a request takes cpu / 0.28 ms.) **Guess first**, in
// factors: from the dearest of these six to the cheapest?

// %%
predict('16.9', {
  question: 'The dearest way costs how many times the cheapest?',
  unit: 'times',
  guess: undefined, // a number, or an interval such as [5, 50]
});

// %% tags=["measured"]
const perMillion = pricesOf(cpuMs, job.rowsPerSecond / 2);
for (const [way, dollars] of Object.entries(perMillion)) {
  console.log(way.padEnd(41), `$ ${dollars.toFixed(dollars < 0.01 ? 6 : 2)}`);
}
const all = Object.values(perMillion);
reveal('16.9', Math.max(...all) / Math.min(...all));

// %% [markdown]
// The same million predictions. What is dear is not computing: it is *waiting to be asked*. A
// service that is asked once a second computes for a few seconds of each hour, and pays for the
// whole hour, three times. So before you tune a model for speed, ask who needs the answer, and by
// when. "By tomorrow" costs next to nothing. "At once, at any time" costs a standing service,
// however rarely it is called. Paid by the call is cheaper than that as long as calls are rare, and
// dearer when they are many. (What none of these rows contains: load balancer, traffic, logs, Cloud
// Run's memory, the minute that Fargate bills at least, which is twenty times our batch row, and the
// person who is on call.)
//
// ## 16.10 What goes wrong in production
//
// - **The drain that is too short.** It worked in the test, where readiness was asked every 0.4 s.
//   The load balancer in production asks every 10 s, and needs three "no". Compute it; exercise 16.2.
// - **The signal that never arrives.** `CMD npm start` makes npm process 1, and npm is no good
//   messenger. The process is killed after 30 s at each update, and everybody believes that it takes
//   so long to end.
// - **Liveness as a health check.** Under overload the answer comes late, the platform ends the
//   process, the others get its share, and end as well.
// - **`latest`.** Two replicas of one Deployment run different images, and nobody can say which.
// - **Autoscaling on the wrong number.** CPU says little of a service that waits for a database, or
//   for a GPU.
// - **The job that runs twice.** Somebody starts it by hand while the nightly one is at work. Shards
//   under their names are safe; an `INSERT` is not.
//
// ## 16.11 Exercises
//
// **Exercise 16.1** (warm-up) Is the process of an image root? Return true if it is *not*. What
// counts is the last `USER` of the *last* stage; where there is none, take it for root. `USER` takes names and
// numbers, with or without a group: `USER app`, `USER 10001:10001`, `USER 0`.

// %%
import { answerQuiz, check, equals, quiz } from 'mle-kit';

// %% tags=["exercise"]
function rootless(text: string): boolean {
  // solution
  const lines = text.split('\n').map((line) => line.trim());
  const stage = lines.slice(lines.map((line) => /^FROM\s/i.test(line)).lastIndexOf(true));
  const users = stage.filter((line) => /^USER\s/i.test(line));
  const user = users[users.length - 1]?.split(/\s+/)[1]?.split(':')[0] ?? 'root';
  return user !== 'root' && user !== '0';
}

// %% tags=["check"]
const stages = (...lines: string[]) => lines.join('\n');
await check(
  '16.1',
  rootless,
  {
    'the image of this chapter is not root': (rootless) => rootless(dockerfile),
    'without USER it is': (rootless) => !rootless(stages('FROM node', 'CMD ["node"]')),
    'USER 0 and USER root:root are root': (rootless) =>
      !rootless(stages('FROM node', 'USER 0')) && !rootless(stages('FROM node', 'USER root:root')),
    'the last USER counts': (rootless) =>
      !rootless(stages('FROM node', 'USER app', 'USER root')) &&
      rootless(stages('FROM node', 'USER root', 'USER app')),
    'a USER of an earlier stage does not': (rootless) =>
      !rootless(stages('FROM node AS build', 'USER app', 'FROM node', 'CMD ["node"]')),
  },
  {
    hints: [
      'Cut off everything before the last FROM; each FROM begins anew, with the user of its base.',
      'Of the lines that are left, the last one that begins with USER counts.',
      'user = the word behind it, up to a colon; "root" where there is no such line.',
    ],
    mistakes: [
      {
        says: 'you looked whether there is a USER anywhere: an earlier stage is thrown away, and its user with it.',
        answer: (text) => /^USER (?!root|0)/m.test(text) && !/^USER (root|0)\s*$/m.test(text),
      },
      {
        says: 'you took the first USER of the last stage: the last one is in force when the process starts.',
        answer: (text) => {
          const last = text.split(/^FROM/m).pop()!;
          const user = /^USER\s+([^\s:]+)/m.exec(last)?.[1] ?? 'root';
          return user !== 'root' && user !== '0';
        },
      },
      {
        says: 'you forgot that a USER may name a group, too: "root:root" is root.',
        answer: (text) => {
          const last = text.split(/^FROM/m).pop()!;
          const users = [...last.matchAll(/^USER\s+(\S+)/gm)].map(([, user]) => user!);
          return !['root', '0'].includes(users[users.length - 1] ?? 'root');
        },
      },
    ],
  },
);

// %% [markdown]
// *What the solution tells you:* whether an image is safe can be read off its text, so a machine can
// read it at every change. That is what the linters of Dockerfiles do.
//
// **Exercise 16.2** How long must a replica drain, and how long must it be left before it is killed?
// Whoever sends the requests goes by probes alone, as the proxy of 16.4 does. A probe is sent every `period` seconds, counts as a "no" when it fails or has no answer after
// `timeout` seconds; `failures` of them in a row are needed. Then the news travels for `propagation`
// seconds. A request takes `slowest` seconds at most. Return the shortest safe `drain` and `grace`,
// in the worst case.

// %%
interface Timing {
  readonly period: number;
  readonly timeout: number;
  readonly failures: number;
  readonly propagation: number;
  readonly slowest: number;
}

// %% tags=["exercise"]
function endingTimes(timing: Timing): { drain: number; grace: number } {
  // solution
  const { period, timeout, failures, propagation, slowest } = timing;
  const drain = failures * period + timeout + propagation; // the last "ready" was a moment ago
  return { drain, grace: drain + slowest };
}

// %% tags=["check"]
const ours = { period: 2, timeout: 1, failures: 1, propagation: 1, slowest: 10 };
const usual = { period: 10, timeout: 1, failures: 3, propagation: 2, slowest: 30 };
await check(
  '16.2',
  endingTimes,
  {
    'with the probes of this chapter: 4 s, and 14': (endingTimes) =>
      equals(endingTimes(ours), { drain: 4, grace: 14 }),
    'with Kubernetes’ own: 33 s, and 63': (endingTimes) =>
      equals(endingTimes(usual), { drain: 33, grace: 63 }),
    'what a request takes does not lengthen the drain': (endingTimes) =>
      equals(endingTimes({ ...usual, slowest: 0 }), { drain: 33, grace: 33 }),
  },
  {
    hints: [
      'The worst case: the last probe that was answered "ready" came just before the signal.',
      'So the first "no" comes a whole period later, the last of them after failures · period, and may take its timeout.',
      'drain = failures · period + timeout + propagation; grace = drain + slowest.',
    ],
    mistakes: [
      {
        says: 'you counted one failed probe; it takes `failures` of them before anything happens.',
        answer: ({ period, timeout, propagation, slowest }) => {
          const drain = period + timeout + propagation;
          return { drain, grace: drain + slowest };
        },
      },
      {
        says: 'you let the platform kill it when the drain ends: the requests that came last are still in work.',
        answer: ({ period, timeout, failures, propagation }) => {
          const drain = failures * period + timeout + propagation;
          return { drain, grace: drain };
        },
      },
      {
        says: 'you took the mean wait of half a period; one replica in two would still be sent requests.',
        answer: ({ period, timeout, failures, propagation, slowest }) => {
          const drain = (failures - 0.5) * period + timeout + propagation;
          return { drain, grace: drain + slowest };
        },
      },
    ],
  },
);

// %% [markdown]
// *What the solution tells you:* behind a balancer that asks every 10 s and waits for three failures
// (what a Kubernetes probe has by default, too), a drain of 5 s loses requests in every update, and
// nobody sees why. The numbers of different files belong together.
//
// **Exercise 16.3** Play the autoscaler. `load` says, minute by minute, how many cores are used by
// all replicas together; there are 3 at the start. At each minute the rule of 16.6 gives a number
// (target 60% of 0.25 cores for each, at least 3). Going **up** happens at once. Going **down** only
// as far as the *highest* number that the rule gave in this and the last four minutes. Return the
// number of replicas after each minute.

// %% tags=["exercise"]
function playScaler(load: readonly number[]): number[] {
  // solution
  const asked: number[] = [];
  let now = 3;
  return load.map((cores) => {
    const share = cores / (now * 0.25);
    asked.push(desiredReplicas(now, share, 0.6, { minReplicas: 3 }));
    now = Math.max(...asked.slice(-5));
    return now;
  });
}

// %% tags=["check"]
const storm = [0.3, 0.3, 3, 3, 0.3, 3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3];
await check(
  '16.3',
  playScaler,
  {
    'a quiet load keeps three': (playScaler) => equals(playScaler([0.1, 0.2, 0.3]), [3, 3, 3]),
    'up at once': (playScaler) => equals(playScaler([0.3, 3]), [3, 20]),
    'one quiet minute in a storm changes nothing': (playScaler) =>
      equals(playScaler(storm.slice(0, 6)), [3, 3, 20, 20, 20, 20]),
    'down when five minutes were quiet': (playScaler) =>
      equals(playScaler(storm), [3, 3, 20, 20, 20, 20, 20, 20, 20, 20, 3, 3]),
  },
  {
    hints: [
      'Keep a list of what the rule asked for; replicas now = something of its end.',
      'The share that is measured: cores / (replicas · 0.25). The rule: desiredReplicas(now, share, 0.6, …).',
      'now = Math.max(...asked.slice(-5)): rising is immediate, since the newest counts as well.',
    ],
    mistakes: [
      {
        says: 'you follow the rule at once, down as well: a quiet minute ends 17 replicas that the next one needs.',
        answer: (load) => {
          let now = 3;
          return load.map((cores) => {
            now = desiredReplicas(now, cores / (now * 0.25), 0.6, { minReplicas: 3 });
            return now;
          });
        },
      },
      {
        says: 'you wait with going up, too: for five minutes of storm there are three replicas.',
        answer: (load) => {
          const asked = [3, 3, 3, 3, 3];
          let now = 3;
          return load.map((cores) => {
            asked.push(desiredReplicas(now, cores / (now * 0.25), 0.6, { minReplicas: 3 }));
            now = Math.min(...asked.slice(-5));
            return now;
          });
        },
      },
      {
        says: 'you measured against three replicas all the time: the share is of what is reserved now.',
        answer: (load) => {
          const asked: number[] = [];
          let now = 3;
          return load.map((cores) => {
            asked.push(desiredReplicas(now, cores / 0.75, 0.6, { minReplicas: 3 }));
            now = Math.max(...asked.slice(-5));
            return now;
          });
        },
      },
    ],
  },
);

// %% [markdown]
// *What the solution tells you:* a controller that reacts to everything makes things worse.
// Kubernetes calls those minutes `stabilizationWindowSeconds`; our manifest has 300 for going down
// and none for going up.
//
// **Exercise 16.4** (hard) *Cut the image to half its bytes and start-up to half its time, nothing
// lost in a kill test.* You get an empty folder. Put into it whatever `mle serve` needs to answer,
// and return the command that starts it there. Node itself is in the base image; everything else
// that your process reads must lie in the folder. Here is what it is measured against: the packages
// of the image as it is, and the CPU time that its process uses until it is ready.
//
// One thing we undo first. `mle serve` starts fast because somebody has solved half of this exercise for
// it. Here it starts as it was written, from its modules: `program` below. Your service may do without
// its page `/docs`: `args` are further arguments of `mle serve`. And the package `esbuild` is here. It
// reads a program with all that it imports, and writes one file.

// %%
import { mkdirSync, readdirSync, statSync } from 'node:fs';

function bytesIn(place: string): number {
  const inner = readdirSync(place, { withFileTypes: true });
  const sizes = inner.map((entry) => {
    const path = join(place, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? 0 : bytesIn(path);
    return entry.isFile() ? statSync(path).size : 0;
  });
  return sizes.reduce((sum, size) => sum + size, 0);
}

// %% tags=["measured"]
import { existsSync } from 'node:fs';

const library = join(mle, '..', '..');
const project = join(library, '..');
const lock = JSON.parse(readFileSync(join(context, 'package-lock.json'), 'utf8'));
const placed = Object.keys(lock.packages)
  .filter((place) => place !== '' && place !== 'node_modules/mle-kit')
  .map((place) => join(project, place.replace('node_modules/mle-kit/', 'src/')))
  .filter((place) => existsSync(place)); // those of other platforms are not here
const imageBytes = placed.reduce((sum, place) => sum + bytesIn(place), bytesIn(library));
console.log(`${(imageBytes / 1e6).toFixed(0)} MB in ${placed.length + 1} packages`);

// %%
type Lean = { readonly command: readonly string[]; readonly args: readonly string[] };
async function startCpu({ command, args }: Lean): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < 3; i++) {
    const replica = await startReplica({
      ...{ registry: registry.directory, model: 'rain@1', command, args },
    });
    times.push(replica.startCpuMs ?? replica.startMs); // only Linux tells CPU time
    await replica.stop('SIGKILL');
  }
  return Math.min(...times);
}

// %% tags=["measured"]
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const modules = pathToFileURL(join(library, 'dist', 'cli', 'index.js')).pathname;
const program = join(folder, 'mle.mjs');
writeFileSync(
  program,
  `import { runMle } from '${modules}';\nprocess.exitCode = await runMle(process.argv.slice(2));\n`,
);
const asItIs: Lean = { command: [node, program], args: [] };
const fullCpu = await startCpu(asItIs);
console.log(`${fullCpu.toFixed(0)} ms of CPU until it is ready`);

// %% tags=["exercise"]
async function lean(place: string): Promise<Lean> {
  // solution
  const { build } = await import('esbuild');
  const needless = ['@duckdb/*', '@tensorflow/*', 'bullmq', 'ioredis', 'piscina', 'esbuild'];
  const others = ['danfojs-node', 'plotly.js-dist-min', 'sharp', 'wavefile', 'cli-progress'];
  const header =
    'import { createRequire as own } from "node:module"; const require = own(import.meta.url);';
  await build({
    ...{ entryPoints: [program], outfile: join(place, 'mle.mjs'), bundle: true, minify: true },
    ...{ platform: 'node', format: 'esm', banner: { js: header }, logLevel: 'silent' },
    external: [...needless, ...others, 'yaml', 'mle-kit/package.json'],
  });
  const { cpSync } = await import('node:fs');
  const own = join('mle-kit', 'package.json');
  cpSync(join(library, 'package.json'), join(place, 'node_modules', own));
  return { command: [node, join(place, 'mle.mjs')], args: ['--no-docs'] };
}

// %% tags=["check"]
const withPackages = (place: string): number => {
  const inner = join(place, 'node_modules');
  const packages = existsSync(inner) ? readdirSync(inner).map((name) => join(inner, name)) : [];
  return packages.reduce((sum, name) => sum + withPackages(name), bytesIn(place));
};
async function losesNone({ command }: Lean): Promise<boolean> {
  const three = { registry: registry.directory, model: 'rain', version: 1, checkMs: 400 };
  const deployment = await LocalDeployment.start({ ...three, drainMs: 2000, command });
  const load = startLoad(deployment.url, { body: evening, perSecond: 50 });
  await deployment.update(2);
  const lost = (await load.stop()).filter(({ status }) => status !== 200);
  await deployment.close();
  return lost.length === 0;
}
async function inFolder(make: typeof lean, look: (made: Lean) => Promise<boolean>) {
  const place = join(folder, 'lean');
  mkdirSync(place);
  try {
    const made = await make(place);
    return made.command.slice(1).some((word) => word.startsWith(place)) && (await look(made));
  } finally {
    rmSync(place, { recursive: true });
  }
}
const isLight = async () => {
  const bytes = withPackages(join(folder, 'lean'));
  return bytes > 0 && bytes <= imageBytes / 2;
};
const isQuick = async (made: Lean) => (await startCpu(made)) <= fullCpu / 2;
await check(
  '16.4',
  lean,
  {
    'the command runs what lies in the folder: half the bytes': (lean) => inFolder(lean, isLight),
    'half the CPU time until it is ready, and nothing lost when three are replaced': (lean) =>
      inFolder(lean, async (made) => (await isQuick(made)) && (await losesNone(made))),
  },
  {
    hints: [
      'Which packages does a service never load? The largest lies in node_modules/@duckdb, for whole files.',
      'A bundle has no files to look for: reading hundreds of them is most of the start. esbuild’s `external` names what to leave out.',
      'build({ entryPoints: [program], outfile, bundle: true, platform: "node", format: "esm", external: [...] }), and node_modules/mle-kit/package.json beside it.',
    ],
    mistakes: [
      {
        says: 'you returned the command of the image as it is: nothing of it lies in the folder.',
        answer: async () => asItIs,
      },
      {
        says: 'you wrote a start script into the folder that loads the library from outside: in the image it would not be there.',
        answer: async (place) => {
          const file = join(place, 'start.mjs');
          writeFileSync(file, `await import('${pathToFileURL(program)}');`);
          return { command: [node, file], args: [] };
        },
      },
    ],
  },
);

// %% [markdown]
// *What the solution tells you:* most of an image is what somebody might need one day. A service
// that only serves needs less than a fiftieth of it: our solution is one file of 2 MB.
// It has a price, though: the packages of a
// bundle no longer have versions that a scanner for known weaknesses could read. Many teams keep the
// lock file beside it for that.
//
// ## 16.12 Quiz

// %%
const image = await ModelRegistry.open(join(context, 'registry'), { create: false });
const [inImage] = (await image.list()) as [Awaited<ReturnType<typeof image.list>>[number]];

// %%
quiz('16', [
  {
    question:
      'Ten replicas run at 65% of what they reserve, the target is 60%. How many are wanted?',
    options: ['10', '11', '12'],
    answer: () => [10, 11, 12].map((count) => count === desiredReplicas(10, 0.65, 0.6)),
    why: 'The quotient is 1.08, within a tenth of 1: a difference that small is left alone, or it would never rest.',
  },
  {
    question:
      'Readiness is asked every 10 s, three failures are needed, and a replica drains 5 s. For how long may requests still be sent to a closed door?',
    options: ['Not at all', 'Up to 5 s', 'Up to 25 s'],
    answer: () => {
      const timing = { period: 10, timeout: 0, failures: 3, propagation: 0, slowest: 0 };
      const closed = timing.period * timing.failures - 5;
      return closed <= 0 ? 0 : closed <= 5 ? 1 : 2;
    },
    why: 'Thirty seconds until the platform believes it, five of them open. Either the probe or the drain has to change.',
  },
  {
    question: 'The registry had two versions of rain. What is in the registry of the image?',
    options: ['Both versions', 'Version 1', 'Version 1, called production'],
    answer: () => {
      const { versions, aliases } = inImage;
      return versions.length > 1 ? 0 : Object.keys(aliases).length === 0 ? 1 : 2;
    },
    why: 'An image is one version, by number. What is in production is the platform’s to say, by running that image.',
  },
  {
    question: 'A worker of the job dies. How much work is done twice, at most?',
    options: ['None', 'One shard', 'Half of all shards'],
    answer: () => {
      const atHand = task.shardRows; // it works on one shard at a time
      return atHand === 0 ? 0 : atHand * 2 < given.rows / 2 ? 1 : 2;
    },
    why: 'Shards that are done lie on the disk under their names. Smaller shards lose less, and cost more to hand out.',
  },
  {
    question:
      'One request a second, 2 ms of CPU each, nobody minds a cold start. By the prices of 16.9, which is cheapest?',
    options: ['Three standing replicas', 'Cloud Run, one at a time', 'Lambda, 0.5 GB'],
    answer: () => {
      const priced = pricesOf(2, 100_000);
      const ways = [
        'service, 3 replicas, 1 request a second',
        'Cloud Run, one request at a time',
        'Lambda, 0.5 GB',
      ];
      const dollars = ways.map((way) => priced[way]!);
      return dollars.indexOf(Math.min(...dollars));
    },
    why: 'Paid by the millisecond, it pays for the work alone. The standing service pays for waiting, Cloud Run for at least 100 ms a call.',
  },
]);

// %%
for (const done of [context, scored]) rmSync(done, { recursive: true, force: true });

// %%
answerQuiz('16', ''); // your letters in order, such as 'a b c a b'; a dash leaves one out

// %% [markdown]
// ## 16.13 What you can do now
//
// - *Pack a version:* one command, a context that depends on nothing around it; and for each line of
//   its Dockerfile you know what would go wrong without it.
// - *Tell the three questions apart:* up, ready, alive. A "no" to *ready* only sends requests elsewhere. A
//   "no" to *alive* ends the process, so it must depend on nobody; so does a start that takes too long.
// - *Replace servers under load:* say "not ready", go on answering until everybody has heard, then
//   close. What is lost otherwise is not what was in work, but what was sent to a closed door.
// - *Compute replicas:* CPU time of a request, times requests a second, over what each reserves and
//   the target.
// - *Score by workers:* shards that may be computed twice, a manifest that closes the job, control
//   totals that prove it.
// - *Name and price it elsewhere:* the parts are the same; what costs is waiting to be asked.
//
// And your guess from the beginning: *can you replace a running model with nobody noticing?* Yes, if
// it leaves more slowly than it could.
//
// Chapter 17 tests all of this at three levels; 18 watches what runs.
//
// **Further reading**
//
// - B. Burns, J. Beda, K. Hightower, L. Evenson, *Kubernetes: Up and Running*, 3rd edition, O'Reilly
//   2022: probes, Deployments, Jobs.
// - B. Beyer et al. (eds.), *Site Reliability Engineering*, O'Reilly 2016, chapters 20 (load
//   balancing in the datacenter: lame ducks) and 25 (data processing pipelines).
// - *Horizontal Pod Autoscaling* and *Pod Lifecycle* (termination of pods), kubernetes.io/docs.
// - A. Wiggins, *The Twelve-Factor App*, 2011: factor IX, disposability.
// - M. Kleppmann, *Designing Data-Intensive Applications*, O'Reilly 2017, chapter 10, on batch
//   processing.
