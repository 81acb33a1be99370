package io.nerest.trainer.job;

import java.time.Duration;
import java.time.Instant;

/**
 * Right of one pod to run a job. Each new lease of a job has a greater token than all leases before it (a fencing token):
 * a write that carries an older token is rejected, however late it arrives.
 *
 * @param pod name of the pod
 * @param token fencing token, from 1
 * @param expiresAt when another pod may claim the job
 */
public record Lease(String pod, long token, Instant expiresAt) {

    /** Returns this lease with a later expiry. */
    Lease renewed(Instant now, Duration duration) {
        return new Lease(pod, token, now.plus(duration));
    }

    /** Whether another pod may claim the job. */
    boolean isExpired(Instant now) {
        return expiresAt.isBefore(now);
    }

    /** Whether both are the same lease; its expiry may differ, because a lease is renewed. */
    boolean isSameAs(Lease other) {
        return token == other.token && pod.equals(other.pod);
    }
}
