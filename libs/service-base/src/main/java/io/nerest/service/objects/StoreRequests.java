package io.nerest.service.objects;

import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Makes requests of the store, a few times where the failure may pass, and says in our words what went wrong. */
final class StoreRequests {
    private static final Set<String> BUSY =
            Set.of("InternalError", "SlowDown", "ServiceUnavailable", "RequestTimeout", "OperationAborted");
    private static final int NOT_FOUND = 404;
    private static final int PRECONDITION_FAILED = 412;
    private static final int SERVER_ERROR = 500;

    private final int attempts;
    private final Duration firstPause;

    /**
     * @param attempts at a request whose failure may pass, the first included
     * @param firstPause before the second attempt; doubled for each further one
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
     * Makes a request.
     *
     * @param what what is asked of the store, for messages: {@code read frames/1.jpg}
     * @throws MissingObjectException where the store has no such object, or not in that content
     * @throws ObjectStoreException where the store cannot be reached, is busy or refuses
     */
    <R> R run(String what, Request<R> request) {
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
                    throw new MissingObjectException("cannot " + what
                            + ": it is not in the store in the content it was announced in: " + e.getMessage());
                }
                if (attempt >= attempts || !mayPass(e)) {
                    throw new ObjectStoreException("cannot " + what + ": " + e.getMessage(), e);
                }
                sleep(what, pause);
                pause = pause.multipliedBy(2);
            }
        }
    }

    private static boolean isMissing(Exception e) {
        return e instanceof ErrorResponseException answer
                && (answer.response().code() == NOT_FOUND || answer.response().code() == PRECONDITION_FAILED);
    }

    /** Whether the next moment may bring another answer; a wrong key or a forbidden bucket stays so. */
    private static boolean mayPass(Exception e) {
        return !(e instanceof ErrorResponseException answer)
                || BUSY.contains(answer.errorResponse().code())
                || answer.response().code() >= SERVER_ERROR;
    }

    private static void sleep(String what, Duration pause) {
        try {
            // Not in step with the other threads that the store turned away at the same moment.
            Thread.sleep(ThreadLocalRandom.current().nextLong(pause.toMillis() / 2, pause.toMillis() + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ObjectStoreException("interrupted before it could " + what, e);
        }
    }
}
