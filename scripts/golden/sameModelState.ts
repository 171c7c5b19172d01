// Prints what mle-kit learned about bird strikes, as JSON: sameModel.py hands it to NumPy.
import { LogisticRegression, loadDataset, Matrix } from 'mle-kit';

const strikes = await loadDataset('birdstrikes');
const isSize = (size: string) =>
  strikes.string('Wildlife Size').map((value) => (value === size ? 1 : 0));
const X = Matrix.fromColumns([isSize('Large'), isSize('Medium')]);
const damaged = strikes
  .string('Effect Amount of damage')
  .map((damage) => (damage === 'None' ? 0 : 1));
const model = new LogisticRegression({ alpha: 0 }).fit(X, damaged);
const kinds = Matrix.from([
  [1, 0],
  [0, 1],
  [0, 0],
]);
const probability = [...model.predictProbability(kinds).column(1)];
console.log(JSON.stringify({ state: model.state, probability }));
