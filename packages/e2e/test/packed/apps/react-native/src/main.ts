import {
  type AsyncStorageLike,
  createAsyncStorage,
  createOutbox,
  createSurveyClient,
  type SurveyClientOptions,
} from "@lab/survey-client";
import { makeSurvey } from "./make-survey";

/** What the test's host gives to the app, in the place of React Native's native modules. */
declare const host: {
  readonly asyncStorage: AsyncStorageLike;
  readonly connection: SurveyClientOptions;
  done(result: unknown): void;
};

async function send(): Promise<unknown> {
  const began = new Date(Date.now() - 60_000);
  const storage = createAsyncStorage(host.asyncStorage);
  const outbox = createOutbox({ client: createSurveyClient(host.connection), storage });
  const { id } = await outbox.save(makeSurvey("react-native-app", began));
  const { sent, failure } = await outbox.flush();
  return { id, sent, failure: failure?.message, ...(await outbox.status()) };
}

send().then(host.done, (error: unknown) => host.done({ error: String(error) }));
