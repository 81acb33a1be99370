package io.nerest.service.objects;

import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Sends requests to the store, retries transient failures, and translates exceptions of the client. */
final class StoreRequests {
    private static final Set<String> BUSY =
            Set.of("InternalError", "SlowDown", "ServiceUnavailable", "RequestTimeout", "OperationAborted");
    /** Answers about a bucket or key that no object can have. */
    private static final Set<String> IMPOSSIBLE_NAMES = Set.of(
            "KeyTooLongError",
            "InvalidArgument",
            "InvalidBucketName",
            "InvalidURI",
            "InvalidObjectName",
            "XMinioInvalidObjectName");

    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int PRECONDITION_FAILED = 412;
    private static final int SERVER_ERROR = 500;

    private final int attempts;
    private final Duration firstPause;

    /**
     * @param attempts most attempts at a request that fails for a transient reason, the first included
     * @param firstPause pause before the second attempt; doubled for each further attempt
     */
    StoreRequests(int attempts, Duration firstPause) {
        this.attempts = attempts;
        this.firstPause = firstPause;
    }

    /** One request. */
    interface Request<R> {
        R run() throws MinioException, IOException;
    }

    /**
     * Sends a request.
     *
     * @param action the request in words, for messages: {@code read frames/1.jpg}
     * @throws MissingObjectException if the object does not exist, or its content has changed
     * @throws ObjectStoreException if the store is unreachable, busy or refuses the request
     */
    <R> R run(String action, Request<R> request) {
        Duration pause = firstPause;
        for (int attempt = 1; ; attempt++) {
            try {
                return request.run();
            } catch (MinioException | IOException | RuntimeException e) {
                if (e instanceof RuntimeException defect && !(e.getCause() instanceof IOException)) {
                    throw defect;
                }
                // The client wraps a refused connection in an IllegalStateException.
                if (isMissing(e)) {
                    throw new MissingObjectException("cannot " + action
                            + ": the object does not exist or its content has changed: " + e.getMessage());
                }
                if (attempt >= attempts || !isTransient(e)) {
                    throw new ObjectStoreException("cannot " + action + ": " + e.getMessage(), e);
                }
                sleep(action, pause);
                pause = pause.multipliedBy(2);
            }
        }
    }

    private static boolean isMissing(Exception e) {
        return e instanceof ErrorResponseException answer
                && (answer.response().code() == NOT_FOUND
                        || answer.response().code() == PRECONDITION_FAILED
                        || IMPOSSIBLE_NAMES.contains(answer.errorResponse().code())
                        || isBadRequest(answer));
    }

    /** Such as the attributes of a key that is one space: without a body, and so without a code, and every time again. */
    private static boolean isBadRequest(ErrorResponseException answer) {
        String code = String.valueOf(answer.errorResponse().code());
        return answer.response().code() == BAD_REQUEST && !BUSY.contains(code) && !code.startsWith("Authorization");
    }

    /** Connection failures and server errors are transient; wrong credentials or a forbidden bucket are not. */
    private static boolean isTransient(Exception e) {
        return !(e instanceof ErrorResponseException answer)
                || BUSY.contains(answer.errorResponse().code())
                || answer.response().code() >= SERVER_ERROR;
    }

    private static void sleep(String action, Duration pause) {
        try {
            // Random, so that threads that failed at the same moment do not retry at the same moment.
            Thread.sleep(ThreadLocalRandom.current().nextLong(pause.toMillis() / 2, pause.toMillis() + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ObjectStoreException("interrupted before it could " + action, e);
        }
    }
}
