import { createClient } from "graphql-ws";
import {
  Environment,
  Network,
  Observable,
  RecordSource,
  Store,
  type CacheConfig,
  type GraphQLResponse,
  type RequestParameters,
  type UploadableMap,
  type Variables,
} from "relay-runtime";
import { OfflineError, RequestRefused, type RequestFault } from "../ui/faults";

const ADDRESS = "/graphql";
/** The server counts a cookie only beside this header, which no page of another site can send. */
export const CLIENT_HEADERS = { "X-GreenBridge-Client": "console" };

async function ask(
  request: RequestParameters,
  variables: Variables,
  cacheConfig: CacheConfig,
  _uploads?: UploadableMap | null,
): Promise<GraphQLResponse> {
  const key = cacheConfig.metadata?.idempotencyKey;
  let response: Response;
  try {
    response = await fetch(ADDRESS, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        ...CLIENT_HEADERS,
        ...(typeof key === "string" ? { "Idempotency-Key": key } : {}),
      },
      body: JSON.stringify({ documentId: request.id, variables }),
    });
  } catch {
    throw new OfflineError();
  }
  const answer = (await response.json().catch(() => null)) as { data?: unknown; errors?: RequestFault[] } | null;
  if (answer === null)
    throw new RequestRefused([{ message: response.statusText, extensions: { code: "SERVER_FAILED" } }]);
  // Data with errors would be half a screen: who asks gets all or the reason.
  if (answer.errors?.length) throw new RequestRefused(answer.errors);
  return answer as GraphQLResponse;
}

const socket = createClient({
  url: () => `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${ADDRESS}`,
  lazy: true,
  lazyCloseTimeout: 5_000,
  retryAttempts: Number.POSITIVE_INFINITY,
  shouldRetry: () => true,
});

function listen(request: RequestParameters, variables: Variables): Observable<GraphQLResponse> {
  return Observable.create((sink) =>
    socket.subscribe(
      // Named by its id like every other operation; the protocol wants a text beside it.
      { query: "", extensions: { documentId: request.id }, variables },
      {
        next: (value) => sink.next(value as GraphQLResponse),
        error: (problem) => sink.error(problem instanceof Error ? problem : new OfflineError()),
        complete: () => sink.complete(),
      },
    ),
  );
}

/** One store for everything the person sees; made anew when somebody else signs in. */
export function makeEnvironment(): Environment {
  return new Environment({
    network: Network.create(ask, listen),
    store: new Store(new RecordSource(), { gcReleaseBufferSize: 30 }),
  });
}
