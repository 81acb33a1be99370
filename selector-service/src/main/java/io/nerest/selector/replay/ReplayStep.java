package io.nerest.selector.replay;

import io.nerest.contracts.FrameRef;
import io.nerest.contracts.ScoringRequested;
import io.nerest.contracts.Topics;
import io.nerest.messaging.sending.Outbox;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Requests the scores of replays, a few frames at a time: the next ones when the last have arrived. So a replay delays new
 * frames by no more than one request, continues where it was after a restart, and ends soon after it is cancelled.
 */
@ApplicationScoped
public class ReplayStep {
    /** Requests in flight: enough that a pod does not wait between two. */
    private static final int IN_FLIGHT = 4 * ScoringRequested.MOST_FRAMES;
    /** Scores that have not arrived by then are left out; a later replay requests them again. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

    private final Replays replays;
    private final Outbox outbox;
    private final Clock clock;

    ReplayStep(Replays replays, Outbox outbox, Clock clock) {
        this.replays = replays;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Scheduled(every = "2s", delayed = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void advance() {
        advanceAll();
    }

    /** Takes one step of every running replay. */
    @Transactional
    public void advanceAll() {
        replays.lockRunning().forEach(this::advance);
    }

    private void advance(UUID id) {
        Instant now = clock.instant();
        if (replays.awaited(id) > 0 && now.isBefore(replays.sentAt(id).plus(LONGEST_WAIT))) {
            return;
        }
        List<ReplayedFrame> next = replays.next(id, IN_FLIGHT);
        if (next.isEmpty()) {
            replays.change(id, ReplayState.RUNNING, ReplayState.DONE);
            return;
        }
        String modelId = replays.byId(id).orElseThrow().modelId();
        List<FrameRef> frames = next.stream().map(ReplayedFrame::frame).toList();
        for (int from = 0; from < frames.size(); from += ScoringRequested.MOST_FRAMES) {
            UUID requestId = UUID.randomUUID();
            outbox.add(
                    Topics.SCORING_REQUESTS,
                    requestId.toString(),
                    new ScoringRequested(
                            requestId,
                            id,
                            0,
                            modelId,
                            frames.subList(from, Math.min(frames.size(), from + ScoringRequested.MOST_FRAMES)),
                            now));
        }
        replays.requested(id, next, now);
    }
}
