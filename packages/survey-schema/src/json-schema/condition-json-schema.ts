import type { AnswerTest, Condition } from "../questionnaire/condition.ts";
import type { JsonSchema } from "./json-schema.ts";

/** The JSON Schema of the surveys whose answers pass a condition. */
export function conditionJsonSchema(condition: Condition): JsonSchema {
  const tests = Object.entries(condition);
  return {
    required: tests.map(([name]) => name),
    properties: Object.fromEntries(tests.map(([name, test]) => [name, testJsonSchema(test)])),
  };
}

function testJsonSchema(test: AnswerTest): JsonSchema {
  const { equals, not, oneOf, includes, excludes, atLeast, atMost } = test;
  const contains = (code: string) => ({ type: "array", contains: { const: code } });
  const all: JsonSchema[] = [
    ...(equals === undefined ? [] : [{ const: equals }]),
    ...(not === undefined ? [] : [{ not: { const: not } }]),
    ...(oneOf === undefined ? [] : [{ enum: [...new Set(oneOf)] }]),
    ...(includes === undefined ? [] : [contains(includes)]),
    ...(excludes === undefined ? [] : [{ not: contains(excludes) }]),
    ...(atLeast === undefined ? [] : [{ type: "number", minimum: atLeast }]),
    ...(atMost === undefined ? [] : [{ type: "number", maximum: atMost }]),
  ];
  const [only, ...others] = all;
  return only !== undefined && others.length === 0 ? only : { allOf: all };
}
