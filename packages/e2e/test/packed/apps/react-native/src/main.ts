import {
  type AsyncStorageLike,
  createAsyncStorage,
  createOutbox,
  createSurveyClient,
  type SurveyClientOptions,
  type SurveyInput,
} from "@lab/survey-client";

/** What the test's host gives to the app, in the place of React Native's native modules. */
declare const host: {
  readonly asyncStorage: AsyncStorageLike;
  readonly connection: SurveyClientOptions;
  readonly survey: SurveyInput;
  done(result: unknown): void;
};

async function send(): Promise<unknown> {
  const storage = createAsyncStorage(host.asyncStorage);
  const outbox = createOutbox({ client: createSurveyClient(host.connection), storage });
  await outbox.save(host.survey);
  const { sent, failure } = await outbox.flush();
  return { sent, failure: failure?.message, ...(await outbox.status()) };
}

send().then(host.done, (error: unknown) => host.done({ error: String(error) }));
