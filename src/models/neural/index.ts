export { describeBackend } from './describeBackend.js';
export type { FittedNeural, StoredNeural } from './fittedNeuralFromState.js';
export { fittedNeuralFromState, neuralReaders } from './fittedNeuralFromState.js';
export type { ActivationLayer } from './layers/activation.js';
export { activation } from './layers/activation.js';
export type { ActivationName } from './layers/activations.js';
export type {
  BatchNormalizationLayer,
  BatchNormalizationOptions,
} from './layers/batchNormalization.js';
export { batchNormalization } from './layers/batchNormalization.js';
export type { Conv2dLayer, Conv2dOptions, Padding } from './layers/conv2d.js';
export { conv2d } from './layers/conv2d.js';
export type { DenseLayer, KernelOptions } from './layers/dense.js';
export { dense } from './layers/dense.js';
export type { DropoutLayer } from './layers/dropout.js';
export { dropout } from './layers/dropout.js';
export type { EmbeddingLayer, EmbeddingOptions } from './layers/embedding.js';
export { embedding } from './layers/embedding.js';
export type { GlobalAveragePooling1dLayer } from './layers/globalAveragePooling1d.js';
export { globalAveragePooling1d } from './layers/globalAveragePooling1d.js';
export type { InitializerName } from './layers/initializers.js';
export type { Layer } from './layers/layer.js';
export type { Pooling2dLayer, Pooling2dOptions } from './layers/pooling2d.js';
export { averagePooling2d, maxPooling2d } from './layers/pooling2d.js';
export type { FlattenLayer, ReshapeLayer } from './layers/reshape.js';
export { flatten, reshape } from './layers/reshape.js';
export type { LoadBackendOptions } from './loadBackend.js';
export { loadBackend } from './loadBackend.js';
export type { ClassifierLoss, RegressorLoss } from './losses/loss.js';
export type { NeuralClassifierOptions } from './neuralClassifier.js';
export { FittedNeuralClassifier, NeuralClassifier } from './neuralClassifier.js';
export type {
  CheckpointOptions,
  NeuralFitOptions,
  NeuralOptions,
  ValidationData,
} from './neuralOptions.js';
export type { NeuralRegressorOptions } from './neuralRegressor.js';
export { FittedNeuralRegressor, NeuralRegressor } from './neuralRegressor.js';
export type {
  NeuralBuffers,
  NeuralClassifierState,
  NeuralRegressorState,
  NeuralState,
  WeightManifest,
} from './neuralState.js';
export type { AdamOptions, AdamWOptions } from './optimizers/adam.js';
export { adam, adamW } from './optimizers/adam.js';
export type { Optimizer } from './optimizers/optimizer.js';
export type {
  CosineDecayOptions,
  DecayTime,
  ExponentialDecayOptions,
  Schedule,
} from './optimizers/schedules.js';
export {
  constant,
  cosineDecay,
  exponentialDecay,
  learningRateAt,
  stepDecay,
} from './optimizers/schedules.js';
export type { SgdOptions } from './optimizers/sgd.js';
export { sgd } from './optimizers/sgd.js';
export type { QuantizedNeural } from './quantization/openQuantizedNeural.js';
export { packCodes, unpackCodes } from './quantization/packCodes.js';
export { QuantizedNeuralClassifier } from './quantization/quantizedClassifier.js';
export { QuantizedNeuralRegressor } from './quantization/quantizedRegressor.js';
export type {
  QuantizedClassifierState,
  QuantizedRegressorState,
  QuantizedState,
} from './quantization/quantizedState.js';
export type { QuantizedValues } from './quantization/quantizeValues.js';
export { quantizeValues } from './quantization/quantizeValues.js';
export type { QuantizeOptions } from './quantizeNeural.js';
export { quantizeNeural } from './quantizeNeural.js';
export { loadNeural, saveNeural } from './saveNeural.js';
export type { EarlyStopping } from './training/earlyStopping.js';
export type { EpochRecord } from './training/history.js';
export type { Backend, BackendName, TensorFlow } from './types.js';
export type { NeuralWeight } from './weights.js';
