import { describe, expect, it } from "vitest";
import * as z from "zod";
import { dataPackage } from "../../src/labels/data-package.ts";
import { someTables } from "./some-tables.ts";

const fieldSchema = z.looseObject({ name: z.string(), type: z.string() });
const packageSchema = z.looseObject({
  resources: z.array(
    z.looseObject({
      path: z.string(),
      schema: z.looseObject({ fields: z.array(fieldSchema), primaryKey: z.array(z.string()) }),
    }),
  ),
});
const { resources } = packageSchema.parse(JSON.parse(dataPackage("Sleep", someTables)));
const fields = new Map(resources[0]?.schema.fields.map((field) => [field.name, field]));

describe("dataPackage", () => {
  it("names the files, and what makes a row unique", () => {
    expect(resources.map(({ path, schema: { primaryKey } }) => [path, primaryKey])).toEqual([
      ["evening.csv", ["participant", "submission_time"]],
      ["participants.csv", ["participant"]],
    ]);
  });

  it("has categories where they are all values that there can be, in their order", () => {
    expect(fields.get("calm")).toMatchObject({
      type: "integer",
      title: "Calm today?",
      categories: [
        { value: 1, label: "1" },
        { value: 2, label: "2" },
        { value: 3, label: "3" },
      ],
      categoriesOrdered: true,
    });
    expect(fields.get("place")).toMatchObject({
      type: "string",
      categories: [
        { value: "home", label: "At home" },
        { value: "work", label: "At work" },
      ],
    });
    expect(fields.get("company__work")).toMatchObject({ type: "integer", title: "At work" });
    expect(fields.get("company__work")?.categories).toHaveLength(2);
  });

  it("describes labels that only some values have, and gives the limits", () => {
    expect(fields.get("tense")).not.toHaveProperty("categories");
    expect(fields.get("tense")).toMatchObject({
      description: "1 is no. 7 is yes.",
      constraints: { minimum: 1, maximum: 7 },
    });
    expect(fields.get("day")).toMatchObject({ type: "date", constraints: { minimum: "2020-01-01" } });
  });
});
