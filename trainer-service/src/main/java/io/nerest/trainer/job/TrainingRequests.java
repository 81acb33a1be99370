package io.nerest.trainer.job;

import io.nerest.contracts.Topics;
import io.nerest.contracts.TrainingProgressed;
import io.nerest.contracts.TrainingRequested;
import io.nerest.messaging.receiving.ReceivedEvent;
import io.nerest.messaging.receiving.Receiver;
import io.nerest.messaging.receiving.RejectedEventException;
import io.nerest.trainer.run.RequestedArguments;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Stores what is asked for, and acknowledges it then: a training takes longer than any broker waits. */
@ApplicationScoped
public class TrainingRequests {
    private final Receiver receiver;
    private final JobTable jobs;
    private final ProgressEvents progress;
    private final JobRunner runner;

    TrainingRequests(Receiver receiver, JobTable jobs, ProgressEvents progress, JobRunner runner) {
        this.receiver = receiver;
        this.jobs = jobs;
        this.progress = progress;
        this.runner = runner;
    }

    @Incoming("training-requests")
    @Blocking
    void receive(ConsumerRecord<String, byte[]> record) {
        receiver.receive(record, Topics.TRAINING_REQUESTS, this::store);
        runner.wake();
    }

    private void store(ReceivedEvent<TrainingRequested> event) throws SQLException {
        TrainingRequested request = event.payload();
        int epochs;
        try {
            epochs =
                    RequestedArguments.check(request.arguments()).optimization().epochs();
        } catch (IllegalArgumentException e) {
            throw new RejectedEventException("training " + request.trainingId() + ": " + e.getMessage(), e);
        }
        if (jobs.add(request)) {
            progress.send(request, TrainingProgressed.State.QUEUED, 0, epochs, 0, null);
        }
    }
}
