package io.nerest.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nerest.system.NoDelaySocketFactory;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;

/**
 * JSON client of one service. Retries requests that fail because the service is unavailable. All attempts of a POST have one
 * {@code Idempotency-Key}, so that ingest handles it once though an answer was lost.
 */
final class RestClient {
    static final MediaType JSON = MediaType.get("application/json");
    private static final ObjectMapper MAPPER = new ObjectMapper();
    /** Longest outage of a service. */
    static final Duration OUTAGE_LIMIT = Duration.ofMinutes(2);

    private static final int CONFLICT = 409;
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final OkHttpClient http = new OkHttpClient.Builder()
            .socketFactory(new NoDelaySocketFactory())
            .connectTimeout(Duration.ofSeconds(5))
            .readTimeout(Duration.ofMinutes(1))
            .build();
    private final Supplier<URI> base;
    private final String accessToken;
    private final Duration outageLimit;
    private final IntConsumer statuses;

    /** @param accessToken bearer token; empty to send none */
    RestClient(URI base, String accessToken) {
        this(base, accessToken, OUTAGE_LIMIT);
    }

    /** @param outageLimit longest time for which a request is repeated */
    RestClient(URI base, String accessToken, Duration outageLimit) {
        this(() -> base, accessToken, outageLimit, status -> {});
    }

    /**
     * Creates a client of several instances of a service.
     *
     * @param base address of the instance for the next attempt
     * @param statuses receives the status of each answer
     */
    RestClient(Supplier<URI> base, String accessToken, Duration outageLimit, IntConsumer statuses) {
        this.base = base;
        this.accessToken = accessToken;
        this.outageLimit = outageLimit;
        this.statuses = statuses;
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return send(path, request().get());
    }

    JsonNode post(String path, Object body) throws IOException, InterruptedException {
        return post(path, RequestBody.create(MAPPER.writeValueAsBytes(body), JSON));
    }

    JsonNode post(String path, RequestBody body) throws IOException, InterruptedException {
        return send(
                path,
                request()
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .post(body));
    }

    JsonNode put(String path, Object body) throws IOException, InterruptedException {
        return send(path, request().put(RequestBody.create(MAPPER.writeValueAsBytes(body), JSON)));
    }

    private Request.Builder request() {
        Request.Builder request = new Request.Builder();
        return accessToken.isEmpty() ? request : request.header("Authorization", "Bearer " + accessToken);
    }

    /**
     * Sends the request until the service responds.
     *
     * @throws RejectedRequestException if the service responds with a 4xx status
     * @throws IOException if it does not respond, or responds with a 5xx status, for longer than the limit
     */
    private JsonNode send(String path, Request.Builder unaddressed) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + outageLimit.toNanos();
        while (true) {
            IOException failure;
            Request request =
                    unaddressed.url(base.get().resolve(path).toString()).build();
            try (Response response = http.newCall(request).execute()) {
                ResponseBody body = response.body();
                byte[] bytes = body.bytes();
                statuses.accept(response.code());
                if (response.isSuccessful()) {
                    return bytes.length == 0 ? MAPPER.missingNode() : MAPPER.readTree(bytes);
                }
                String text = request.method() + " " + request.url() + " returned " + response.code() + ": "
                        + new String(bytes, StandardCharsets.UTF_8);
                if (response.code() < 500 && !isStillProcessed(response)) {
                    throw new RejectedRequestException(response.code(), text);
                }
                failure = new IOException(text);
            } catch (RejectedRequestException e) {
                throw e;
            } catch (IOException e) {
                failure = e;
            }
            if (System.nanoTime() > deadline) {
                throw new IOException(
                        request.url() + " has not responded for " + outageLimit.toSeconds() + " s", failure);
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        }
    }

    /** Returns whether the service still processes an earlier attempt, whose answer was lost. */
    private static boolean isStillProcessed(Response response) {
        return response.code() == CONFLICT
                && response.request().method().equals("POST")
                && response.header("Retry-After") != null;
    }

    /** The service rejected the request with a 4xx status. */
    static final class RejectedRequestException extends IOException {
        private final int status;

        RejectedRequestException(int status, String message) {
            super(message);
            this.status = status;
        }

        int status() {
            return status;
        }
    }
}
