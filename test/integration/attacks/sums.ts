// ---
// title: "Sums"
// ---

// %% tags=["assignment"]
import { defineAssignment } from 'mle-kit/grading';

interface Sums {
  readonly offset: number;
}
const work = await defineAssignment<Sums>('sums', {
  seed: 'THE SECRET PHRASE',
  data: (random) => ({ offset: random.integer(100, 1000) }),
});

// %% [markdown]
// **Exercise sums.1** The sum of a list.

// %% tags=["exercise"]
function total(list: readonly number[]): number {
  // solution
  return list.reduce((sum, x) => sum + x, 0); // THE SECRET SOLUTION
}

// %% [markdown]
// **Exercise sums.2** The largest of a list.

// %% tags=["exercise"]
function largest(list: readonly number[]): number {
  // solution
  return Math.max(...list);
}

// %% tags=["hidden"]
import { hidden, wrongAnswer } from 'mle-kit/grading';

hidden(work, 'sums.1', total, {
  test: 'three lists',
  points: 2,
  inputs: (random, { offset }) =>
    [3, 5, 8].map((n) => Array.from({ length: n }, () => offset + random.integer(0, 1000))),
  call: (answer, list) => answer(list),
});
hidden(work, 'sums.1', total, {
  test: 'a long list',
  points: 1,
  inputs: (random) => [Array.from({ length: 50 }, () => random.integer(1, 100))],
  call: (answer, list) => answer(list),
});
wrongAnswer(work, 'sums.1', total, { says: 'a constant', answer: () => 42, loses: 3 });

hidden(work, 'sums.2', largest, {
  test: 'a list',
  points: 2,
  inputs: (random) => [Array.from({ length: 9 }, () => random.integer(1, 1000))],
  call: (answer, list) => answer(list),
});
wrongAnswer(work, 'sums.2', largest, {
  says: 'the first',
  answer: (list) => list[0] ?? 0,
  loses: 2,
});
