import { createClient, type Client } from "graphql-ws";
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
import { actingHeaders, stopActing } from "../ui/acting";
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
  const behalf = actingHeaders();
  let response: Response;
  try {
    response = await fetch(ADDRESS, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        ...CLIENT_HEADERS,
        ...behalf,
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
  const isOver = answer.errors?.some(({ extensions }) => extensions?.code === "NOT_A_DEPUTY") ?? false;
  if (isOver && Object.keys(actingHeaders()).length > 0) stopActing(true);
  // Data with errors would be half a screen: who asks gets all or the reason.
  if (answer.errors?.length) throw new RequestRefused(answer.errors);
  return answer as GraphQLResponse;
}

/** A connection belongs to whom it was opened for: each environment has its own. */
const makeSocket = (): Client =>
  createClient({
    url: () => `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${ADDRESS}`,
    connectionParams: actingHeaders,
    lazy: true,
    lazyCloseTimeout: 5_000,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
  });

function listen(socket: Client, request: RequestParameters, variables: Variables): Observable<GraphQLResponse> {
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

/** One store for everything the person sees; made anew when somebody else signs in or is acted for. */
export function makeEnvironment(): Environment {
  const socket = makeSocket();
  return new Environment({
    network: Network.create(ask, (request, variables) => listen(socket, request, variables)),
    store: new Store(new RecordSource(), { gcReleaseBufferSize: 30 }),
  });
}
