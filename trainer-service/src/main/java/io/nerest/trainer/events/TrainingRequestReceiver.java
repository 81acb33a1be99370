package io.nerest.trainer.events;

import io.nerest.arguments.InvalidArgumentException;
import io.nerest.arguments.training.CampaignTrainingArguments;
import io.nerest.contracts.Topics;
import io.nerest.contracts.TrainingProgressed;
import io.nerest.contracts.TrainingRequested;
import io.nerest.messaging.receiving.ReceivedEvent;
import io.nerest.messaging.receiving.Receiver;
import io.nerest.messaging.receiving.RejectedEventException;
import io.nerest.trainer.queue.Cancellations;
import io.nerest.trainer.queue.JobQueue;
import io.nerest.trainer.queue.JobQueued;
import io.nerest.trainer.queue.JobSummary;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Queues requests as jobs and acknowledges them at once, because a training takes longer than the broker waits. */
@ApplicationScoped
class TrainingRequestReceiver {
    private final Receiver receiver;
    private final JobQueue jobs;
    private final ProgressEvents progress;
    private final Event<JobQueued> queued;
    private final Cancellations cancellations;
    private final RepeatedRequestAnswers answers;

    TrainingRequestReceiver(
            Receiver receiver,
            JobQueue jobs,
            ProgressEvents progress,
            Event<JobQueued> queued,
            Cancellations cancellations,
            RepeatedRequestAnswers answers) {
        this.receiver = receiver;
        this.jobs = jobs;
        this.cancellations = cancellations;
        this.answers = answers;
        this.progress = progress;
        this.queued = queued;
    }

    @Incoming("training-requests")
    @Blocking
    void receive(ConsumerRecord<String, byte[]> record) {
        receiver.receive(record, Topics.TRAINING_REQUESTS, this::queue);
        queued.fire(new JobQueued());
    }

    private void queue(ReceivedEvent<TrainingRequested> event) {
        TrainingRequested request = event.payload();
        Optional<String> cancelled = cancellations.reason(request.trainingId());
        if (!request.retracted().isEmpty() && jobs.replace(request)) {
            progress.send(
                    request,
                    TrainingProgressed.State.QUEUED,
                    0,
                    epochs(request),
                    0,
                    "the data set was replaced: pseudo-labels of the one before were retracted");
            return;
        }
        Optional<JobSummary> known = jobs.find(request.trainingId());
        if (known.isPresent()) {
            answers.send(request, known.get());
        } else if (cancelled.isPresent()) {
            progress.send(
                    request,
                    TrainingProgressed.State.FAILED,
                    0,
                    0,
                    0,
                    "the training was cancelled: " + cancelled.get());
        } else if (jobs.add(request)) {
            progress.send(request, TrainingProgressed.State.QUEUED, 0, epochs(request), 0, null);
        }
    }

    private static int epochs(TrainingRequested request) {
        try {
            return CampaignTrainingArguments.of(request.arguments())
                    .effective()
                    .optimization()
                    .epochs();
        } catch (InvalidArgumentException e) {
            throw new RejectedEventException("training " + request.trainingId() + ": " + e.getMessage(), e);
        }
    }
}
