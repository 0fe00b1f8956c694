// `customFields`: fields of the account's own, which the schema then has.
import { z } from "zod";
import { CUSTOM_ENTITIES, CUSTOM_TYPES, type CustomSource, type EnumWords } from "../mapping/custom-field.ts";
import { entityTypeNamed } from "../mapping/entity-types.ts";
import { allRoles } from "./roles.ts";
import { list, oneOf, sentence, settings, should, text, yesOrNo } from "./settings.ts";

const nameWording = should("a name such as loyaltyTier: letters and digits, starting with a small letter");
const wordsWording = should("the vendor's word for the value, or a list of several");

const word = z.union([z.string().min(1), z.number(), z.boolean()], wordsWording).transform(String);
const words = z.union([word.transform((one) => [one]), z.array(word).min(1)], wordsWording);

const valueName = /^(?!UNKNOWN$)[A-Z][A-Z0-9_]*$/;
const valuesWording = "a map of our names of the values to the vendor's";

const values = z.record(z.string(), words, should(valuesWording)).superRefine((written, context) => {
  const names = Object.keys(written);
  if (names.length === 0) context.addIssue({ code: "custom", message: sentence(valuesWording, "an empty map") });
  for (const name of names.filter((each) => !valueName.test(each))) {
    const message = "should have a name in capitals such as GOLD, and not UNKNOWN, which is every other value";
    context.addIssue({ code: "custom", message, path: [name] });
  }
});

const booleanWords = list(word, "a list of words").min(1, should("a list of at least one word")).optional();

const source = settings({
  field: z.union([text("the vendor's name of the field"), z.int().transform(String)], {
    error: ({ input }) => sentence("the vendor's name of the field", input),
  }),
  format: text("how the value is written, such as DD/MM/YYYY").optional(),
  zone: text("an IANA time zone such as Europe/Berlin").optional(),
  trueWords: booleanWords,
  falseWords: booleanWords,
  separator: text("what is between the values").optional(),
  values: values.optional(),
});

export const customFieldsSchema = list(
  settings({
    entity: oneOf(CUSTOM_ENTITIES),
    name: z.string(nameWording).regex(/^[a-z][A-Za-z0-9]*$/, nameWording),
    type: oneOf(CUSTOM_TYPES).optional(),
    values: values.optional(),
    description: text("a sentence that says what the field is"),
    roles: list(oneOf(allRoles), "a list of the roles that may read it").min(
      1,
      should("a list of at least one role", "name ADMIN for administrators only"),
    ),
    mfa: yesOrNo.default(false),
    sources: z.record(z.string(), source, should("a map of sources' names to their fields")),
  }),
  "a list of fields",
).default([]);

type Written = z.output<typeof customFieldsSchema>;

/** What one source has of the fields that are written. */
export function customFieldsOf(written: Written, sourceName: string): readonly CustomSource[] {
  return written.flatMap(({ entity, name, type, values: common, sources }): CustomSource[] => {
    const own = Object.hasOwn(sources, sourceName) ? sources[sourceName] : undefined;
    const entityType = entityTypeNamed(entity);
    if (own === undefined || entityType === undefined) return [];
    const { values: ownWords, ...rest } = own;
    const words: EnumWords = { ...common, ...ownWords };
    return [{ ...rest, entity: entityType, name, type: type ?? words }];
  });
}
