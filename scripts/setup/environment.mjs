/**
 * What npm, pip and Python are started with: nothing in the learner's shell may send packages
 * elsewhere, bring foreign ones in, leave some out, or ask a question that nobody can answer.
 */
export function childEnvironment(environment = process.env) {
  const clean = { ...environment };
  for (const name of [
    'PYTHONHOME',
    'PYTHONPATH',
    'PIP_TARGET',
    'PIP_PREFIX',
    '__PYVENV_LAUNCHER__',
    'NODE_ENV', // as "production" it has npm leave out what builds and tests
    ...Object.keys(clean).filter((name) => /^npm_config_(omit|only|production)$/i.test(name)),
  ]) {
    delete clean[name];
  }
  return {
    ...clean,
    PYTHONNOUSERSITE: '1',
    PYTHONUTF8: '1',
    PIP_USER: '0',
    PIP_NO_INPUT: '1',
    PIP_DISABLE_PIP_VERSION_CHECK: '1',
    PIP_PROGRESS_BAR: 'off',
    npm_config_ignore_scripts: 'true',
    npm_config_update_notifier: 'false',
  };
}

/** A quiet TensorFlow, which is also the faster one here: its other optimiser is left out. */
export const TENSORFLOW_ENVIRONMENT = { TF_CPP_MIN_LOG_LEVEL: '2', TF_ENABLE_ONEDNN_OPTS: '0' };
