package io.nerest.trainer.events;

import io.nerest.contracts.Topics;
import io.nerest.contracts.TrainingCancelled;
import io.nerest.contracts.TrainingProgressed;
import io.nerest.messaging.receiving.ReceivedEvent;
import io.nerest.messaging.receiving.Receiver;
import io.nerest.trainer.queue.Cancellations;
import io.nerest.trainer.queue.JobQueue;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Cancels trainings that are no longer needed, queued or running, also those whose request arrives later. */
@ApplicationScoped
class TrainingCancellationReceiver {
    private final Receiver receiver;
    private final JobQueue jobs;
    private final Cancellations cancellations;
    private final ProgressEvents progress;

    TrainingCancellationReceiver(
            Receiver receiver, JobQueue jobs, Cancellations cancellations, ProgressEvents progress) {
        this.receiver = receiver;
        this.jobs = jobs;
        this.cancellations = cancellations;
        this.progress = progress;
    }

    @Incoming("training-cancellations")
    @Blocking
    void receive(ConsumerRecord<String, byte[]> record) {
        receiver.receive(record, Topics.TRAINING_CANCELLATIONS, this::cancel);
    }

    private void cancel(ReceivedEvent<TrainingCancelled> event) {
        TrainingCancelled cancelled = event.payload();
        cancellations.add(cancelled.trainingId(), cancelled.reason(), cancelled.at());
        jobs.cancel(cancelled.trainingId())
                .ifPresent(job -> progress.send(
                        job.request(),
                        TrainingProgressed.State.FAILED,
                        0,
                        0,
                        0,
                        "the training was cancelled: " + cancelled.reason()));
    }
}
