export { assertValid } from './assertValid.js';
export type { SchemaColumns, SchemaOptions } from './defineSchema.js';
export { defineSchema } from './defineSchema.js';
export { describeFailures } from './describeFailures.js';
export type { SchemaFailure, SchemaRule } from './failure.js';
export type { InferOptions } from './inferSchema.js';
export { inferSchema } from './inferSchema.js';
export type { PlainValue } from './plainValue.js';
export { recordChecker } from './recordChecker.js';
export type {
  BooleanRules,
  ColumnRules,
  DateRules,
  ForeignKey,
  NumberRules,
  Schema,
  SchemaColumn,
  StringRules,
} from './schema.js';
export { schemaFromState } from './schemaFromState.js';
export { selectFromSchema } from './selectFromSchema.js';
export type { JsonSchema } from './toJsonSchema.js';
export { toJsonSchema } from './toJsonSchema.js';
export type { ValidateOptions } from './validate.js';
export { validate } from './validate.js';
export { validateRecord } from './validateRecord.js';
export { valueRules } from './valueRules.js';
