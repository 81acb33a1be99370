package io.nerest.ingest.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nerest.service.http.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Processes a request with an {@code Idempotency-Key} once (draft-ietf-httpapi-idempotency-key-header): a repetition has
 * the answer of the first, another request with its key is refused. Keys belong to their sender and operation. Requests
 * that fail leave nothing, so their key may be used again.
 */
@ApplicationScoped
public class IdempotentRequests {
    private static final int CONFLICT = 409;

    private final StoredRequests requests;
    private final SecurityIdentity caller;
    private final ObjectMapper json;
    private final IdempotencyConfig config;

    IdempotentRequests(StoredRequests requests, SecurityIdentity caller, ObjectMapper json, IdempotencyConfig config) {
        this.requests = requests;
        this.caller = caller;
        this.json = json;
        this.config = config;
    }

    /**
     * Processes a request.
     *
     * @param <T> its answer
     * @param <E> what its failure throws
     */
    @FunctionalInterface
    public interface Action<T, E extends Exception> {
        T run() throws E;
    }

    /**
     * Returns the answer of a request, from the first one with its key if there was one.
     *
     * @param operation method and path
     * @param fingerprint of everything that the request contains
     * @param type of the answer, which JSON can represent
     * @throws ProblemException 422 if the key was used for another request; 409 while the first one is processed
     */
    public <T, E extends Exception> T answer(
            String operation, RequestKey key, RequestFingerprint fingerprint, Class<T> type, Action<T, E> action)
            throws E {
        if (key.value().isEmpty()) {
            return action.run();
        }
        StoredRequests.Id id = new StoredRequests.Id(
                caller.getPrincipal().getName(), operation, key.value().get());
        String digest = fingerprint.hex();
        Instant now = Instant.now(Clock.systemUTC()).truncatedTo(ChronoUnit.MICROS);
        Optional<StoredRequests.Stored> before =
                requests.begin(id, digest, now, now.minus(config.keptFor()), now.minus(config.lease()));
        if (before.isPresent()) {
            return read(repeated(before.get(), digest), type);
        }
        boolean done = false;
        try {
            T answer = action.run();
            requests.end(id, write(answer));
            done = true;
            return answer;
        } finally {
            if (!done) {
                requests.delete(id);
            }
        }
    }

    private static String repeated(StoredRequests.Stored before, String fingerprint) {
        if (!before.fingerprint().equals(fingerprint)) {
            throw ProblemException.invalid(
                    "Idempotency-Key", "was used for another request; send a new key, or the first request unchanged");
        }
        String answer = before.answer();
        if (answer == null) {
            throw new ProblemException(
                            CONFLICT,
                            "the first request with this 'Idempotency-Key' is still processed; repeat it later")
                    .header("Retry-After", "1");
        }
        return answer;
    }

    /** Returns the JSON of a request's body, for its fingerprint. */
    public String write(Object body) {
        try {
            return json.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the request or its answer cannot be written as JSON", e);
        }
    }

    private <T> T read(String answer, Class<T> type) {
        try {
            return json.readValue(answer, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored answer cannot be read as " + type.getSimpleName(), e);
        }
    }
}
